/** What a bar stands for, shown above it. A screen reader gets the same from the bar's name. */
import { seriesNames, seriesWords } from './bars.js';
import { describeTotal, nameTime } from './chart-bar.js';
import { make, show } from './elements.js';
import { formatCount } from './formatting.js';
import { makeKey } from './series.js';

/** @typedef {import('./chart-bar.js').ChartBar} ChartBar */

export class Tooltip {
  /** @type {ChartBar | undefined} */
  #shown;

  /**
   * @param {HTMLElement} element
   * @param {HTMLElement} frame Its width is the room that there is.
   */
  constructor(element, frame) {
    this.element = element;
    this.frame = frame;
  }

  /** @param {ChartBar | undefined} bar */
  show(bar) {
    this.#shown = bar;
    show(this.element, bar !== undefined);

    if (bar?.bar) {
      const { bar: counts, middle } = bar;

      this.element.replaceChildren(
        make('p', {}, make('strong', {}, nameTime(counts)), ` ${describeTotal(counts)}`),
        ...seriesNames
          .filter((name) => counts[name] > 0)
          .map((name) => makeKey(name, `${formatCount(counts[name])} ${seriesWords[name]}`))
      );

      const { offsetWidth } = this.element;
      const left = Math.min(middle - offsetWidth / 2, this.frame.clientWidth - offsetWidth);

      this.element.style.setProperty('left', `${Math.max(left, 0)}px`);
    }
  }

  /** Its bar may stand for something else by now. */
  update() {
    if (this.#shown) {
      this.show(this.#shown);
    }
  }
}
