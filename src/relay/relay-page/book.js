/** The deliveries that are known, newest first, as a list that is read again and again from its top. */
import { loadDeliveries } from './api.js';

/** @typedef {import('./types.js').Delivery} Delivery */
/** @typedef {import('./types.js').Filter} Filter */

/** How many pages are read again each time; what is older has had its end long ago. */
const mostPages = 4;

/** @typedef {{ deliveries: Delivery[], next?: string | undefined }} Reading */

/**
 * @param {string} token
 * @param {Filter} filter
 * @param {number} pages
 * @param {string} [before]
 * @returns {Promise<Reading>}
 */
const readPages = async (token, filter, pages, before) => {
  const { deliveries, next } = await loadDeliveries(token, filter, before);

  if (pages <= 1 || next === undefined) {
    return { deliveries, next };
  }

  const rest = await readPages(token, filter, pages - 1, next);

  return { deliveries: [...deliveries, ...rest.deliveries], next: rest.next };
};

export class Book {
  /** @type {Delivery[]} */
  deliveries = [];

  /** @type {Filter} */
  filter = {};

  /** @type {string | undefined} Where older ones go on. */
  next;

  isRead = false;

  #pages = 1;

  /** @param {Filter} filter */
  start(filter) {
    this.filter = filter;
    this.deliveries = [];
    this.next = undefined;
    this.isRead = false;
    this.#pages = 1;
  }

  /** @param {string} token */
  async read(token) {
    return readPages(token, this.filter, Math.min(this.#pages, mostPages));
  }

  /**
   * @param {Reading} reading From the top.
   * @param {(id: string) => boolean} isHeld Whether somebody is reading it.
   */
  putTop({ deliveries, next }, isHeld) {
    const ids = new Set(deliveries.map(({ id }) => id));
    const oldest = deliveries.at(-1)?.createdAt ?? '';
    const older =
      next === undefined
        ? []
        : this.deliveries.filter(({ id, createdAt }) => !ids.has(id) && createdAt <= oldest);
    // More have come in than were read: what was known no longer follows on what is.
    const follows = this.deliveries.some(({ id }) => ids.has(id));
    const kept = older.filter(({ id }) => follows || isHeld(id));

    this.deliveries = [...deliveries, ...kept];
    this.isRead = true;

    if (!follows || kept.length === 0) {
      this.next = next;
      this.#pages = follows ? this.#pages : 1;
    }
  }

  /** @param {string} token */
  async readOlder(token) {
    const { filter, next } = this;
    const reading = await loadDeliveries(token, filter, next);

    // Meanwhile another list may have begun, which this page does not go on.
    if (this.filter === filter && this.next === next) {
      const ids = new Set(this.deliveries.map(({ id }) => id));

      this.deliveries = [
        ...this.deliveries,
        ...reading.deliveries.filter(({ id }) => !ids.has(id)),
      ];
      this.next = reading.next;
      this.#pages += 1;
    }
  }
}
