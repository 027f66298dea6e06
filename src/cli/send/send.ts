/** `connector-whatsapp-otp send`. */
import { ConnectorError } from '@logto/connector-kit';
import { Command } from 'commander';

import { SendFailure } from '../../meta/failure.js';
import { CommandProblem } from '../../problem/command-problem.js';
import { explainCall } from '../../problem/explain-call.js';
import { type SetupFlags, readSetup } from '../../setup/read-setup.js';
import { completeCommands } from '../output/complete-commands.js';
import { exitCodes, runCommand } from '../output/run-command.js';
import { type OutputFlags, Terminal, withOutputOptions } from '../output/terminal.js';
import { withProgress } from '../output/with-progress.js';
import { withSetupOptions } from '../setup-options.js';

import { type SendOutcome, performSend } from './perform-send.js';
import { type SendOrder, planSend, previewSend } from './plan.js';
import { type SendProblem, problemOfCall, problemsOf, unforeseen } from './problem.js';
import { type OrderFlags, readOrder } from './read-order.js';
import {
  choiceForScripts,
  linesOfProblems,
  printOutcome,
  printPlan,
  printPreview,
} from './report.js';

export type SendFlags = SetupFlags &
  OutputFlags &
  OrderFlags & {
    dryRun?: boolean;
  };

/** Whether the code was taken, and the relay, if there is one, knows of it. */
const isWhole = (outcome: SendOutcome): boolean =>
  !('problems' in outcome) &&
  (!('relay' in outcome) || (outcome.relay?.registered ?? 'yes') === 'yes');

/** @returns With what the process is to end. */
const send = async (order: SendOrder, flags: SendFlags, terminal: Terminal): Promise<number> => {
  const setup = await withProgress(terminal, 'Reading the config …', async () =>
    readSetup(flags, process.env)
  );

  for (const note of setup.notes ?? []) {
    terminal.note(note);
  }

  const plan = await withProgress(terminal, 'Looking for the number to send from …', async () =>
    planSend(setup, order)
  );
  const { origin } = setup;
  const { recipient, endpoint, choice } = plan;
  const said = { origin, choice: choiceForScripts(choice), recipient, endpoint };

  if (flags.dryRun) {
    const request = previewSend(plan, order);

    printPlan(terminal, plan);
    printPreview(terminal, request);
    terminal.printJson({ outcome: 'dry-run', ...said, request });

    return exitCodes.done;
  }

  printPlan(terminal, plan);
  terminal.progress('Sending the code …');

  const outcome = await performSend(plan, setup, order);

  terminal.clearProgress();
  printOutcome(terminal, outcome, { origin, flags });
  terminal.printJson({ ...outcome, ...said });

  return isWhole(outcome) ? exitCodes.done : exitCodes.failed;
};

/** @returns `undefined` for what nobody foresaw. */
const explain = (error: unknown, flags: SendFlags): SendProblem[] | undefined => {
  if (error instanceof CommandProblem) {
    return [{ explanation: completeCommands(error.message, flags) }];
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
    return await send(readOrder(number, flags), flags, terminal);
  } catch (error: unknown) {
    // What it is may hold anything.
    const problems = explain(error, flags) ?? [unforeseen];

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
  $ npx connector-whatsapp-otp send +5511987654321 --config connector.json
  $ npx connector-whatsapp-otp send +5511987654321 --type SignIn \\
      --locale pt-BR --logto https://logto.example.com
  $ npx connector-whatsapp-otp send "+55 (11) 98765-4321" --dry-run

It sends as the Send button in Console does: without SMS, and a relay has to
take the code. --fallback sends as at a sign-in instead.
The code is not printed, and of number and message ID only a part.
It ends with 0 when the code was taken, 2 when it was not, when that is not
known, or when the relay does not know of it, 130 on Ctrl+C.`;

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
