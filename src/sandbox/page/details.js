/** What was sent, answered and reported for one message. */
import { loadDetails } from './api.js';
import { make, setText, show, syncChildren } from './elements.js';
import { formatJson, formatJsonText } from './formatting.js';
import { makeJsonBlock } from './json-block.js';
import { formatExactTime } from './time.js';

/** @typedef {import('./types.js').Message} Message */
/** @typedef {import('./types.js').Status} Status */
/** @typedef {import('./types.js').Webhook} Webhook */

/** How often open details are loaded again, in milliseconds: webhooks are repeated for minutes. */
const refreshTime = 1000;

/** @param {Status} status */
const makeStatus = ({ status, at, error }) =>
  make(
    'li',
    {},
    make('time', { datetime: at }, formatExactTime(at)),
    make('span', { class: `status status-${status}` }, status),
    ...(error
      ? [
          make(
            'span',
            {},
            [`${error.code} ${error.title}`, error.details].filter(Boolean).join(': ')
          ),
        ]
      : [])
  );

/** @param {Webhook} webhook */
const describeAnswer = ({ answer, attempt, tookMs }) =>
  `Attempt ${attempt}: ${'status' in answer ? `answered ${answer.status}` : answer.problem}, ${tookMs} ms`;

/** @param {Webhook} webhook */
const makeWebhook = (webhook) =>
  make(
    'li',
    { 'data-key': String(webhook.id) },
    make('time', { datetime: webhook.at }, formatExactTime(webhook.at)),
    make('span', 'problem' in webhook.answer ? { class: 'problem' } : {}, describeAnswer(webhook)),
    make(
      'details',
      {},
      make('summary', {}, 'What was sent', make('span', { class: 'address' }, webhook.url)),
      makeJsonBlock({ title: `Webhook ${webhook.id}`, text: formatJsonText(webhook.body) })
    )
  );

/**
 * Fills the panel and keeps it up to date while it is open.
 *
 * @param {HTMLElement} panel
 * @param {() => Message} message The message as it is now.
 */
export const openDetails = async (panel, message) => {
  const problem = make('p', { class: 'problem', role: 'alert' });
  const blocks = make('div', { class: 'blocks' });
  const statuses = make('ol', { class: 'facts' });
  const webhooks = make('ol', { class: 'facts' });
  const noWebhook = make('p', { class: 'quiet' }, 'No webhook has gone out for this message.');

  /** @type {Map<number, HTMLElement>} */
  const known = new Map();

  const update = async () => {
    const details = await loadDetails(message().id);

    if (blocks.childElementCount === 0) {
      blocks.append(
        makeJsonBlock({ title: 'Request', text: formatJson(details.request) }),
        makeJsonBlock({ title: 'Answer', text: formatJson(details.answer) })
      );
    }

    for (const webhook of details.webhooks) {
      known.set(webhook.id, known.get(webhook.id) ?? makeWebhook(webhook));
    }

    // They only grow; what stands there already is left alone, with the reader's selection.
    statuses.append(
      ...details.message.statuses
        .slice(statuses.childElementCount)
        .map((status) => makeStatus(status))
    );
    syncChildren(webhooks, [...known.values()]);
    show(noWebhook, known.size === 0);
  };

  const refresh = async () => {
    try {
      await update();
      setText(problem, '');
    } catch (error) {
      setText(problem, error instanceof Error ? error.message : String(error));
    }
  };

  show(noWebhook, false);
  panel.replaceChildren(
    problem,
    blocks,
    make('h4', {}, 'Statuses'),
    statuses,
    make('h4', {}, 'Webhooks'),
    webhooks,
    noWebhook
  );
  await refresh();
  panel.scrollIntoView({ block: 'nearest' });

  const timer = setInterval(() => {
    if (panel.hidden || !panel.isConnected || !panel.contains(blocks)) {
      clearInterval(timer);
    } else if (!document.hidden) {
      refresh();
    }
  }, refreshTime);
};
