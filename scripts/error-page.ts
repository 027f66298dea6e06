import { format, resolveConfig } from 'prettier';

import {
  type ConnectorOutcome,
  type ErrorAction,
  type ErrorEntry,
  errorEntries,
} from '../src/meta/error-codes.js';

const actions: Readonly<Record<ErrorAction, string>> = Object.freeze({
  retry: 'try again, then SMS',
  sms: 'SMS',
  stop: 'nothing',
});

const moments: Readonly<Record<ErrorEntry['when'], string>> = Object.freeze({
  sync: 'at once',
  async: 'later',
  either: 'either',
});

const outcome = (becomes: ConnectorOutcome): string => {
  switch (becomes.error) {
    case 'InvalidConfig': {
      return `\`InvalidConfig\` at \`${becomes.concerns}\``;
    }

    case 'General':
    case 'RateLimitExceeded': {
      return `\`${becomes.error}\``;
    }
  }
};

const number = ({ code, through, subcode, mentions }: ErrorEntry): string =>
  [
    through ? `${code}–${through}` : `${code}`,
    subcode === undefined ? '' : `/${subcode}`,
    mentions === undefined ? '' : ` (${mentions})`,
  ].join('');

const row = (entry: ErrorEntry): string =>
  `| ${[
    number(entry),
    `${entry.meaning}.`,
    `${entry.remedy}.`,
    moments[entry.when],
    actions[entry.action],
    outcome(entry.becomes),
  ].join(' | ')} |`;

const table = (section: string): string =>
  [
    `## ${section}`,
    '',
    '| Code | What happened | What to do | When | Other channel | Becomes |',
    '| --- | --- | --- | --- | --- | --- |',
    ...errorEntries.filter((entry) => entry.section === section).map((entry) => row(entry)),
    '',
  ].join('\n');

const introduction = `# Errors

<!-- Generated from src/meta/error-codes.ts by "npm run docs:errors". Do not edit. -->

Every error of Meta and 360dialog that is known to meet a code, at once or later by webhook; and those that the [command line](./cli.md) meets when it manages templates, which no send does.

- **Code** is Meta's error code, and after a slash its subcode. It is in the message that Console shows (but for limits, which have one fixed sentence), and with \`traceId\`, which Meta's support asks for, in the data of the error.
- **When**: in the answer to the send, or later in its delivery status.
- **Other channel**: whether the same code goes out by SMS when the config has a fallback. The connector does so for what it is told at once; what comes later by webhook is for those who listen to webhooks themselves.
- **Becomes**: the error of Logto's connector kit. \`InvalidConfig\` is shown with the key of the field that it concerns, and a person who is signing in reads only that the config is invalid. \`General\` has a short sentence for that person, and the explanation for the administrator. \`RateLimitExceeded\` is answered with HTTP 429.

A code that is not listed is tried again when it was certainly refused: with HTTP 429 or 503, with another 5xx that is not a gateway's 502 or 504, or when Meta calls it transient. Otherwise it is final; both go out by SMS.

Meta's own page: <https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes>
`;

/** The text of `docs/errors.md`. */
export const renderErrorPage = async (): Promise<string> => {
  const sections = new Set(errorEntries.map(({ section }) => section));
  const text = [introduction, ...[...sections].map((section) => table(section))].join('\n');

  return format(text, { ...(await resolveConfig(import.meta.filename)), parser: 'markdown' });
};
