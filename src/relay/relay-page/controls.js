/** What the person can choose: the time, the filter, pause, and to forget the token. */
import { find, findElement, make, setText } from './elements.js';
import { states } from './states.js';

/** @typedef {import('./types.js').Filter} Filter */

const defaultMinutes = 60;

export class Controls {
  minutes = defaultMinutes;

  #isPaused = false;
  #state = find('state', HTMLSelectElement);
  #search = find('message-id', HTMLInputElement);
  #searched = '';

  /**
   * @param {object} reports
   * @param {() => void} reports.onRange
   * @param {(filter: Filter) => void} reports.onFilter
   * @param {(isPaused: boolean) => void} reports.onPause
   * @param {() => void} reports.onForget
   * @param {() => void} reports.onMore
   */
  constructor(reports) {
    this.reports = reports;
    this.#state.append(
      ...Object.entries(states).map(([value, { words, choice }]) =>
        make('option', { value }, choice ?? words)
      )
    );
    this.#state.addEventListener('change', () => {
      this.#filter();
    });
    this.#listenToSearch();

    for (const choice of document.querySelectorAll('input[name="minutes"]')) {
      choice.addEventListener('change', () => {
        this.minutes = Number(choice.getAttribute('value'));
        reports.onRange();
      });
    }

    findElement('pause').addEventListener('click', () => {
      this.#pause(!this.#isPaused);
      reports.onPause(this.#isPaused);
    });
    findElement('forget').addEventListener('click', reports.onForget);
    findElement('more').addEventListener('click', reports.onMore);
  }

  /** As at the beginning, for the next person. */
  reset() {
    this.minutes = defaultMinutes;
    this.#searched = '';
    this.#pause(false);
    find('range', HTMLFormElement).reset();
    find('filters', HTMLFormElement).reset();
  }

  #listenToSearch() {
    find('filters', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#searchNow();
    });
    // Browsers tell by this that the field was emptied by its cross.
    this.#search.addEventListener('input', () => {
      if (this.#search.value === '') {
        this.#searchNow();
      }
    });
  }

  #searchNow() {
    const text = this.#search.value.trim();

    if (text !== this.#searched) {
      this.#searched = text;
      this.#filter();
    }
  }

  #filter() {
    this.reports.onFilter({ state: this.#state.value, messageId: this.#searched });
  }

  /** @param {boolean} isPaused */
  #pause(isPaused) {
    this.#isPaused = isPaused;
    setText(findElement('pause'), isPaused ? 'Go on' : 'Pause');
  }
}
