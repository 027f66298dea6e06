/** Says new codes aloud to screen readers: politely, and together when there are many at once. */
import { make } from './elements.js';
import { formatNumber } from './formatting.js';
import { isMessage } from './thread.js';

/** @typedef {import('./thread.js').Entry} Entry */

/** In milliseconds; a reader that is interrupted more often never gets to the end. */
const pause = 1000;

/** @param {Entry} entry */
const describe = (entry) => {
  const number = entry.to === undefined ? 'an unknown number' : formatNumber(entry.to);

  return isMessage(entry) ? `New code for ${number}` : `A message to ${number} was refused`;
};

export class Announcer {
  #waiting = 0;
  #text = '';

  /** @param {HTMLElement} region */
  constructor(region) {
    this.region = region;
  }

  /** @param {Entry[]} entries */
  announce(entries) {
    const newest = entries.at(-1);

    if (newest) {
      this.say(describe(newest), entries.length);
    }
  }

  /**
   * @param {string} text
   * @param {number} [count] Of how many this is the last.
   */
  say(text, count = 1) {
    if (this.#waiting === 0) {
      setTimeout(() => {
        this.#speak();
      }, pause);
    }

    this.#waiting += count;
    this.#text = text;
  }

  #speak() {
    // A new element each time: the same words again would not be read as a change.
    this.region.replaceChildren(
      make('p', {}, this.#waiting > 1 ? `${this.#waiting} new. ${this.#text}` : this.#text)
    );
    this.#waiting = 0;
  }
}
