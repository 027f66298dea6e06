/** The list of phones. Its lines are kept and moved, so that the focus stays where it is. */
import { setText, show, syncChildren } from './elements.js';
import { PhoneLine } from './phone-line.js';
import { otherRefusals } from './thread.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./thread.js').Thread} Thread */

/** A list of thousands is slow to draw and of no use to read. */
const lineStep = 200;

/** @param {Thread} thread */
const isLast = ({ number }) => Number(number === otherRefusals);

export class PhoneList {
  #limit = lineStep;
  #filter = '';

  /** @type {Map<string, PhoneLine>} */
  #lines = new Map();

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.list
   * @param {HTMLInputElement} parts.filter
   * @param {HTMLElement} parts.nothing
   * @param {HTMLElement} parts.more
   * @param {(number: string) => void} onSelect
   * @param {() => void} onChange Called when the list has to be drawn again.
   */
  constructor({ list, filter, nothing, more }, onSelect, onChange) {
    this.list = list;
    this.nothing = nothing;
    this.more = more;
    this.onSelect = onSelect;

    filter.addEventListener('input', () => {
      this.#filter = filter.value;
      onChange();
    });
    more.addEventListener('click', () => {
      this.#limit += lineStep;
      onChange();
    });
    list.addEventListener('keydown', (event) => {
      this.#moveFocus(event);
    });
  }

  /** @param {Store} store */
  render(store) {
    const found = store.threads
      .filter(({ number }) => this.#matches(number))
      .toSorted((one, other) => isLast(one) - isLast(other));
    const shown = found.slice(0, this.#limit);
    const kept = new Map(
      shown.map(({ number }) => [
        number,
        this.#lines.get(number) ?? new PhoneLine(number, this.onSelect),
      ])
    );

    for (const thread of shown) {
      kept.get(thread.number)?.update(thread, store);
    }

    this.#lines = kept;
    syncChildren(
      this.list,
      [...kept.values()].map(({ element }) => element)
    );
    show(this.more, found.length > shown.length);
    show(this.nothing, found.length === 0);
    setText(
      this.nothing,
      store.threads.length === 0 ? 'No codes yet.' : 'No number contains these digits.'
    );
  }

  /** @param {string} number */
  focus(number) {
    this.#lines.get(number)?.button.focus();
  }

  /** @param {string} number */
  #matches(number) {
    const digits = this.#filter.replaceAll(/\D/gu, '');

    return this.#filter.trim() === '' || (digits !== '' && number.includes(digits));
  }

  /** @param {KeyboardEvent} event */
  #moveFocus(event) {
    const buttons = [...this.list.querySelectorAll('button')];
    const current = buttons.findIndex((button) => button.matches(':focus'));
    const target = new Map([
      ['ArrowDown', current + 1],
      ['ArrowUp', Math.max(current - 1, 0)],
      ['Home', 0],
      ['End', buttons.length - 1],
    ]).get(event.key);

    if (target !== undefined) {
      event.preventDefault();
      buttons[target]?.focus();
    }
  }
}
