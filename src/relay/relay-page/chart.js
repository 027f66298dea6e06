/** The bars of all minutes: drawn in pixels, so that its words keep their size on a phone. */
import { chooseTimes, scaleFor } from './bars.js';
import { ChartBar } from './chart-bar.js';
import { draw, setAttributes, syncChildren } from './elements.js';
import { formatMinute } from './formatting.js';
import { Tooltip } from './tooltip.js';

/** @typedef {import('./bars.js').Bar} Bar */

const height = 190;
const margin = Object.freeze({ left: 34, right: 6, top: 8, bottom: 24 });
const plotBottom = height - margin.bottom;

/** In pixels: what "18:30" takes, and some air. */
const labelWidth = 54;

/** How far a key goes; more than there are bars leads to the end. */
const moves = Object.freeze({ ArrowLeft: -1, ArrowRight: 1, Home: -10_000, End: 10_000 });

/** @param {string} key */
const moveOf = (key) => Object.entries(moves).find(([name]) => name === key)?.[1];

export class Chart {
  /** @type {Bar[]} */
  #bars = [];

  /** @type {Map<number, ChartBar>} By their place: the time moves on below them, and the focus stays. */
  #drawn = new Map();

  /** @type {number | undefined} The place of the bar that the Tab key leads to. */
  #current;

  #grid = draw('g', { class: 'grid', 'aria-hidden': 'true' });
  #columns = draw('g');
  #times = draw('g', { class: 'times', 'aria-hidden': 'true' });

  /**
   * @param {HTMLElement} frame
   * @param {HTMLElement} tooltip
   */
  constructor(frame, tooltip) {
    this.frame = frame;
    this.tooltip = new Tooltip(tooltip, frame);
    this.svg = draw('svg', { role: 'group', height }, this.#grid, this.#columns, this.#times);
    frame.prepend(this.svg);
    new ResizeObserver(() => {
      this.#redraw();
    }).observe(frame);
    this.svg.addEventListener('keydown', (event) => {
      this.#moveFocus(event);
    });
    frame.addEventListener('pointerleave', () => {
      this.#point();
    });
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') {
        this.#point();
      }
    });
  }

  /**
   * @param {Bar[]} bars
   * @param {string} title
   */
  render(bars, title) {
    this.#bars = bars;
    setAttributes(this.svg, {
      'aria-label': `${title}. Go from bar to bar with the arrow keys.`,
    });
    this.#redraw();
  }

  #redraw() {
    const width = Math.floor(this.frame.clientWidth);

    if (width === 0 || this.#bars.length === 0) {
      return;
    }

    const { left, right } = margin;
    const slot = (width - left - right) / this.#bars.length;
    const lines = scaleFor(Math.max(...this.#bars.map(({ total }) => total)));
    const perCode = (plotBottom - margin.top) / (lines.at(-1) ?? 1);

    setAttributes(this.svg, { width, viewBox: `0 0 ${width} ${height}` });
    this.#drawGrid(lines, perCode, width);
    this.#drawTimes(left, width - left - right);
    this.#drawBars({ left, slot, perCode });
  }

  /**
   * @param {number[]} lines
   * @param {number} perCode
   * @param {number} width
   */
  #drawGrid(lines, perCode, width) {
    this.#grid.replaceChildren(
      ...lines.flatMap((value) => {
        const y = Math.round(plotBottom - value * perCode) + 0.5;

        return [
          draw('line', { x1: margin.left, x2: width - margin.right, y1: y, y2: y }),
          draw('text', { x: margin.left - 8, y: y + 4, 'text-anchor': 'end' }, String(value)),
        ];
      })
    );
  }

  /**
   * @param {number} left
   * @param {number} width Of all bars.
   */
  #drawTimes(left, width) {
    const room = Math.max(Math.floor(width / labelWidth), 1);
    // What stands further to the right would be cut off.
    const mostShare = 1 - (labelWidth / 2 - 8 - margin.right) / width;

    this.#times.replaceChildren(
      ...chooseTimes(this.#bars, room)
        .filter(({ share }) => share <= mostShare)
        .flatMap(({ time, share }) => {
          const x = Math.round(left + share * width) + 0.5;

          return [
            draw('line', { x1: x, x2: x, y1: plotBottom, y2: plotBottom + 4 }),
            draw('text', { x, y: height - 6, 'text-anchor': 'middle' }, formatMinute(time)),
          ];
        })
    );
  }

  /** @param {{ left: number, slot: number, perCode: number }} measures */
  #drawBars({ left, slot, perCode }) {
    const kept = new Map(
      this.#bars.map((_, index) => [index, this.#drawn.get(index) ?? this.#makeBar(index)])
    );

    for (const [index, bar] of this.#bars.entries()) {
      kept.get(index)?.update(bar, {
        x: left + slot * index,
        slot,
        top: margin.top,
        bottom: plotBottom,
        perCode,
      });
    }

    this.#drawn = kept;
    syncChildren(
      this.#columns,
      [...kept.values()].map(({ element }) => element)
    );

    if (this.#current === undefined || !kept.has(this.#current)) {
      const newest = this.#bars.findLastIndex(({ total }) => total > 0);

      this.#current = newest === -1 ? this.#bars.length - 1 : newest;
    }

    this.#markCurrent();

    this.tooltip.update();
  }

  #markCurrent() {
    for (const [index, bar] of this.#drawn) {
      setAttributes(bar.element, { tabindex: index === this.#current ? '0' : '-1' });
    }
  }

  /** @param {number} index */
  #makeBar(index) {
    const bar = new ChartBar();

    bar.element.addEventListener('pointerenter', () => {
      this.#point(bar);
    });
    bar.element.addEventListener('focus', () => {
      this.#current = index;
      this.#markCurrent();
      this.#point(bar);
    });
    bar.element.addEventListener('blur', () => {
      this.#point();
    });

    return bar;
  }

  /** @param {ChartBar} [bar] The one that is looked at. */
  #point(bar) {
    for (const other of this.#drawn.values()) {
      other.element.classList.toggle('is-pointed-at', other === bar);
    }

    this.tooltip.show(bar);
  }

  /** @param {KeyboardEvent} event */
  #moveFocus(event) {
    const move = moveOf(event.key);
    const last = this.#bars.length - 1;

    if (move !== undefined) {
      const target = Math.min(Math.max((this.#current ?? last) + move, 0), last);

      event.preventDefault();
      this.#drawn.get(target)?.element.focus();
    }
  }
}
