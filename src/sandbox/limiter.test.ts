import { describe, expect, it, vi } from 'vitest';

import { createLimiter, pairLimit, throughputLimits } from './limiter.js';

describe('a limiter', () => {
  it('starts full', () => {
    const { take } = createLimiter({ capacity: 2, perSecond: 1 }, () => 0);

    expect([take('a'), take('a'), take('a')]).toEqual([true, true, false]);
  });

  it('keeps each key apart', () => {
    const { take } = createLimiter({ capacity: 1, perSecond: 1 }, () => 0);

    expect([take('a'), take('b'), take('a'), take('__proto__')]).toEqual([true, true, false, true]);
  });

  it('adds up what comes back in parts, also while it refuses', () => {
    const now = vi.fn(() => 0);
    const { take } = createLimiter({ capacity: 1, perSecond: 1 }, now);
    take('a');

    const taken = [250, 500, 750, 1000, 1250].map((at) => {
      now.mockReturnValue(at);

      return take('a');
    });

    expect(taken).toEqual([false, false, false, true, false]);
  });

  it('remembers 10,000 keys, and forgets the one that was used least lately', () => {
    const { take } = createLimiter({ capacity: 1, perSecond: 0 }, () => 0);

    take('first');
    take('second');
    take('first');
    for (const index of Array.from({ length: 9999 }).keys()) {
      take(`${index}`);
    }

    expect([take('first'), take('second')]).toEqual([false, true]);
  });

  it('never holds more than its capacity', () => {
    const now = vi.fn(() => 0);
    const { take } = createLimiter({ capacity: 2, perSecond: 1 }, now);
    take('a');
    now.mockReturnValue(3_600_000);

    expect([take('a'), take('a'), take('a')]).toEqual([true, true, false]);
  });

  it('tells how much of it is used, as of now', () => {
    const now = vi.fn(() => 0);
    const { take, used } = createLimiter({ capacity: 4, perSecond: 1 }, now);
    expect(used('a')).toBe(0);

    take('a');
    take('a');
    take('a');
    expect([used('a'), used('b')]).toEqual([0.75, 0]);

    now.mockReturnValue(1000);
    expect(used('a')).toBe(0.5);
  });
});

describe('the limits of Meta', () => {
  it('are 45 to a recipient at once, and one more every 6 s', () => {
    expect(pairLimit).toEqual({ capacity: 45, perSecond: 1 / 6 });
  });

  it('are 80 messages a second, or 1,000', () => {
    expect(throughputLimits).toEqual({
      STANDARD: { capacity: 80, perSecond: 80 },
      HIGH: { capacity: 1000, perSecond: 1000 },
    });
  });
});
