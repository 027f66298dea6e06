import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createClock } from './clock.js';

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T12:00:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a clock', () => {
  it('tells the time, or the one that it is given', () => {
    expect(createClock().now()).toEqual(new Date('2026-11-21T12:00:00Z'));
    expect(createClock(() => new Date(0)).now()).toEqual(new Date(0));
  });

  it('does something later, once', () => {
    const task = vi.fn();
    createClock().after(100, task);

    vi.advanceTimersByTime(99);
    expect(task).not.toHaveBeenCalled();

    vi.advanceTimersByTime(1000);
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('does nothing that was called off', () => {
    const [task, other] = [vi.fn(), vi.fn()];
    const { after } = createClock();
    const callOff = after(100, task);
    after(100, other);

    callOff();
    vi.advanceTimersByTime(100);

    expect(task).not.toHaveBeenCalled();
    expect(other).toHaveBeenCalledTimes(1);
  });

  it('does nothing more once it is stopped', () => {
    const task = vi.fn();
    const { after, stop } = createClock();
    after(100, task);
    after(200, task);

    stop();
    vi.advanceTimersByTime(200);

    expect(task).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
