/** The messages of the selected phone, oldest first. Bubbles are kept by id while they are shown. */
import { Bubble } from './bubble.js';
import { make, show, syncChildren } from './elements.js';
import { makeRefusal } from './refusal.js';
import { isMessage, timeOf } from './thread.js';
import { nameDay } from './time.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./thread.js').Entry} Entry */

/** How many are drawn at first, and how many more at a time. */
const step = 100;

/** How far from its end, in pixels, the timeline still counts as being at its end. */
const tolerance = 80;

/** @param {string} day */
const makeDay = (day) => make('li', { class: 'day' }, make('h3', {}, day));

export class Timeline {
  #limit = step;

  /** @type {string | undefined} */
  #number;

  /** @type {Map<string, Bubble>} */
  #bubbles = new Map();

  /** @type {Map<string, HTMLElement>} Days and refusals: what does not change any more. */
  #lines = new Map();

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.scroller
   * @param {HTMLElement} parts.list
   * @param {HTMLElement} parts.older
   * @param {HTMLElement} parts.nothing
   * @param {HTMLElement} parts.newest
   * @param {() => void} onChange Called when it has to be drawn again.
   */
  constructor(parts, onChange) {
    const { scroller, older, newest } = parts;

    this.parts = parts;
    older.addEventListener('click', () => {
      this.#limit += step;
      onChange();
    });
    newest.addEventListener('click', () => {
      scroller.scrollTo({ top: scroller.scrollHeight });
      scroller.focus({ preventScroll: true });
    });
    scroller.addEventListener('scroll', () => {
      this.#showWayToNewest();
    });
  }

  /** @param {Store} store */
  render(store) {
    const { scroller, older, nothing } = this.parts;
    const { selectedThread } = store;
    const isOther = this.#number !== store.selected;

    if (isOther) {
      this.#number = store.selected;
      this.#limit = step;
    }

    const followsEnd = isOther || (this.#isAtEnd() && !this.#hasOpenDetails());
    const { scrollTop, scrollHeight } = scroller;
    const hadFocus = document.activeElement === older;
    const entries = selectedThread?.newest(this.#limit) ?? [];

    this.#draw(entries, store);
    show(nothing, entries.length === 0);
    show(older, (selectedThread?.size ?? 0) > entries.length);

    if (followsEnd) {
      scroller.scrollTo({ top: scroller.scrollHeight });
    } else if (hadFocus) {
      // Older ones came in above: what was read stays in its place.
      scroller.scrollTo({ top: scrollTop + scroller.scrollHeight - scrollHeight });
    }

    if (hadFocus && older.hidden) {
      scroller.focus({ preventScroll: true });
    }

    this.#showWayToNewest();
  }

  /**
   * @param {Entry[]} entries
   * @param {Store} store
   */
  #draw(entries, store) {
    const bubbles = new Map();
    const lines = new Map();
    /** @type {Set<string>} */
    const days = new Set();

    const children = entries.flatMap((entry) => {
      const day = nameDay(timeOf(entry));
      const begins = !days.has(day);
      const element = isMessage(entry)
        ? this.#keepBubble(bubbles, entry, store)
        : this.#keepLine(lines, entry.id, () => makeRefusal(entry));

      days.add(day);

      return begins ? [this.#keepLine(lines, day, () => makeDay(day)), element] : [element];
    });

    this.#bubbles = bubbles;
    this.#lines = lines;
    syncChildren(this.parts.list, children);
  }

  /**
   * @param {Map<string, Bubble>} bubbles
   * @param {import('./types.js').Message} message
   * @param {Store} store
   */
  #keepBubble(bubbles, message, store) {
    const bubble = this.#bubbles.get(message.id) ?? new Bubble(message);

    bubble.update(message, store);
    bubbles.set(message.id, bubble);

    return bubble.element;
  }

  /**
   * @param {Map<string, HTMLElement>} lines
   * @param {string} key
   * @param {() => HTMLElement} makeLine
   */
  #keepLine(lines, key, makeLine) {
    const line = this.#lines.get(key) ?? makeLine();

    lines.set(key, line);

    return line;
  }

  #isAtEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.parts.scroller;

    return scrollTop + clientHeight >= scrollHeight - tolerance;
  }

  /** What is being read must not be scrolled away. */
  #hasOpenDetails() {
    return this.parts.list.querySelector('[aria-expanded="true"]') !== null;
  }

  #showWayToNewest() {
    show(this.parts.newest, !this.#isAtEnd());
  }
}
