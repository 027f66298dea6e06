/** What the sandbox has to bear, and by what it is judged. */
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '1000' },
  },
});

const readWhole = (name: keyof typeof values, least: number, most: number): number => {
  const value = Number(values[name]);

  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`--${name} has to be a whole number from ${least} to ${most}.`);
  }

  return value;
};

/** For how long it is sent. */
export const seconds = readWhole('seconds', 5, 600);

/** Sends per second: 1,000 is what one business number may, here shared by two. */
export const rate = readWhole('rate', 1, 2000);

/** Two numbers, so that it is not Meta's limit on each that is measured. */
export const phoneNumberIds = Object.freeze(['100000000000001', '100000000000002']);

export const appSecret = 'bench_app_secret';
export const verifyToken = 'bench_verify_token';

/** For how many milliseconds what is late is waited for. */
export const patience = 10_000;

/**
 * MB that the sandbox has for what it holds. With more, the collector lets garbage lie for so long
 * that it cannot be told from a leak; what grows without end breaks this within the minute.
 */
export const heapSize = 192;

export const limits = Object.freeze({
  /** Share of the sends that have to be accepted in time. */
  leastAchieved: 0.99,
  /** Seconds of processor time in a second. */
  mostProcessor: 1,
  /** MB by which the memory may grow in the last half: the collector's sawtooth, and no more. */
  mostGrowth: 32,
  /** Share of the time for which others may have the processor, before nothing can be said of ours. */
  mostKept: 0.3,
});
