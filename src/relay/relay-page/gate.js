/** Asks for the status token. */
import { find, findElement, setAttributes, setText, show } from './elements.js';
import { isPossibleToken } from './token.js';

export class Gate {
  #field = find('token', HTMLInputElement);
  #problem = findElement('token-problem');
  #section = findElement('gate');

  /** @param {(token: string) => void} onToken */
  constructor(onToken) {
    find('token-form', HTMLFormElement).addEventListener('submit', (event) => {
      const token = this.#field.value.trim();

      event.preventDefault();

      if (isPossibleToken(token)) {
        onToken(token);
      } else {
        this.#complain(
          token === ''
            ? 'Enter the status token.'
            : 'This cannot be a status token: it holds a space or a letter outside of ASCII.'
        );
      }
    });
  }

  /** @param {string} [problem] Why it is asked for again. */
  open(problem = '') {
    show(this.#section, true);
    this.#complain(problem);
  }

  close() {
    if (this.#section.contains(document.activeElement)) {
      findElement('main').focus({ preventScroll: true });
    }

    show(this.#section, false);
    // The token stays in sessionStorage alone.
    find('token-form', HTMLFormElement).reset();
    this.#complain('', false);
  }

  /**
   * @param {string} problem
   * @param {boolean} [takesFocus]
   */
  #complain(problem, takesFocus = true) {
    setText(this.#problem, problem);
    setAttributes(this.#field, { 'aria-invalid': problem === '' ? undefined : 'true' });

    if (takesFocus) {
      this.#field.focus();
    }
  }
}
