/** All that the relay's figures are shown by. */
import { makeBars } from './bars.js';
import { ChartTable } from './chart-table.js';
import { Chart } from './chart.js';
import { findElement, setText, show } from './elements.js';
import { Errors } from './errors.js';
import { renderFigures } from './figures.js';
import { DeliveryList } from './list.js';
import { Reasons } from './reasons.js';
import { judgeSummary } from './verdict.js';

/** @typedef {import('./book.js').Book} Book */
/** @typedef {import('./types.js').Summary} Summary */

/** @param {number} seconds */
const nameChart = (seconds) => {
  if (seconds === 60) {
    return 'Codes per minute';
  }

  return `Codes per ${seconds < 60 ? `${seconds} seconds` : `${seconds / 60} minutes`}`;
};

/** @param {Book} book */
const isUnfiltered = ({ filter }) => !filter.state && !filter.messageId;

export class Board {
  #chart = new Chart(findElement('chart'), findElement('tooltip'));
  #table = new ChartTable(findElement('chart-rows'), findElement('no-chart-rows'));
  #reasons = new Reasons(findElement('reasons'), findElement('no-reasons'));
  #errors = new Errors(findElement('errors'), findElement('no-errors'));
  #list = new DeliveryList({
    list: findElement('deliveries'),
    head: findElement('deliveries-head'),
    nothing: findElement('no-deliveries'),
    more: findElement('more'),
  });

  /** @param {Book} book */
  constructor(book) {
    this.book = book;
  }

  /** @param {string} id */
  isOpen(id) {
    return this.#list.isOpen(id);
  }

  /**
   * @param {Summary} summary
   * @returns {string} What is worth being said aloud; the same as long as nothing of weight changes.
   */
  render(summary) {
    const isEmpty =
      summary.sends === 0 && this.book.deliveries.length === 0 && isUnfiltered(this.book);
    const title = nameChart(summary.periodSeconds);
    const bars = makeBars(summary);

    show(findElement('empty'), isEmpty);
    show(findElement('board'), !isEmpty);
    renderFigures(summary);
    setText(findElement('chart-title'), title);
    this.#chart.render(bars, title);
    this.#table.render(bars);
    this.#reasons.render(summary.sms);
    this.#errors.render(summary.errors);
    this.renderList();

    const { headline } = judgeSummary(summary);

    setText(findElement('title'), `${headline} · Relay status`);

    return isEmpty ? 'No codes yet' : headline;
  }

  renderList() {
    this.#list.render(this.book);
  }

  /** @param {boolean} isStale */
  markStale(isStale) {
    findElement('board').classList.toggle('is-stale', isStale);
  }

  close() {
    show(findElement('board'), false);
    show(findElement('empty'), false);
    setText(findElement('title'), 'Relay status');
    this.#list.empty();
  }
}
