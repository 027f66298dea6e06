/** One phone in the list: its number, its last code, and a sign when it misbehaves. */
import { behaviourOf, titleOf } from './behaviours.js';
import { make, setText, show } from './elements.js';
import { formatNumber, plainBody } from './formatting.js';
import { isMessage, otherRefusals, timeOf } from './thread.js';
import { decidingStatus } from './ticks.js';
import { formatTimeOrDay } from './time.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./thread.js').Thread} Thread */

/** @param {Thread} thread */
const previewOf = ({ latest }) => {
  if (!latest) {
    return 'No message yet';
  }

  if (!isMessage(latest)) {
    return `Refused: ${latest.message}`;
  }

  return decidingStatus(latest)?.status === 'failed'
    ? `Not delivered: ${latest.code}`
    : plainBody(latest.body);
};

export class PhoneLine {
  #time = make('time', { class: 'phone-time' });
  #preview = make('span', { class: 'phone-preview', dir: 'auto' });
  #unread = make('span', { class: 'unread' });
  #sign = make('span', { class: 'sign' });

  /**
   * @param {string} number
   * @param {(number: string) => void} onSelect
   */
  constructor(number, onSelect) {
    this.number = number;
    this.button = make(
      'button',
      { type: 'button', class: 'phone', 'data-testid': 'phone', 'data-number': number },
      make(
        'span',
        { class: 'phone-number' },
        number === otherRefusals ? 'Other refused calls' : formatNumber(number)
      ),
      this.#time,
      this.#preview,
      this.#unread,
      this.#sign
    );
    this.button.addEventListener('click', () => {
      onSelect(number);
    });
    this.element = make('li', {}, this.button);
  }

  /**
   * @param {Thread} thread
   * @param {Store} store
   */
  update(thread, store) {
    const behaviour = behaviourOf(store, this.number);

    if (thread.latest) {
      this.#time.setAttribute('datetime', timeOf(thread.latest));
      setText(this.#time, formatTimeOrDay(timeOf(thread.latest)));
    } else {
      setText(this.#time, '');
    }

    setText(this.#preview, previewOf(thread));
    setText(this.#sign, titleOf(store, behaviour));
    show(this.#sign, behaviour !== 'healthy');
    setText(this.#unread, thread.unread > 0 ? `${thread.unread} new` : '');
    show(this.#unread, thread.unread > 0);

    if (store.selected === this.number) {
      this.button.setAttribute('aria-current', 'true');
    } else {
      this.button.removeAttribute('aria-current');
    }
  }
}
