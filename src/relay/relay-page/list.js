/** The list of deliveries. Its rows are kept while they are shown, open or not. */
import { setAttributes, setText, show, syncChildren } from './elements.js';
import { Row } from './row.js';

/** @typedef {import('./book.js').Book} Book */

export class DeliveryList {
  /** @type {Map<string, Row>} */
  #rows = new Map();

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.list
   * @param {HTMLElement} parts.head
   * @param {HTMLElement} parts.nothing
   * @param {HTMLElement} parts.more
   */
  constructor(parts) {
    this.parts = parts;
  }

  /** @param {string} id */
  isOpen(id) {
    return this.#rows.get(id)?.isOpen ?? false;
  }

  /** @param {Book} book */
  render({ deliveries, filter, next, isRead }) {
    const { list, head, nothing, more } = this.parts;

    setAttributes(list, { 'aria-busy': String(!isRead) });

    if (!isRead) {
      // The old ones stay until the new ones are there: an empty list in between would flicker.
      return;
    }

    this.#rows = new Map(
      deliveries.map((delivery) => {
        const row = this.#rows.get(delivery.id) ?? new Row(delivery.id);

        row.update(delivery);

        return [delivery.id, row];
      })
    );
    syncChildren(
      list,
      [...this.#rows.values()].map(({ element }) => element)
    );
    show(head, deliveries.length > 0);
    show(more, next !== undefined);
    show(nothing, deliveries.length === 0);
    setText(
      nothing,
      filter.messageId
        ? 'No delivery has this message id. It may be older than what the relay keeps.'
        : 'No delivery is in this state.'
    );
  }

  /** Nothing of what was shown stays in the page. */
  empty() {
    this.#rows = new Map();
    this.parts.list.replaceChildren();
  }
}
