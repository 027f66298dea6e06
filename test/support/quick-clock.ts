import { vi } from 'vitest';

import { type Clock, createClock } from '../../src/sandbox/clock.js';

/** A clock whose waits are over at once, and which tells how long they would have been. */
export const createQuickClock = (now?: () => Date) => {
  const clock = createClock(now);
  const after = vi.fn<Clock['after']>((_, task) => clock.after(0, task));

  return {
    ...clock,
    after,
    /** Milliseconds, in the order in which they were asked for. */
    get waits(): number[] {
      return after.mock.calls.map(([milliseconds]) => milliseconds);
    },
  };
};
