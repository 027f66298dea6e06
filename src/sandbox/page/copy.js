/** Copying to the clipboard, and the button that says that it has. */
import { make, setAttributes, setText } from './elements.js';
import { makeIcon } from './icons.js';

/** @typedef {import('./elements.js').Attributes} Attributes */

/** How long "Copied" stands on a button, in milliseconds: long enough to read twice. */
const confirmationTime = 2000;

/**
 * The way of old, for pages that are opened under a host name without HTTPS and so have no
 * clipboard.
 *
 * @param {string} text
 * @param {Element} neighbour The text stands beside it for a moment, since nothing outside of an
 *   open dialog can be selected.
 */
const copyBySelection = (text, neighbour) => {
  const field = make(
    'textarea',
    { class: 'visually-hidden', readonly: true, tabindex: '-1' },
    text
  );
  const { activeElement } = document;

  neighbour.after(field);
  field.select();

  const isCopied = document.execCommand('copy');

  field.remove();

  if (activeElement instanceof HTMLElement) {
    activeElement.focus({ preventScroll: true });
  }

  return isCopied;
};

/**
 * @param {string} text
 * @param {Element} neighbour
 */
const copy = async (text, neighbour) => {
  try {
    await navigator.clipboard.writeText(text);

    return true;
  } catch {
    return copyBySelection(text, neighbour);
  }
};

/**
 * @param {object} options
 * @param {string} options.label
 * @param {string} [options.hiddenLabel] Goes on for those who do not see what stands beside it.
 * @param {Attributes} [options.words] Language and direction of the label.
 * @param {() => string} options.text Read when the button is pressed.
 * @param {Attributes} [options.attributes]
 */
export const makeCopyButton = ({ label, hiddenLabel, words = {}, text, attributes }) => {
  const caption = make('span', words, label);
  const result = make('span', { class: 'visually-hidden', role: 'status', lang: 'en' });
  const button = make(
    'button',
    { type: 'button', class: 'copy', ...attributes },
    makeIcon('copy'),
    caption,
    ...(hiddenLabel ? [make('span', { class: 'visually-hidden' }, ` ${hiddenLabel}`)] : [])
  );
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  const timers = new Set();

  /** @param {string} outcome */
  const confirm = (outcome) => {
    for (const timer of timers) {
      clearTimeout(timer);
      timers.delete(timer);
    }

    setText(caption, outcome);
    setAttributes(caption, { lang: 'en' });
    result.replaceChildren(outcome);
    button.classList.add('is-confirmed');
    timers.add(
      setTimeout(() => {
        setText(caption, label);
        setAttributes(caption, { lang: undefined, ...words });
        result.replaceChildren();
        button.classList.remove('is-confirmed');
      }, confirmationTime)
    );
  };

  button.addEventListener('click', async () => {
    confirm((await copy(text(), button)) ? 'Copied' : 'Select it and copy by hand');
  });

  return make('span', { class: 'copy-group' }, button, result);
};
