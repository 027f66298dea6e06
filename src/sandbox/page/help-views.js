/** Where help is shown: the start page of an empty inbox, and the dialogs of the header. */
import { find } from './elements.js';
import { makeConnectHelp, makeMagicNumbers, makeWebhookHelp } from './help.js';

/** @typedef {import('./types.js').State} State */

/**
 * Opens from its button, and closes by its close button, by Escape and by a press beside it.
 *
 * @param {HTMLDialogElement} dialog
 */
export const prepareDialog = (dialog) => {
  const close = dialog.querySelector('.close');

  close?.addEventListener('click', () => {
    dialog.close();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
};

export class HelpViews {
  /** @type {State | undefined} */
  #state;

  #connect = find('connect-dialog', HTMLDialogElement);
  #numbers = find('numbers-dialog', HTMLDialogElement);

  constructor() {
    for (const dialog of [this.#connect, this.#numbers]) {
      prepareDialog(dialog);
      // What is not seen is not kept: the page would hold everything twice.
      dialog.addEventListener('close', () => {
        dialog.querySelector('.content')?.replaceChildren();
      });
    }

    for (const id of ['open-connect', 'webhook']) {
      find(id, HTMLButtonElement).addEventListener('click', () => {
        this.#connect.showModal();
        this.#fillDialogs();
      });
    }

    find('open-numbers', HTMLButtonElement).addEventListener('click', () => {
      this.#numbers.showModal();
      this.#fillDialogs();
    });
  }

  /** @param {State | undefined} state */
  render(state) {
    if (!state || JSON.stringify(state) === JSON.stringify(this.#state)) {
      return;
    }

    this.#state = state;
    find('start-connect', HTMLElement).replaceChildren(...makeConnectHelp(state));
    find('start-numbers', HTMLElement).replaceChildren(...makeMagicNumbers(state));
    this.#fillDialogs();
  }

  #fillDialogs() {
    if (!this.#state) {
      return;
    }

    if (this.#connect.open) {
      find('connect-content', HTMLElement).replaceChildren(
        ...makeConnectHelp(this.#state),
        ...makeWebhookHelp(this.#state)
      );
    }

    if (this.#numbers.open) {
      find('numbers-content', HTMLElement).replaceChildren(...makeMagicNumbers(this.#state));
    }
  }
}
