/** `connector-whatsapp-otp templates apply`. */
import { Command } from 'commander';

import { CommandProblem } from '../../problem/command-problem.js';
import { type Standing, mergedEntries } from '../../templates/entries.js';
import { isFailure, isUnderReview, standingOf } from '../../templates/result.js';
import { type TemplateEntry } from '../../types.js';
import { exitCodes } from '../output/run-command.js';
import { type Terminal } from '../output/terminal.js';

import { printResults, resultForScripts } from './apply-text.js';
import { agreeToReview, countApprovedChanges } from './approved-changes.js';
import { carryOut } from './carry-out.js';
import { checkOptions } from './check-options.js';
import { printEnding } from './ending.js';
import { explainFailedCall } from './failure.js';
import { readNeeds, readPlan } from './needs.js';
import { type TemplateFlags, usageTypeAdvice, withTemplateOptions } from './options.js';
import { printHeading, printLanguages } from './print.js';
import { checkTarget } from './save.js';
import { openSession, runTemplates } from './session.js';
import { writeConfig } from './write.js';

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

const apply = async (flags: ApplyFlags, terminal: Terminal): Promise<number> => {
  const minutes = readWait(flags.wait);
  const { yes: isAgreed = false, save: file } = flags;

  if (file !== undefined) {
    await checkTarget(file, isAgreed);
  }

  checkOptions(flags, terminal);
  const session = await openSession(flags, terminal);
  const needs = await readNeeds(flags, session);
  const plan = await readPlan(session, needs, terminal);

  if (!isAgreed && !(await agreeToReview(terminal, plan))) {
    terminal.print('Nothing was changed.');

    return exitCodes.done;
  }

  const order = { plan, wish: needs.wish, limit: minutes * minute };
  const carriedOut = await carryOut(session, order, terminal);
  const { results, stopped, regain } = carriedOut;

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
  printEnding(terminal, carriedOut, {
    entries,
    before: setup.templates,
    wanted: needs.entries,
    minutes,
    canSave: file === undefined && !tenant,
    changesApproved: countApprovedChanges(plan) > 0,
  });

  const written = await writeConfig(terminal, session, { entries, merge, file, isAgreed });

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

  return results.some((result) => isFailure(result)) ? exitCodes.failed : exitCodes.done;
};

const examples = `${usageTypeAdvice}

Examples:
  $ WHATSAPP_ACCESS_TOKEN=EAA… connector-whatsapp-otp templates apply \\
      --languages en_US,pt-BR --save connector.json
  $ connector-whatsapp-otp templates apply --config connector.json
  $ connector-whatsapp-otp templates apply --yes \\
      --logto https://logto.example.com

It deletes nothing, and skips what is as it has to be: run it as often as you
like, also after it was interrupted. It ends with 0 when every template is
approved or under review, 2 when one failed or was rejected, 130 on Ctrl+C.`;

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
