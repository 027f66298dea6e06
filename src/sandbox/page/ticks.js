/** How far a message has come: the ticks beside its time. */
import { make, setAttributes } from './elements.js';
import { makeIcon } from './icons.js';

/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./types.js').Status} Status */
/** @typedef {import('./types.js').StatusName} StatusName */

/**
 * The one that says most comes first. One that failed on one device may be delivered on another.
 *
 * @type {ReadonlyArray<StatusName>}
 */
const ranking = Object.freeze(['read', 'delivered', 'failed', 'sent']);

/** @satisfies {Record<StatusName | 'accepted', { icon: import('./icons.js').IconName, words: string }>} */
const looks = Object.freeze({
  accepted: { icon: 'clock', words: 'Accepted, not sent yet' },
  sent: { icon: 'single', words: 'Sent' },
  delivered: { icon: 'double', words: 'Delivered' },
  read: { icon: 'double', words: 'Read' },
  failed: { icon: 'alert', words: 'Not delivered' },
});

/**
 * Not simply the last one: a behaviour may send them twice or in reverse.
 *
 * @param {Message} message
 * @returns {Status | undefined}
 */
export const decidingStatus = ({ statuses }) =>
  ranking
    .map((name) => statuses.find(({ status }) => status === name))
    .find((status) => status !== undefined);

export const makeTicks = () => make('span', { role: 'img', 'data-testid': 'ticks' });

/**
 * @param {HTMLElement} ticks
 * @param {Message} message
 */
export const updateTicks = (ticks, message) => {
  const name = decidingStatus(message)?.status ?? 'accepted';
  const { icon, words } = looks[name];

  if (ticks.dataset.status !== name) {
    setAttributes(ticks, {
      class: `ticks ticks-${name}`,
      'data-status': name,
      'aria-label': words,
      title: words,
    });
    ticks.replaceChildren(makeIcon(icon));
  }
};
