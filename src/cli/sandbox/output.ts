import { sandboxAccounts } from '../../sandbox/accounts/index.js';
import { type Activity, type Sandbox } from '../../sandbox/index.js';
import { wrap } from '../output/terminal.js';

const loopback = /^(?:127\.|::1$|localhost$)/;

/** Says that others can read the codes, when they can. */
export const warnOfHost = (host: string) => {
  if (!loopback.test(host)) {
    process.stderr.write(
      `Warning: the sandbox listens on ${host}. Everybody who reaches this machine can read its codes and change it. Let it send no code that opens anything real.\n`
    );
  }
};

const nameWidth = Math.max(...Object.keys(sandboxAccounts).map(({ length }) => length)) + 4;

/** The accounts of `--account`, for the help. */
export const describeAccounts = (): string =>
  [
    '',
    'Accounts:',
    ...Object.entries(sandboxAccounts).map(
      ([name, { description }]) => `  ${name.padEnd(nameWidth - 2)}${wrap(description, nameWidth)}`
    ),
  ].join('\n');

/** What the commands for administrators need where there is no config yet. */
const describeNextStep = ({ accessToken, baseUrl, templates }: Sandbox['connectorConfig']) =>
  templates
    ? []
    : [
        'The account has no templates yet. In another terminal:',
        '',
        `  export WHATSAPP_ACCESS_TOKEN=${accessToken} WHATSAPP_BASE_URL=${baseUrl}`,
        '  npx connector-whatsapp-otp templates apply --save connector.json',
        '  npx connector-whatsapp-otp doctor --config connector.json',
        '  npx connector-whatsapp-otp send +5511987654321 --config connector.json',
        '',
      ];

/** What is printed once the sandbox is there. */
export const describeStart = (
  { url, account, connectorConfig, formFields }: Sandbox,
  { json, webhook }: { json: boolean; webhook: string | undefined }
): string => {
  if (json) {
    return JSON.stringify({ event: 'started', url, connectorConfig });
  }

  return [
    'A local WhatsApp is ready.',
    '',
    ...(account.description ? [`  Account   ${wrap(account.description, 12)}`] : []),
    `  Inbox     ${url}`,
    `  Webhooks  ${webhook ?? 'none; --webhook <url> sends delivery statuses'}`,
    '',
    'In Logto Console → Connectors → Email and SMS connectors → WhatsApp one-time codes, fill in:',
    '',
    ...formFields.map(({ label, value }) => `  ${label.padEnd(16)}${value}`),
    '',
    "The same as JSON, for Logto's Management API and for --config of the other commands:",
    '',
    JSON.stringify(connectorConfig),
    '',
    ...describeNextStep(connectorConfig),
    'Any number is a healthy phone. The page lists the numbers that fail. Stop with Ctrl+C.',
    '',
  ].join('\n');
};

const width = 9;

/** One line for one thing that has happened. */
export const describeActivity = ({ at, event, text, data }: Activity, json: boolean): string =>
  json
    ? JSON.stringify({ at, event, ...data })
    : `${at.slice(11, 19)}  ${event.padEnd(width)} ${text}`;
