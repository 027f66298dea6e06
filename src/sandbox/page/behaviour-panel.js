/** Sets what the selected phone does with messages. */
import { behaviourOf, explanationOf } from './behaviours.js';
import { make, setText } from './elements.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {import('./types.js').Behaviour} Behaviour */

/**
 * @param {HTMLSelectElement} select
 * @param {Behaviour[]} behaviours
 */
export const fillBehaviours = (select, behaviours) => {
  const names = behaviours.map(({ name }) => name).join(' ');

  // Filled anew only when they have changed: a select that is open would close.
  if (Array.from(select.options, ({ value }) => value).join(' ') !== names) {
    select.replaceChildren(
      ...behaviours.map(({ name, title }) => make('option', { value: name }, title))
    );
  }
};

export class BehaviourPanel {
  /** @type {Store | undefined} */
  #store;

  #number = '';

  /**
   * @param {object} parts
   * @param {HTMLSelectElement} parts.select
   * @param {HTMLElement} parts.explanation
   * @param {HTMLElement} parts.problem
   * @param {(number: string, behaviour: string) => Promise<void>} onSet
   */
  constructor({ select, explanation, problem }, onSet) {
    this.onSet = onSet;
    this.select = select;
    this.explanation = explanation;
    this.problem = problem;
    select.addEventListener('change', async () => this.#save());
  }

  /** @param {Store} store */
  render(store) {
    const isOtherPhone = this.#number !== store.selected;
    const behaviour = behaviourOf(store, store.selected ?? '');

    this.#store = store;
    fillBehaviours(this.select, store.state?.behaviours ?? []);
    this.#number = store.selected ?? '';
    setText(this.explanation, explanationOf(store, behaviour));
    choose(this.select, behaviour);

    if (isOtherPhone) {
      setText(this.problem, '');
    }
  }

  async #save() {
    try {
      await this.onSet(this.#number, this.select.value);
      setText(this.problem, '');
    } catch (error) {
      setText(this.problem, error instanceof Error ? error.message : String(error));

      if (this.#store) {
        this.render(this.#store);
      }
    }
  }
}

/**
 * @param {HTMLSelectElement} select
 * @param {string} value
 */
const choose = (select, value) => {
  if (select.value !== value) {
    for (const option of select.options) {
      // eslint-disable-next-line @silverhand/fp/no-mutation -- The attribute is but the default.
      option.selected = option.value === value;
    }
  }
};
