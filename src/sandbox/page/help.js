/** How to connect Logto, and which numbers misbehave: on the start page, and later in dialogs. */
import { makeCopyButton } from './copy.js';
import { make } from './elements.js';
import { formatJson, formatNumber } from './formatting.js';
import { makeJsonBlock } from './json-block.js';

/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').WebhookState} WebhookState */

const webhookWords = Object.freeze({
  none: 'No webhook',
  unverified: 'Webhook not verified',
  verified: 'Webhook verified',
});

/** @param {WebhookState} webhook */
export const describeWebhook = ({ state, problem }) =>
  problem === undefined ? webhookWords[state] : 'Webhook has a problem';

/** @param {WebhookState} webhook */
const makeWebhookFacts = (webhook) => {
  const { url, state, problem } = webhook;

  return [
    make('h3', {}, 'Webhook'),
    make(
      'p',
      {},
      url === undefined
        ? 'No webhook is set. Codes arrive all the same; nobody is told about their statuses.'
        : `${webhookWords[state]}: `,
      ...(url === undefined ? [] : [make('code', {}, url)])
    ),
    ...(problem === undefined ? [] : [make('p', { class: 'problem' }, problem)]),
  ];
};

/** @param {State['formFields']} fields */
const makeFormFields = (fields) =>
  make(
    'table',
    { class: 'fields' },
    make('caption', { class: 'visually-hidden' }, 'The fields of the form'),
    make(
      'tbody',
      {},
      ...fields.map(({ label, value }) =>
        make(
          'tr',
          {},
          make('th', { scope: 'row' }, label),
          make('td', {}, make('code', { tabindex: '0' }, value)),
          make('td', {}, makeCopyButton({ label: 'Copy', hiddenLabel: label, text: () => value }))
        )
      )
    )
  );

/** @param {State} state */
export const makeConnectHelp = ({ connectorConfig, formFields, graphVersion }) => [
  make(
    'ol',
    { class: 'steps' },
    make(
      'li',
      {},
      'In Logto Console, open ',
      make('strong', {}, 'Connectors'),
      ' → ',
      make('strong', {}, 'Email and SMS connectors'),
      ' → ',
      make('strong', {}, 'WhatsApp one-time codes'),
      '.'
    ),
    make('li', {}, 'Fill in the form with these values, and save.'),
    make(
      'li',
      {},
      'Ask for a code, on a sign-in page or with “Send” in Console. Any number will do.'
    )
  ),
  makeFormFields(formFields),
  makeJsonBlock({
    title: "The same as JSON, for Logto's Management API",
    text: formatJson(connectorConfig),
    attributes: { 'data-testid': 'connector-config' },
  }),
  make(
    'p',
    { class: 'quiet' },
    `The sandbox answers as Graph API ${graphVersion} does. Nothing is sent to Meta.`
  ),
];

/** @param {State} state */
export const makeWebhookHelp = ({ webhook }) => makeWebhookFacts(webhook);

/** @param {State} state */
export const makeMagicNumbers = ({ behaviours }) => [
  make(
    'table',
    { class: 'numbers' },
    make('caption', { class: 'visually-hidden' }, 'Magic numbers and what happens with them'),
    make(
      'thead',
      {},
      make(
        'tr',
        {},
        make('th', { scope: 'col' }, 'Send to'),
        make('th', { scope: 'col' }, 'What happens')
      )
    ),
    make(
      'tbody',
      {},
      ...behaviours.flatMap(({ title, explanation, number }) =>
        number === undefined
          ? []
          : [
              make(
                'tr',
                {},
                make(
                  'th',
                  { scope: 'row' },
                  make('span', { class: 'number' }, formatNumber(number)),
                  makeCopyButton({
                    label: 'Copy',
                    hiddenLabel: formatNumber(number),
                    text: () => number,
                  })
                ),
                make('td', {}, make('strong', {}, title), make('span', {}, explanation))
              ),
            ]
      )
    )
  ),
];
