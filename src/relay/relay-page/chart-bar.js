/** One bar: its parts above one another, and a column over the whole height to point at. */
import { seriesNames, seriesWords } from './bars.js';
import { draw, setAttributes } from './elements.js';
import { formatMinute, formatNoun, formatTime } from './formatting.js';
import { drawPart } from './series.js';

/** @typedef {import('./bars.js').Bar} Bar */

/** @typedef {{ x: number, slot: number, top: number, bottom: number, perCode: number }} Place */

/** In pixels: a bar for a few minutes is not to become a block. */
const widest = 22;

/** In pixels: a single code among hundreds is still seen. */
const thinnest = 1.5;

/** In pixels, between two parts, so that their border is seen without their colours. */
const gap = 1;

/** @param {Bar} bar */
export const nameTime = ({ start, end }) =>
  end - start > 60_000 ? `${formatMinute(start)} to ${formatMinute(end)}` : formatTime(start);

/** @param {Bar} bar */
export const describeTotal = ({ total }) => (total === 0 ? 'No codes' : formatNoun(total, 'code'));

/** @param {Bar} bar */
const describe = (bar) =>
  [
    `${nameTime(bar)}: ${describeTotal(bar)}`,
    ...seriesNames
      .filter((name) => bar[name] > 0)
      .map((name) => `${bar[name]} ${seriesWords[name].toLowerCase().replace('sms', 'SMS')}`),
  ].join(', ');

export class ChartBar {
  #column = draw('rect', { class: 'column', rx: 2 });
  #parts = new Map(seriesNames.map((name) => [name, drawPart(name)]));

  /** @type {Bar | undefined} */
  bar;

  /** Where its middle is, in pixels from the left. */
  middle = 0;

  constructor() {
    this.element = draw(
      'g',
      { class: 'bar', role: 'img', tabindex: '-1', 'data-testid': 'bar' },
      this.#column,
      ...this.#parts.values()
    );
  }

  /**
   * @param {Bar} bar
   * @param {Place} place
   */
  update(bar, { x, slot, top, bottom, perCode }) {
    const width = Math.max(Math.min(slot * 0.74, widest), 1);

    this.bar = bar;
    this.middle = x + slot / 2;
    setAttributes(this.element, { 'aria-label': describe(bar) });
    setAttributes(this.#column, { x, y: top, width: slot, height: bottom - top });

    seriesNames.reduce((below, name) => {
      const height = bar[name] * perCode;
      const part = this.#parts.get(name);

      if (part) {
        setAttributes(part, {
          x: x + (slot - width) / 2,
          y: below - height,
          width,
          height: bar[name] > 0 ? Math.max(height - gap, thinnest) : 0,
          rx: Math.min(width / 4, 2),
        });
      }

      return below - height;
    }, bottom);
  }
}
