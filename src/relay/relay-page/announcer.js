/** Says changes aloud to screen readers: politely, and each sentence once. */
import { make } from './elements.js';

export class Announcer {
  #said = '';

  /** @param {HTMLElement} region */
  constructor(region) {
    this.region = region;
  }

  /** @param {string} text */
  say(text) {
    if (text !== '' && text !== this.#said) {
      this.#said = text;
      this.region.replaceChildren(make('p', {}, text));
    }
  }
}
