import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { SharedReading } from './shared-reading.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a figure that is shared', () => {
  it('is read once for all who ask at the same time, and for a moment longer', async () => {
    const read = vi.fn(async () => 7);
    const reading = new SharedReading(read, 1000);

    expect(await Promise.all([reading.get(), reading.get()])).toEqual([7, 7]);

    vi.advanceTimersByTime(999);
    await reading.get();
    expect(read).toHaveBeenCalledTimes(1);

    vi.advanceTimersByTime(1);
    await reading.get();
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('is read anew after it could not be read', async () => {
    const read = vi.fn(async () => 7).mockRejectedValueOnce(new Error('away'));
    const reading = new SharedReading(read, 1000);

    await expect(reading.get()).rejects.toThrow('away');

    vi.advanceTimersByTime(1000);
    expect(await reading.get()).toBe(7);
  });
});
