/** What WhatsApp refused, how often, and what to do about it. */
import { make, show, syncChildren } from './elements.js';
import { asSentence, formatCount } from './formatting.js';

/** @typedef {import('./types.js').ErrorCount} ErrorCount */

/** @param {ErrorCount} error */
const makeError = ({ code, count, title, meaning, remedy }) =>
  make(
    'li',
    { class: 'error', 'data-testid': 'error' },
    make(
      'h3',
      {},
      make('span', { class: 'error-title' }, title),
      ' ',
      make('code', {}, String(code)),
      ' ',
      make('span', { class: 'times-seen' }, `${formatCount(count)} ×`)
    ),
    make('p', {}, asSentence(meaning)),
    make('p', { class: 'remedy' }, make('strong', {}, 'What to do: '), asSentence(remedy))
  );

export class Errors {
  /** @type {Map<string, HTMLElement>} By all that they say. */
  #lines = new Map();

  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} nothing
   */
  constructor(list, nothing) {
    this.list = list;
    this.nothing = nothing;
  }

  /** @param {ErrorCount[]} errors */
  render(errors) {
    this.#lines = new Map(
      errors
        .toSorted((one, other) => other.count - one.count)
        .map((error) => {
          const key = JSON.stringify(error);

          return [key, this.#lines.get(key) ?? makeError(error)];
        })
    );
    syncChildren(this.list, [...this.#lines.values()]);
    show(this.nothing, errors.length === 0);
  }
}
