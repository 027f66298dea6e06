/** How many SMS go out: a stranger who asks for codes must not run up a bill. */
import { SmsFailure } from './sms-failure.js';

const hour = 60 * 60_000;

/** Numbers that are remembered; a flood of more is stopped by the limit for all. */
const maximumNumbers = 10_000;

export type SmsLimits = { maxPerNumberPerHour: number; maxPerHour: number };

/** Which limit is reached. */
type LimitReached = 'number' | 'all';

/** @returns Which limit does not allow another SMS, after these of the last hour. */
export const reachedLimit = (
  { own, all }: { own: number; all: number },
  { maxPerNumberPerHour, maxPerHour }: SmsLimits
): LimitReached | undefined => {
  if (own >= maxPerNumberPerHour) {
    return 'number';
  }

  return all >= maxPerHour ? 'all' : undefined;
};

/** The failure of an SMS that a limit has stopped. */
export const limitReached = (limit: LimitReached) =>
  new SmsFailure(
    'limit',
    limit === 'number'
      ? {
          explanation: 'This number has had as many SMS as it may have in an hour.',
          remedy: 'If that is too few, raise "maxPerNumberPerHour" under "fallback".',
        }
      : {
          explanation: 'As many SMS have gone out as may go out in an hour.',
          remedy:
            'Find out why WhatsApp fails, and whether somebody asks for codes in bulk; "maxPerHour" under "fallback" is the limit.',
        }
  );

/** What is left without one SMS of this time. */
const without = (times: readonly number[], at: number): readonly number[] => {
  const index = times.lastIndexOf(at);

  return times.filter((_, position) => position !== index);
};

/** Counts in a window that moves; in this process only. */
export class SmsCounter {
  /** When each went out, in milliseconds, oldest first. */
  #all: readonly number[] = [];
  readonly #byNumber = new Map<string, readonly number[]>();

  /** @returns Which limit does not allow another; `undefined` when it is counted. */
  take(number: string, limits: SmsLimits, now: number): LimitReached | undefined {
    const isRecent = (at: number) => now - at < hour;
    const all = this.#all.filter((at) => isRecent(at));
    const own = (this.#byNumber.get(number) ?? []).filter((at) => isRecent(at));
    this.#all = all;

    const limit = reachedLimit({ own: own.length, all: all.length }, limits);

    if (limit) {
      return limit;
    }

    this.#all = [...all, now];
    this.#byNumber.delete(number);
    this.#byNumber.set(number, [...own, now]);

    const [oldest] = this.#byNumber.keys();

    if (this.#byNumber.size > maximumNumbers && oldest !== undefined) {
      this.#byNumber.delete(oldest);
    }
  }

  /**
   * Counts an SMS no more, because it certainly did not go out.
   *
   * @param at When it was taken.
   */
  giveBack(number: string, at: number) {
    const own = without(this.#byNumber.get(number) ?? [], at);
    this.#all = without(this.#all, at);

    // A number that is there keeps its place in the order.
    if (own.length > 0) {
      this.#byNumber.set(number, own);
    } else {
      this.#byNumber.delete(number);
    }
  }
}
