/** Whether the figures are of now: the pill in the header, and the banner when they are not. */
import { findElement, setAttributes, setText, show } from './elements.js';
import { formatTime } from './formatting.js';

export class Status {
  /** @type {number | undefined} When the relay last answered. */
  #answeredAt;

  #pill = findElement('connection');
  #words = findElement('connection-words');
  #banner = findElement('away');

  begin() {
    this.#answeredAt = undefined;
    this.#show('waiting', 'Asking…');
    show(findElement('loading'), true);
  }

  /** @param {boolean} isPaused */
  succeed(isPaused) {
    this.#answeredAt = Date.now();
    show(this.#banner, false);
    show(findElement('loading'), false);
    this.pause(isPaused);
  }

  /** @param {string} problem */
  fail(problem) {
    show(findElement('loading'), false);
    show(this.#banner, true);
    this.#show('away', 'No answer');
    setText(findElement('away-problem'), problem);
    setText(
      findElement('away-figures'),
      this.#answeredAt === undefined
        ? 'It is asked again every few seconds.'
        : `These figures are of ${formatTime(this.#answeredAt)}. It is asked again every few seconds.`
    );
  }

  /** @param {boolean} isPaused */
  pause(isPaused) {
    const time = this.#answeredAt === undefined ? '' : formatTime(this.#answeredAt);

    if (this.#banner.hidden && time) {
      this.#show(isPaused ? 'paused' : 'live', `${isPaused ? 'Paused at' : 'Live,'} ${time}`);
    }
  }

  close() {
    show(this.#pill, false);
    show(this.#banner, false);
    show(findElement('loading'), false);
  }

  /**
   * @param {'waiting' | 'live' | 'paused' | 'away'} state
   * @param {string} words
   */
  #show(state, words) {
    show(this.#pill, true);
    setAttributes(this.#pill, { 'data-connection': state });
    setText(this.#words, words);
  }
}
