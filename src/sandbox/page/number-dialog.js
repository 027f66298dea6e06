/** The dialog that sets a behaviour for a number, also for one that has no message yet. */
import { fillBehaviours } from './behaviour-panel.js';
import { explanationOf } from './behaviours.js';
import { find, setText } from './elements.js';
import { readNumber } from './formatting.js';
import { prepareDialog } from './help-views.js';

/** @typedef {import('./store.js').Store} Store */

export class NumberDialog {
  #dialog = find('number-dialog', HTMLDialogElement);
  #number = find('number-field', HTMLInputElement);
  #select = find('number-behaviour', HTMLSelectElement);
  #problem = find('number-problem', HTMLElement);

  /**
   * @param {Store} store
   * @param {(number: string, behaviour: string) => Promise<void>} onSet
   */
  constructor(store, onSet) {
    this.store = store;
    this.onSet = onSet;
    prepareDialog(this.#dialog);
    this.#select.addEventListener('change', () => {
      this.#explain();
    });
    find('number-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#save();
    });
  }

  open() {
    fillBehaviours(this.#select, this.store.state?.behaviours ?? []);
    this.#complain('');
    this.#explain();
    this.#dialog.showModal();
    this.#number.focus();
    this.#number.select();
  }

  #explain() {
    setText(find('number-explanation', HTMLElement), explanationOf(this.store, this.#select.value));
  }

  /** @param {string} problem */
  #complain(problem) {
    setText(this.#problem, problem);
    this.#number.toggleAttribute('aria-invalid', problem !== '');
  }

  async #save() {
    const number = readNumber(this.#number.value);

    if (number === undefined) {
      this.#complain('Write the number with + and the country code, as in +55 11 98765 4321.');
      this.#number.focus();

      return;
    }

    try {
      await this.onSet(number, this.#select.value);
      this.#dialog.close();
    } catch (error) {
      this.#complain(error instanceof Error ? error.message : String(error));
    }
  }
}
