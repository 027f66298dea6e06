/** Drawn icons. They carry no meaning of their own: whoever uses one says it in words too. */
import { draw } from './elements.js';

/** Paths in a square of 24, drawn with a line. */
const paths = Object.freeze({
  clock: ['M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16Z', 'M12 8v4.5l3 1.8'],
  double: ['m2 12.5 4.5 4.5L15 8', 'm11.5 16 1 1L21.5 8'],
  check: ['M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17Z', 'm8 12.3 2.8 2.8L16 9.5'],
  alert: ['M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17Z', 'M12 8v5', 'M12 16.2v.2'],
  warning: ['M12 4 21 19.5H3Z', 'M12 10v4', 'M12 16.8v.1'],
  cross: ['M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17Z', 'm9 9 6 6', 'm15 9-6 6'],
  sms: ['M4 5h16v11H11l-4 4v-4H4Z', 'M8.5 10.5v.1', 'M12 10.5v.1', 'M15.5 10.5v.1'],
  outgoing: ['M4 5h16v11H11l-4 4v-4H4Z', 'M8 10.5h7.5', 'm12.5 8 3 2.5-3 2.5'],
  question: [
    'M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17Z',
    'M9.5 9.8a2.5 2.5 0 1 1 3.7 2.2q-1.2.7-1.2 1.8',
    'M12 16.6v.1',
  ],
  note: ['M6 3.5h8.5L19 8v12.5H6Z', 'M9.5 12h6', 'M9.5 16h6'],
  hourglass: ['M7 3.5h10', 'M7 20.5h10', 'M8 3.5v3.5l8 10v3.5', 'M16 3.5v3.5l-8 10v3.5'],
  unlinked: [
    'M9 15l-2 2a3.5 3.5 0 0 1-5-5l2.5-2.5',
    'M15 9l2-2a3.5 3.5 0 0 1 5 5l-2.5 2.5',
    'M9.5 4v3',
    'M14.5 20v-3',
  ],
  open: ['m8 10 4 4 4-4'],
});

/** @typedef {keyof typeof paths} IconName */

/** @param {IconName} name */
export const makeIcon = (name) =>
  draw(
    'svg',
    { viewBox: '0 0 24 24', class: `icon icon-${name}`, 'aria-hidden': 'true' },
    ...paths[name].map((data) => draw('path', { d: data }))
  );
