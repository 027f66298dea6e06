import { type Activity, type Sandbox } from '../sandbox/index.js';

const loopback = /^(?:127\.|::1$|localhost$)/;

/** Says that others can read the codes, when they can. */
export const warnOfHost = (host: string) => {
  if (!loopback.test(host)) {
    process.stderr.write(
      `Warning: the sandbox listens on ${host}. Everybody who reaches this machine can read its codes and change it. Let it send no code that opens anything real.\n`
    );
  }
};

/** What is printed once the sandbox is there. */
export const describeStart = (
  { url, connectorConfig, formFields }: Sandbox,
  { json, webhook }: { json: boolean; webhook: string | undefined }
): string => {
  if (json) {
    return JSON.stringify({ event: 'started', url, connectorConfig });
  }

  return [
    'A local WhatsApp is ready.',
    '',
    `  Inbox     ${url}`,
    `  Webhooks  ${webhook ?? 'none; --webhook <url> sends delivery statuses'}`,
    '',
    'In Logto Console → Connectors → Email and SMS connectors → WhatsApp one-time codes, fill in:',
    '',
    ...formFields.map(({ label, value }) => `  ${label.padEnd(16)}${value}`),
    '',
    "The same as JSON, for Logto's Management API:",
    '',
    JSON.stringify(connectorConfig),
    '',
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
