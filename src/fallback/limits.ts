/** How many SMS go out: a stranger who asks for codes must not run up a bill. */

const hour = 60 * 60_000;

/** Numbers that are remembered; a flood of more is stopped by the limit for all. */
const maximumNumbers = 10_000;

export type SmsLimits = { maxPerNumberPerHour: number; maxPerHour: number };

/** Which limit is reached. */
export type LimitReached = 'number' | 'all';

/** Counts in a window that moves; in this process only. */
export class SmsCounter {
  /** When each went out, in milliseconds, oldest first. */
  #all: readonly number[] = [];
  readonly #byNumber = new Map<string, readonly number[]>();

  /** @returns Which limit does not allow another; `undefined` when it is counted. */
  take(
    number: string,
    { maxPerNumberPerHour, maxPerHour }: SmsLimits,
    now: number
  ): LimitReached | undefined {
    const isRecent = (at: number) => now - at < hour;
    const all = this.#all.filter((at) => isRecent(at));
    const own = (this.#byNumber.get(number) ?? []).filter((at) => isRecent(at));
    this.#all = all;

    if (own.length >= maxPerNumberPerHour) {
      return 'number';
    }

    if (all.length >= maxPerHour) {
      return 'all';
    }

    this.#all = [...all, now];
    this.#byNumber.delete(number);
    this.#byNumber.set(number, [...own, now]);

    const [oldest] = this.#byNumber.keys();

    if (this.#byNumber.size > maximumNumbers && oldest !== undefined) {
      this.#byNumber.delete(oldest);
    }
  }
}
