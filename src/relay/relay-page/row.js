/** One delivery in the list: a line, and what opens below it. */
import { hidden, make, setAttributes, setText, show } from './elements.js';
import { formatDuration, formatTimeAndDay, nameCountry, secondsBetween } from './formatting.js';
import { makeIcon } from './icons.js';
import { makeDetails } from './row-details.js';
import { lookOf } from './states.js';

/** @typedef {import('./types.js').Delivery} Delivery */

/** @param {Delivery} delivery */
const describeReason = ({ trigger, errorCode, error }) => {
  if (errorCode !== undefined) {
    return error ? `${error.title} (${errorCode})` : `Error ${errorCode}`;
  }

  return trigger === 'deadline' ? 'Not delivered by the deadline' : '';
};

/**
 * @param {string} name
 * @param {string} label For those who do not see the head of the column.
 */
const makeCell = (name, label) => {
  const text = make('span', {});

  return {
    text,
    element: make('span', { class: `cell cell-${name}` }, hidden(`, ${label}: `), text),
  };
};

export class Row {
  /** What is drawn, to draw again only what has changed. */
  #drawn = '';

  #icon = make('span', { class: 'state-icon' });
  #words = make('span', { class: 'state-words', 'data-testid': 'state' });
  #reason = make('span', { class: 'state-reason' });
  #cells = {
    time: makeCell('time', 'sent'),
    number: makeCell('number', 'number'),
    country: makeCell('country', 'country'),
    usage: makeCell('usage', 'usage type'),
    language: makeCell('language', 'language'),
    took: makeCell('took', 'time to delivered'),
  };

  /** @param {string} id */
  constructor(id) {
    const panelId = `details-${id}`;
    const { time, number, country, usage, language, took } = this.#cells;

    this.button = make(
      'button',
      { type: 'button', class: 'row-button', 'aria-expanded': 'false', 'aria-controls': panelId },
      make(
        'span',
        { class: 'cell cell-state' },
        this.#icon,
        make('span', {}, this.#words, this.#reason)
      ),
      make(
        'span',
        { class: 'row-facts' },
        ...[time, number, country, usage, language].map(({ element }) => element)
      ),
      took.element,
      makeIcon('open')
    );
    this.panel = make('div', { id: panelId, class: 'panel', hidden: true });
    this.element = make('li', { class: 'row', 'data-testid': 'delivery' }, this.button, this.panel);
    this.button.addEventListener('click', () => {
      this.#toggle();
    });
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  /** @param {Delivery} delivery */
  update(delivery) {
    const drawn = JSON.stringify(delivery);

    this.delivery = delivery;

    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.#drawLine(delivery);
      this.#drawPanel();
    }
  }

  /** @param {Delivery} delivery */
  #drawLine(delivery) {
    const { state, recipient, country, usageType, language, createdAt, deliveredAt } = delivery;
    const { words, icon, tone } = lookOf(state);
    const cells = this.#cells;

    if (this.element.dataset.state !== state) {
      setAttributes(this.element, { 'data-state': state, 'data-tone': tone });
      this.#icon.replaceChildren(makeIcon(icon));
    }

    setText(this.#words, words);
    setText(this.#reason, describeReason(delivery));
    setText(cells.time.text, formatTimeAndDay(createdAt));
    setText(cells.number.text, recipient?.replace(/\*+/u, ' ••• ') ?? 'Unknown number');
    setText(cells.country.text, country === undefined ? '' : nameCountry(country));
    setText(cells.usage.text, usageType ?? '');
    setText(cells.language.text, language ?? '');
    setText(
      cells.took.text,
      deliveredAt === undefined ? '–' : formatDuration(secondsBetween(createdAt, deliveredAt))
    );

    for (const { element, text } of Object.values(cells)) {
      show(element, text.textContent !== '');
    }
  }

  #drawPanel() {
    if (this.isOpen && this.delivery) {
      this.panel.replaceChildren(...makeDetails(this.delivery));
    }
  }

  #toggle() {
    const isOpen = !this.isOpen;

    setAttributes(this.button, { 'aria-expanded': String(isOpen) });
    show(this.panel, isOpen);
    this.#drawPanel();

    if (isOpen) {
      this.panel.scrollIntoView({ block: 'nearest' });
    }
  }
}
