import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Gate } from '../../../test/support/gate.js';

import { Worker } from './worker.js';

vi.mock('node:timers/promises', async () => import('../../../test/support/waits.js'));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const start = (work: () => Promise<boolean> = async () => false, interval = 250) => {
  const looks = vi.fn(work);
  const onError = vi.fn<(error: unknown) => void>();
  const worker = new Worker({ work: looks, interval, onError });
  worker.start();

  return { worker, looks, onError };
};

/** Lets everything happen that waits for nothing but its turn. */
const idle = async () => vi.advanceTimersByTimeAsync(0);

describe('a worker', () => {
  it('looks at once, and then in its interval', async () => {
    const { worker, looks } = start();
    await idle();
    expect(looks).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(249);
    expect(looks).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(looks).toHaveBeenCalledTimes(2);
    await worker.stop();
  });

  it('looks again at once when there may be more', async () => {
    const more = [true, true].values();
    const { worker, looks } = start(async () => more.next().value ?? false);
    await idle();
    expect(looks).toHaveBeenCalledTimes(3);
    await worker.stop();
  });

  it('looks when it is woken', async () => {
    const { worker, looks } = start();
    await idle();
    worker.wake();
    await idle();
    expect(looks).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(249);
    expect(looks).toHaveBeenCalledTimes(2);
    await worker.stop();
  });

  it('that is woken while it looks looks once more', async () => {
    const gate = new Gate();
    const { worker, looks } = start(async () => {
      await gate.pass();

      return false;
    });
    await idle();
    worker.wake();
    worker.wake();
    gate.open();
    await idle();
    expect(looks).toHaveBeenCalledTimes(2);
    gate.open();
    await idle();
    expect(looks).toHaveBeenCalledTimes(2);
    await worker.stop();
  });

  it('tells of an error, and looks again after a second', async () => {
    const away = new Error('away');
    const { worker, looks, onError } = start(async () => {
      throw away;
    });
    await idle();
    expect(onError.mock.calls).toEqual([[away]]);
    await vi.advanceTimersByTimeAsync(999);
    expect(looks).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(looks).toHaveBeenCalledTimes(2);
    await worker.stop();
  });

  it('runs once, however often it is started', async () => {
    const { worker, looks } = start();
    worker.start();
    await idle();
    expect(looks).toHaveBeenCalledTimes(1);
    await worker.stop();
  });
});

it('does not look more often because its work fails', async () => {
  const { worker, looks, onError } = start(async () => {
    throw new Error('statement timeout');
  }, 30_000);
  await idle();
  await vi.advanceTimersByTimeAsync(29_999);
  expect(looks).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(looks).toHaveBeenCalledTimes(2);
  expect(onError).toHaveBeenCalledTimes(2);
  await worker.stop();
});

describe('a worker that is stopped', () => {
  it('ends what is under way, and looks no more', async () => {
    const gate = new Gate();
    const { worker, looks } = start(async () => {
      await gate.pass();

      return true;
    });
    const stopped = vi.fn();
    const stop = async () => {
      await worker.stop();
      stopped();
    };
    await idle();
    const stopping = stop();
    await idle();
    expect(stopped).not.toHaveBeenCalled();
    gate.open();
    await stopping;
    expect(looks).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not wait for the end of its pause', async () => {
    const { worker, looks } = start();
    await idle();
    await worker.stop();
    await vi.advanceTimersByTimeAsync(1000);
    expect(looks).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('need not have been started', async () => {
    await new Worker({ work: async () => true, interval: 1, onError: vi.fn() }).stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
