/** What one phone has got: its messages, and the sends to it that were refused. */

/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./types.js').Refusal} Refusal */
/** @typedef {Message | Refusal} Entry */

/**
 * @param {Entry} entry
 * @returns {entry is Message}
 */
export const isMessage = (entry) => 'channel' in entry;

/** The thread of the refused calls that name no number. No number looks like this. */
export const otherRefusals = 'other';

/** @param {Entry} entry */
export const threadNameOf = (entry) => entry.to ?? otherRefusals;

/** @param {Entry} entry */
export const timeOf = (entry) => (isMessage(entry) ? entry.acceptedAt : entry.at);

/** @param {Entry[]} entries */
export const sortByTime = (entries) =>
  entries.toSorted((one, other) => (timeOf(one) < timeOf(other) ? -1 : 1));

/**
 * Whether a version of a message is older than the one that is known: an event may have been under
 * way while the inbox was loaded. The statuses of a message only grow.
 *
 * @param {Entry} entry
 * @param {Entry} known
 */
export const isOlder = (entry, known) =>
  'statuses' in entry && 'statuses' in known && entry.statuses.length < known.statuses.length;

export class Thread {
  unread = 0;

  /** @type {Entry | undefined} */
  latest;

  /** @type {Map<string, Entry>} Messages and refusals, by id, in the order in which they came. */
  #entries = new Map();

  /** @param {string} number */
  constructor(number) {
    this.number = number;
  }

  get size() {
    return this.#entries.size;
  }

  /** @param {Entry} entry */
  put(entry) {
    if (!this.#entries.has(entry.id) || this.latest?.id === entry.id) {
      this.latest = entry;
    }

    this.#entries.set(entry.id, entry);
  }

  /** @param {string} id */
  forget(id) {
    this.#entries.delete(id);

    if (this.#entries.size === 0) {
      this.clear();
    }
  }

  clear() {
    this.#entries.clear();
    this.latest = undefined;
    this.unread = 0;
  }

  addUnread() {
    this.unread += 1;
  }

  markRead() {
    this.unread = 0;
  }

  /**
   * @param {number} limit
   * @returns {Entry[]} Oldest first.
   */
  newest(limit) {
    return [...this.#entries.values()].slice(-limit);
  }
}
