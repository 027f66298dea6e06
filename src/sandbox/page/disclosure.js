/** A button that shows and hides what stands below it. */
import { make, show } from './elements.js';

/**
 * @param {object} options
 * @param {string} options.id Unique in the page.
 * @param {string} options.about What the details are about, for those who do not see it.
 * @param {(panel: HTMLElement) => void | Promise<void>} options.onOpen Called each time that it opens.
 */
export const makeDisclosure = ({ id, about, onOpen }) => {
  const button = make(
    'button',
    {
      type: 'button',
      class: 'details-button',
      'aria-expanded': 'false',
      'aria-controls': id,
      'data-testid': 'details-button',
    },
    'Details',
    make('span', { class: 'visually-hidden' }, ` of ${about}`)
  );
  const panel = make('div', {
    id,
    class: 'details',
    role: 'group',
    'aria-label': `Details of ${about}`,
    hidden: true,
  });

  button.addEventListener('click', () => {
    const isOpen = button.getAttribute('aria-expanded') !== 'true';

    button.setAttribute('aria-expanded', String(isOpen));
    show(panel, isOpen);

    if (isOpen) {
      onOpen(panel);
      panel.scrollIntoView({ block: 'nearest' });
    }
  });

  return { button, panel };
};
