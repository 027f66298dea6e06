/** `connector-whatsapp-otp templates apply`. */
import { Command } from 'commander';

import { CommandProblem } from '../../problem/command-problem.js';
import { type Standing, mergedEntries } from '../../templates/entries.js';
import {
  type TemplateResult,
  isFailure,
  isUnderReview,
  standingOf,
} from '../../templates/result.js';
import { type TemplateEntry } from '../../types.js';
import { exitCodes } from '../output/run-command.js';
import { type Terminal } from '../output/terminal.js';

import { printResults, resultForScripts } from './apply-text.js';
import { agreeToChanges, countApprovedChanges, withDeclined } from './approved-changes.js';
import { carryOut } from './carry-out.js';
import { checkOptions } from './check-options.js';
import { printEnding } from './ending.js';
import { explainFailedCall } from './failure.js';
import { readNeeds, readPlan } from './needs.js';
import { type TemplateFlags, usageTypeAdvice, withTemplateOptions } from './options.js';
import { printHeading, printLanguages } from './print.js';
import { checkTarget } from './save.js';
import { openSession, runTemplates } from './session.js';
import { type Written, prepareWriting, writeConfig } from './write.js';

type ApplyFlags = TemplateFlags & { wait: string; yes?: boolean; save?: string };

const minute = 60_000;

/** A review takes a day at most. Source: Meta, "Template review". */
const longestWait = 24 * 60;

const readWait = (text: string): number => {
  const minutes = Number(text);

  if (!/^\d+(?:\.\d+)?$/.test(text) || minutes > longestWait) {
    throw new CommandProblem(`--wait takes minutes, from 0 to ${longestWait}.`);
  }

  return minutes;
};

const exitCodeOf = (
  results: readonly TemplateResult[],
  { logto, error }: Written,
  isUnanswered: boolean
): number =>
  isUnanswered ||
  logto?.result === 'unanswered' ||
  error !== undefined ||
  results.some((result) => isFailure(result))
    ? exitCodes.failed
    : exitCodes.done;

const apply = async (flags: ApplyFlags, terminal: Terminal): Promise<number> => {
  const minutes = readWait(flags.wait);
  const { yes: isAgreed = false, save: file } = flags;

  if (file !== undefined) {
    await checkTarget(file, isAgreed);
  }

  checkOptions(flags, terminal);
  const session = await openSession(flags, terminal);
  const writing = await prepareWriting(session, { file, isAgreed });
  const needs = await readNeeds(flags, session);
  const plan = await readPlan(session, needs, terminal);
  const { agreed, isUnanswered } = await agreeToChanges(terminal, plan, isAgreed);
  const order = { plan: agreed, wish: needs.wish, limit: minutes * minute };
  const { results: done, ...rest } = await carryOut(session, order, terminal);
  const results = withDeclined(plan, done);
  const { stopped, isUnfinished, regain } = rest;

  const standing = (name: string, language: string): Standing => {
    const result = results.find((one) => one.name === name && one.language === language);

    // Nobody asked about it: it stays what it is.
    return result ? standingOf(result) : 'now';
  };

  const merge = (before: readonly TemplateEntry[]) =>
    mergedEntries(before, needs.entries, standing);
  const { setup, businessAccountId, tenant } = session;
  const entries = merge(setup.templates);

  printHeading(terminal, session);
  printLanguages(terminal, needs.read);
  printResults(terminal, results);
  printEnding(
    terminal,
    { ...rest, results },
    {
      entries,
      before: setup.templates,
      wanted: needs.entries,
      writes: file !== undefined || tenant !== undefined,
      changesApproved: countApprovedChanges(agreed) > 0,
      isUnanswered,
    }
  );

  // What is written now would seem to be all that was wanted, and would be in another order.
  const written =
    isUnfinished || entries.length === 0
      ? {}
      : await writeConfig(terminal, session, writing, { entries, merge });

  terminal.printJson({
    origin: setup.origin,
    businessAccountId,
    languages: { translated: needs.read.translated, missing: needs.read.missing },
    results: results.map((result) => resultForScripts(result)),
    pending: results
      .filter((result) => isUnderReview(result))
      .map(({ name, language }) => ({ name, language })),
    ...(stopped && { stopped: explainFailedCall(stopped), regainMinutes: regain }),
    templates: entries,
    ...written,
  });

  return exitCodeOf(results, written, isUnanswered);
};

const examples = `${usageTypeAdvice}

Examples:
  $ WHATSAPP_ACCESS_TOKEN=EAA… npx connector-whatsapp-otp templates apply \\
      --languages en_US,pt-BR --save connector.json
  $ npx connector-whatsapp-otp templates apply --config connector.json
  $ npx connector-whatsapp-otp templates apply --yes \\
      --logto https://logto.example.com

It deletes nothing, and skips what is as it has to be: run it as often as you
like, also after it was interrupted. Where nobody can be asked, such as in a
pipe, approved templates and the connector in Logto are changed only with --yes.
It ends with 0 when every template is approved or under review; with 2 when one
failed or was rejected, or --yes is missing; with 130 on Ctrl+C.`;

export const templatesApplyCommand = (): Command =>
  withTemplateOptions(
    new Command('apply')
      .description(
        'Creates and changes templates until the account has what the config needs, waits for approval, and prints the templates for the config.'
      )
      .option('--wait <minutes>', 'how long to wait for approval; 0 does not wait', '10')
      .option(
        '--yes',
        'change approved templates, write into Logto or over another file, without asking'
      )
      .option('--save <file>', 'write the whole config, with the token in clear, for --config')
  )
    .addHelpText('after', examples)
    .action(async (flags: ApplyFlags) => {
      await runTemplates(
        flags,
        async (terminal) => apply(flags, terminal),
        'Stopped. What was applied stays; run it again to finish.'
      );
    });
