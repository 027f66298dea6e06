import { Histogram } from '../load/histogram.js';

const second = 1000;

/** How long answers took, in milliseconds, from when their requests were due. */
export class AnswerTimes {
  readonly #histogram = new Histogram();
  #count = 0;
  #slow = 0;

  add(milliseconds: number) {
    this.#histogram.add(milliseconds);
    this.#count += 1;
    this.#slow += milliseconds > second ? 1 : 0;
  }

  get count(): number {
    return this.#count;
  }

  /** Share of those above a second. */
  get slowShare(): number {
    return this.#count === 0 ? 0 : this.#slow / this.#count;
  }

  quantile(share: number): number {
    return this.#histogram.quantile(share);
  }
}
