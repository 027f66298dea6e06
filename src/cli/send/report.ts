/** What the command "send" prints. */
import { type SetupFlags } from '../../setup/read-setup.js';
import { completeCommands } from '../output/complete-commands.js';
import { type Style, type Terminal, wrap } from '../output/terminal.js';

import { type Choice, describeEntry, describeLanguage } from './choice.js';
import { type FailedOutcome } from './failed-outcome.js';
import { type SendOutcome } from './perform-send.js';
import { type SendPlan } from './plan.js';
import { type RequestPreview } from './preview.js';
import { type SendProblem } from './problem.js';

/** Of the first column. */
const width = 12;

const printLine = (terminal: Terminal, label: string, text: string) => {
  terminal.print(`${terminal.style('dim', label.padEnd(width))}${wrap(text, width)}`);
};

export const printPlan = (terminal: Terminal, { choice, recipient, endpoint }: SendPlan) => {
  printLine(terminal, 'Template', `"${choice.templateName}": ${describeEntry(choice)}`);
  printLine(terminal, 'Language', describeLanguage(choice));

  if (recipient) {
    printLine(terminal, 'Recipient', recipient);
  }

  printLine(terminal, 'Endpoint', endpoint);
};

/** With an indent, broken where it would be too long; breaks in it are kept. */
const indented = (text: string, indent: number): string[] =>
  text.split('\n').map((line) => `${' '.repeat(indent)}${wrap(line, indent)}`);

const linesOfProblem = (
  terminal: Terminal,
  { path, explanation, details, traceId }: SendProblem,
  place: string
): string[] => {
  const indent = path ? 2 : 0;
  const where = path && `${terminal.style('bold', path)} ${terminal.style('dim', `in ${place}`)}`;
  const texts = [
    explanation,
    ...(details ? [`Meta says: ${details}`] : []),
    ...(traceId ? [`Trace ID for Meta's support: ${traceId}`] : []),
  ];

  return [...(where ? [where] : []), ...texts.flatMap((text) => indented(text, indent))];
};

/** @param place Where the config comes from. */
export const linesOfProblems = (
  terminal: Terminal,
  problems: readonly SendProblem[],
  place: string
): string[] => problems.flatMap((problem) => ['', ...linesOfProblem(terminal, problem, place)]);

type Taken = Extract<SendOutcome, { messageId: string }>;

const relayLine = ({ host, registered, status }: NonNullable<Taken['relay']>): string => {
  switch (registered) {
    case 'yes': {
      return `${host} watches over it: its page shows what becomes of it`;
    }

    case 'no': {
      return `${host} has not taken it (HTTP ${status ?? 0}); "connector-whatsapp-otp doctor" says why`;
    }

    case 'not yet': {
      return `${host} has not answered yet; "connector-whatsapp-otp doctor" says why`;
    }
  }
};

const printTaken = (terminal: Terminal, outcome: Taken, flags: SetupFlags) => {
  const { status, messageId, milliseconds, relay } = outcome;

  terminal.print();
  terminal.print(
    outcome.outcome === 'accepted'
      ? terminal.style('green', `WhatsApp accepted the code in ${milliseconds} ms.`)
      : terminal.style('yellow', `WhatsApp holds the code, after ${milliseconds} ms.`)
  );
  printLine(terminal, 'Message ID', `${messageId} (shortened: it holds the number)`);

  if (relay) {
    printLine(terminal, 'Relay', completeCommands(relayLine(relay), flags));
  }

  terminal.print();
  const advice =
    outcome.outcome === 'accepted'
      ? 'Accepted is not delivered: look at the phone. If nothing arrives within a minute, "connector-whatsapp-otp doctor" looks for the reason, and a relay hears it from Meta.'
      : `Meta looks at the quality of the template first (${status}), and may drop the message. "connector-whatsapp-otp doctor" shows its quality.`;
  terminal.printWrapped(completeCommands(advice, flags));
};

const headings: Readonly<Record<FailedOutcome, { start: string; style: Style }>> = Object.freeze({
  failed: { start: 'The code was not sent', style: 'red' },
  'accepted-unregistered': {
    start: 'WhatsApp took the code; the relay does not know of it',
    style: 'yellow',
  },
  unknown: { start: 'It is not known whether the code was sent', style: 'yellow' },
});

/**
 * @param origin Where the config comes from, in words.
 * @param flags Those that say so.
 */
export const printOutcome = (
  terminal: Terminal,
  outcome: SendOutcome,
  { origin, flags }: { origin: string; flags: SetupFlags }
) => {
  switch (outcome.outcome) {
    case 'accepted':
    case 'held': {
      printTaken(terminal, outcome, flags);

      return;
    }

    case 'sms': {
      const { connector, milliseconds, reason } = outcome;

      terminal.print();
      terminal.print(
        terminal.style(
          'yellow',
          `WhatsApp did not take the code, and SMS did (${milliseconds} ms).`
        )
      );
      printLine(terminal, 'SMS by', connector);
      printLine(terminal, 'Why', reason);

      return;
    }

    default: {
      const { start, style } = headings[outcome.outcome];

      terminal.print();
      terminal.print(terminal.style(style, `${start} (${outcome.milliseconds} ms).`));

      for (const line of linesOfProblems(terminal, outcome.problems, origin)) {
        terminal.print(line);
      }
    }
  }
};

/** Secrets are masked already. */
export const printPreview = (
  terminal: Terminal,
  { method, url, headers, body }: RequestPreview
) => {
  const [address, query] = url.split('?');

  terminal.print();
  terminal.print(terminal.style('bold', 'Nothing is sent. This would be:'));
  terminal.print();
  terminal.print(`${method} ${address}`);

  if (query) {
    terminal.print(`  ?${query}`);
  }

  for (const [name, value] of Object.entries(headers)) {
    terminal.print(`${name}: ${value}`);
  }

  terminal.print();
  terminal.print(JSON.stringify(body, undefined, 2));
};

/** What was chosen, for `--json`. */
export const choiceForScripts = (choice: Choice) => ({
  ...choice,
  entry: describeEntry(choice),
  why: describeLanguage(choice),
});
