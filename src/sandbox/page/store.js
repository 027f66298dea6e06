/** All that the page knows. It holds data alone; `main.js` has it drawn. */
import { isOlder, sortByTime, threadNameOf, timeOf } from './thread.js';
import { Threads } from './threads.js';

/** @typedef {import('./types.js').Phone} Phone */
/** @typedef {import('./types.js').Snapshot} Snapshot */
/** @typedef {import('./types.js').State} State */
/** @typedef {import('./thread.js').Entry} Entry */

/** More than anybody reads; a test that sends without end must not fill the browser's memory. */
const entryLimit = 2000;

export class Store {
  /** @type {State | undefined} */
  state;

  /** @type {Map<string, string>} Behaviours that were set by hand, by number. */
  phones = new Map();

  /** @type {string | undefined} */
  selected;

  /** The time of the newest entry that had to go: a late change of it must not bring it back. */
  forgottenUntil = '';

  #threads = new Threads();

  /** @type {Map<string, Entry>} The oldest comes first, to be the first to go. */
  #entries = new Map();

  /** Those worth a line in the list, newest first. */
  get threads() {
    return this.#threads.newestFirst.filter(
      ({ size, number }) => size > 0 || this.#isNeeded(number)
    );
  }

  get selectedThread() {
    return this.selected === undefined ? undefined : this.#threads.named(this.selected);
  }

  /** @param {Snapshot} snapshot */
  load({ state, messages, refusals, phones }) {
    this.#threads.empty();
    this.#entries.clear();
    this.setState(state);
    this.forgottenUntil = '';
    this.setPhones(phones);
    this.put(sortByTime([...messages, ...refusals]));
    this.#closeEmptyThreads();
  }

  /** @param {State} state */
  setState(state) {
    this.state = state;
  }

  /** @param {Phone[]} phones */
  setPhones(phones) {
    this.phones = new Map(phones.map(({ number, behaviour }) => [number, behaviour]));

    for (const { number } of phones) {
      this.#threads.open(number);
    }
  }

  /**
   * @param {Entry[]} entries New or changed ones.
   * @returns {Entry[]} The new ones among them.
   */
  put(entries) {
    const added = entries.filter((entry) => this.#putOne(entry));
    // Refused calls without a number are rarely what somebody is waiting for.
    const newest = added.findLast(({ to }) => to !== undefined) ?? added.at(-1);

    if (this.selected === undefined && newest) {
      this.select(threadNameOf(newest));
    }

    return added;
  }

  /** @param {Entry[]} entries */
  countUnread(entries) {
    for (const entry of entries) {
      if (threadNameOf(entry) !== this.selected) {
        this.#threads.named(threadNameOf(entry))?.addUnread();
      }
    }
  }

  /** @param {string} [number] Without it, every phone is cleared. */
  clear(number) {
    for (const [id, entry] of this.#entries) {
      if (number === undefined || entry.to === number) {
        this.#entries.delete(id);
        this.#threads.named(threadNameOf(entry))?.clear();
      }
    }

    if (number === undefined) {
      this.#closeEmptyThreads();
    }
  }

  /** @param {string} number */
  select(number) {
    this.#threads.open(number).markRead();
    this.selected = number;
  }

  #closeEmptyThreads() {
    if (this.selectedThread?.size === 0) {
      this.selected = undefined;
    }

    this.#threads.closeEmpty((number) => this.#isNeeded(number));
  }

  /** @param {string} number Of a phone that may be shown without a message. */
  #isNeeded(number) {
    return this.phones.has(number) || this.selected === number;
  }

  /** @param {Entry} entry */
  #putOne(entry) {
    const known = this.#entries.get(entry.id);

    if (known ? isOlder(entry, known) : timeOf(entry) <= this.forgottenUntil) {
      return false;
    }

    const thread = this.#threads.open(threadNameOf(entry));

    this.#entries.set(entry.id, entry);
    thread.put(entry);

    if (known) {
      return false;
    }

    this.#threads.moveToFront(thread);
    this.#keepWithinLimit();

    return true;
  }

  #keepWithinLimit() {
    const [oldest] = this.#entries.values();

    if (oldest && this.#entries.size > entryLimit) {
      this.#entries.delete(oldest.id);
      this.forgottenUntil = timeOf(oldest);
      this.#threads.named(threadNameOf(oldest))?.forget(oldest.id);
      this.#threads.closeEmpty((number) => this.#isNeeded(number), [threadNameOf(oldest)]);
    }
  }
}
