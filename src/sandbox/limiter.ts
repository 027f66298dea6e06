import { Ring } from './ring.js';

/** A bucket of tokens: each message takes one, and they come back at an even pace. */
type Bucket = { tokens: number; at: number };

/** Keys that have not been used for the longest time are forgotten beyond this number. */
const maximumKeys = 10_000;

/** Limits how often something happens for each key. */
type Limiter = {
  /** Takes one, if there is one left. */
  take: (key: string) => boolean;
  /** How much of the capacity is used: 0 to 1. */
  used: (key: string) => number;
};

/**
 * @param capacity How many at once.
 * @param perSecond How many come back each second.
 * @param now A clock, in milliseconds.
 */
export const createLimiter = (
  { capacity, perSecond }: { capacity: number; perSecond: number },
  now: () => number
): Limiter => {
  const buckets = new Ring<Bucket>(maximumKeys);
  const tokensOf = (key: string, at: number): number => {
    const last = buckets.get(key) ?? { tokens: capacity, at };

    return Math.min(capacity, last.tokens + ((at - last.at) / 1000) * perSecond);
  };

  return {
    used: (key) => 1 - tokensOf(key, now()) / capacity,
    take: (key) => {
      const at = now();
      const tokens = tokensOf(key, at);
      const taken = tokens >= 1;
      // The last in the ring is the last that was used.
      buckets.delete(key);
      buckets.set(key, { tokens: taken ? tokens - 1 : tokens, at });

      return taken;
    },
  };
};

/**
 * One message every 6 s to the same user, and up to 45 at once on credit. Source: Meta, "About the
 * platform", pair rate limits.
 */
export const pairLimit = Object.freeze({ capacity: 45, perSecond: 1 / 6 });

/** Messages of one business number. Source: Meta, "Throughput". */
export const throughputLimits = Object.freeze({
  STANDARD: { capacity: 80, perSecond: 80 },
  HIGH: { capacity: 1000, perSecond: 1000 },
});
