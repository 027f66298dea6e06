import { type Log } from '../log.js';

import { type Refusal } from './refusal.js';

/** Milliseconds between two lines about the same. */
const pause = 60_000;

/**
 * Tells whoever operates the relay what it refuses. Somebody with another secret comes with every code:
 * a line a minute will do.
 *
 * @param event What is written of each.
 */
export const createRefusalLog = (log: Pick<Log, 'error'>, event: string) => {
  const told = new Map<string, number>();

  return ({ code, message, remedy }: Refusal) => {
    const at = performance.now();

    if (at - (told.get(code) ?? -pause) >= pause) {
      told.set(code, at);
      log.error({ event, code, reason: message, remedy });
    }
  };
};
