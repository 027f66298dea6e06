/** The threads of all phones, in the order in which something last came in. */
import { Thread } from './thread.js';

export class Threads {
  /** @type {Map<string, Thread>} The one with the newest entry comes last. */
  #threads = new Map();

  /** @returns {Thread[]} */
  get newestFirst() {
    const threads = Array.from(this.#threads.values());

    return threads.toReversed();
  }

  /** @param {string} number */
  named(number) {
    return this.#threads.get(number);
  }

  /** @param {string} number */
  open(number) {
    const thread = this.#threads.get(number) ?? new Thread(number);

    this.#threads.set(number, thread);

    return thread;
  }

  /** @param {Thread} thread */
  moveToFront(thread) {
    // A map keeps the order of insertion: out and in again makes it the newest.
    this.#threads.delete(thread.number);
    this.#threads.set(thread.number, thread);
  }

  empty() {
    for (const thread of this.#threads.values()) {
      thread.clear();
    }
  }

  /**
   * Without this, a test that uses each number once would leave a thread behind for each.
   *
   * @param {(number: string) => boolean} isNeeded
   * @param {Iterable<string>} [numbers] Those to look at; all when left out.
   */
  closeEmpty(isNeeded, numbers = this.#threads.keys()) {
    for (const number of numbers) {
      if (this.#threads.get(number)?.size === 0 && !isNeeded(number)) {
        this.#threads.delete(number);
      }
    }
  }
}
