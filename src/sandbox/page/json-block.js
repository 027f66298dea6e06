/** A piece of JSON (or text) that scrolls within its box, with a button that copies it. */
import { makeCopyButton } from './copy.js';
import { make } from './elements.js';

/**
 * @param {object} options
 * @param {string} options.title
 * @param {string} options.text
 * @param {import('./elements.js').Attributes} [options.attributes]
 */
export const makeJsonBlock = ({ title, text, attributes }) =>
  make(
    'figure',
    { class: 'json' },
    make(
      'figcaption',
      {},
      make('span', {}, title),
      makeCopyButton({ label: 'Copy', hiddenLabel: title, text: () => text })
    ),
    // A box that scrolls has to be reachable by keyboard.
    make('pre', { tabindex: '0', role: 'region', 'aria-label': title, ...attributes }, text)
  );
