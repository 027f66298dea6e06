/** Waits for a state. The one place where a test waits for something that it cannot be told of. */
import { vi } from 'vitest';

/**
 * Milliseconds. It is no measure of anything: what is expected comes at once, but the machine may be
 * busy with other tests. Shorter than the time that a test has, so that the reason is told.
 */
const patience = 25_000;

type EventuallyOptions = {
  /** Milliseconds between two looks. */
  interval?: number;
  /** Milliseconds, for what takes longer than that by itself. */
  timeout?: number;
};

/**
 * @returns What `check` returns when it no longer throws.
 * @throws What it has thrown last.
 */
export const eventually = async <T>(
  check: () => T | Promise<T>,
  { interval = 50, timeout = patience }: EventuallyOptions = {}
): Promise<T> =>
  // eslint-disable-next-line no-restricted-properties -- this is the one place
  vi.waitFor(check, { interval, timeout });
