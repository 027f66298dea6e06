/** The chart as a table, for whoever would rather read. Rows without a code are left out. */
import { seriesNames } from './bars.js';
import { nameTime } from './chart-bar.js';
import { make, show, syncChildren } from './elements.js';
import { formatCount } from './formatting.js';

/** @typedef {import('./bars.js').Bar} Bar */

/** @param {Bar} bar */
const makeRow = (bar) =>
  make(
    'tr',
    {},
    make('th', { scope: 'row' }, nameTime(bar)),
    ...seriesNames.map((name) => make('td', {}, formatCount(bar[name])))
  );

export class ChartTable {
  /** @type {Map<string, HTMLElement>} By all that they say. */
  #rows = new Map();

  /**
   * @param {HTMLElement} body
   * @param {HTMLElement} nothing
   */
  constructor(body, nothing) {
    this.body = body;
    this.nothing = nothing;
  }

  /** @param {Bar[]} bars */
  render(bars) {
    const filled = bars.filter(({ total }) => total > 0).toReversed();

    this.#rows = new Map(
      filled.map((bar) => {
        const key = JSON.stringify(bar);

        return [key, this.#rows.get(key) ?? makeRow(bar)];
      })
    );
    syncChildren(this.body, [...this.#rows.values()]);
    show(this.nothing, filled.length === 0);
  }
}
