/** `connector-whatsapp-otp send`. */
import { randomInt } from 'node:crypto';

import { ConnectorError } from '@logto/connector-kit';
import { Command } from 'commander';

import { SendFailure } from '../../meta/failure.js';
import { CommandProblem } from '../../problem/command-problem.js';
import { explainCall } from '../../problem/explain-call.js';
import { type SetupFlags, readSetup } from '../../setup/read-setup.js';
import { exitCodes, runCommand } from '../output/run-command.js';
import { type OutputFlags, Terminal, withOutputOptions, wrap } from '../output/terminal.js';
import { withSetupOptions } from '../setup-options.js';

import { performSend } from './perform-send.js';
import { type SendOrder, planSend, previewSend } from './plan.js';
import { type SendProblem, problemOfCall, problemsOf } from './problem.js';
import {
  choiceForScripts,
  linesOfProblems,
  printOutcome,
  printPlan,
  printPreview,
} from './report.js';

export type SendFlags = SetupFlags &
  OutputFlags & {
    type?: string;
    locale?: string;
    uiLocales?: string;
    code?: string;
    fallback?: boolean;
    dryRun?: boolean;
  };

/** As Logto makes them. */
const randomCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

const orderOf = (number: readonly string[], flags: SendFlags): SendOrder => ({
  number: number.join(''),
  usageType: flags.type ?? 'Generic',
  locale: flags.locale,
  uiLocales: flags.uiLocales?.replaceAll(',', ' '),
  code: flags.code ?? randomCode(),
  hasFallback: flags.fallback ?? false,
});

/** @returns With what the process is to end. */
const send = async (order: SendOrder, flags: SendFlags, terminal: Terminal): Promise<number> => {
  const setup = await readSetup(flags, process.env);

  for (const note of setup.notes ?? []) {
    terminal.note(wrap(note, 0));
  }

  const plan = await planSend(setup, order);
  const { origin } = setup;
  const { recipient, endpoint, choice } = plan;
  const said = { origin, choice: choiceForScripts(choice), recipient, endpoint };

  if (flags.dryRun) {
    const request = previewSend(plan);

    printPlan(terminal, plan);
    printPreview(terminal, request);
    terminal.printJson({ outcome: 'dry-run', ...said, request });

    return exitCodes.done;
  }

  printPlan(terminal, plan);
  terminal.progress('Sending the code …');

  const outcome = await performSend(plan, setup, order);

  terminal.clearProgress();
  printOutcome(terminal, outcome, origin);
  terminal.printJson({ ...outcome, ...said });

  return outcome.outcome === 'failed' ? exitCodes.failed : exitCodes.done;
};

/** @returns `undefined` for what nobody foresaw. */
const explain = (error: unknown): SendProblem[] | undefined => {
  if (error instanceof CommandProblem) {
    return [{ explanation: error.message }];
  }

  if (error instanceof ConnectorError) {
    return problemsOf(error);
  }

  if (error instanceof SendFailure) {
    const { failure } = error;

    return [
      failure.kind === 'refused'
        ? { explanation: failure.explanation }
        : problemOfCall(explainCall(failure)),
    ];
  }
};

/**
 * Sends one code.
 *
 * @param number As it was typed; a shell takes one with spaces for several.
 * @returns With what the process is to end.
 */
export const runSend = async (
  number: readonly string[],
  flags: SendFlags,
  terminal: Terminal
): Promise<number> => {
  try {
    return await send(orderOf(number, flags), flags, terminal);
  } catch (error: unknown) {
    // What it is may hold anything.
    const problems = explain(error) ?? [
      {
        explanation:
          'The command failed in a way that nobody foresaw. Please report it, with what you called.',
      },
    ];

    terminal.printJson({ outcome: 'failed', problems });

    if (!terminal.isJson) {
      const lines = ['Nothing was sent.', ...linesOfProblems(terminal, problems, 'the config')];
      terminal.note(lines.join('\n'));
    }

    return exitCodes.failed;
  }
};

const run = async (number: readonly string[], flags: SendFlags) => {
  const terminal = new Terminal(flags);

  await runCommand(
    terminal,
    async () => runSend(number, flags, terminal),
    'Stopped. Whether the code goes out is not known.'
  );
};

const examples = `
Examples:
  $ connector-whatsapp-otp send +5511987654321 --config connector.json
  $ connector-whatsapp-otp send +5511987654321 --type SignIn --locale pt-BR \\
      --logto https://logto.example.com
  $ connector-whatsapp-otp send "+55 (11) 98765-4321" --dry-run

It sends as the Send button in Console does: without SMS, and a relay has to
take the code. --fallback sends as at a sign-in instead.
The code is not printed, and of number and message ID only a part.
It ends with 0 when the code was taken, 2 when it was not, 130 on Ctrl+C.`;

export const sendCommand = (): Command =>
  withOutputOptions(
    withSetupOptions(
      new Command('send')
        .description('Sends one real code with the connector, and says what was chosen, and why.')
        .argument('<number...>', 'phone number with country code, such as +5511987654321')
        .option('--type <usage type>', 'what the code is for, such as SignIn', 'Generic')
        .option('--locale <tag>', 'the language of the person, such as pt-BR')
        .option('--ui-locales <tags>', 'several, in order of preference: "pt-BR es"')
        .option('--code <code>', 'the code to send; six random digits without it')
        .option('--fallback', 'with SMS and relay as the config has them')
        .option('--dry-run', 'print the request with secrets masked, and send nothing')
        .addHelpText('after', examples)
    )
  ).action(run);
