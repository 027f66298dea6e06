/** `connector-whatsapp-otp templates plan`. */
import { Command } from 'commander';

import { sentenceOf } from '../../problem/sentence.js';
import { type Plan, type PlanAction, type PlanItem } from '../../templates/plan.js';
import { exitCodes } from '../output/run-command.js';
import { type Style, type Terminal } from '../output/terminal.js';

import { countApprovedChanges, reviewWarning } from './approved-changes.js';
import { checkOptions } from './check-options.js';
import { type Needs, readNeeds, readPlan } from './needs.js';
import { type TemplateFlags, usageTypeAdvice, withTemplateOptions } from './options.js';
import {
  groupBy,
  languagesOf,
  printHeading,
  printLabelled,
  printLanguages,
  printName,
} from './print.js';
import { type Session, openSession, runTemplates } from './session.js';

const styles: Readonly<Record<PlanAction, Style>> = Object.freeze({
  create: 'green',
  change: 'yellow',
  unpause: 'yellow',
  wait: 'cyan',
  equal: 'dim',
  impossible: 'red',
});

/** What is to be said of an item. */
const remarksOn = (item: PlanItem): string[] => {
  switch (item.action) {
    case 'change':
    case 'wait': {
      const changes = item.differences.map(
        ({ property, from, to }) => `${property} ${from} → ${to}`
      );

      if (item.action === 'change') {
        return [changes.join('; ')];
      }

      return [
        'Meta is reviewing it.',
        ...(changes.length > 0
          ? [`Can be changed only when that is over: ${changes.join('; ')}`]
          : []),
      ];
    }

    case 'equal': {
      return item.incomparable.length > 0
        ? [`Not compared, and left as it is: ${item.incomparable.join(', ')}`]
        : [];
    }

    case 'impossible': {
      return [sentenceOf(item.reason), sentenceOf(item.remedy)];
    }

    case 'create':
    case 'unpause': {
      return [];
    }
  }
};

/** What a plan says, for people. */
export const printPlan = (terminal: Terminal, { items, leftAlone }: Plan) => {
  for (const named of groupBy(items, ({ name }) => name)) {
    printName(terminal, named);

    for (const group of groupBy(named, (item) => [item.action, ...remarksOn(item)].join('\n'))) {
      const [first] = group;

      if (first) {
        printLabelled(
          terminal,
          { label: first.action, style: styles[first.action] },
          languagesOf(group),
          remarksOn(first)
        );
      }
    }
  }

  if (leftAlone.length > 0) {
    terminal.print();
    terminal.print('Left alone, because the config does not use them; nothing is ever deleted');

    for (const { name, languages } of leftAlone) {
      terminal.printWrapped(`${name}: ${languages.join(', ')}`, 2);
    }
  }
};

const words: Readonly<Record<PlanAction, string>> = Object.freeze({
  create: 'to create',
  change: 'to change',
  unpause: 'to unpause',
  wait: 'under review',
  equal: 'as they have to be',
  impossible: 'impossible',
});

const actions: readonly PlanAction[] = Object.freeze([
  'create',
  'change',
  'unpause',
  'wait',
  'equal',
  'impossible',
]);

const countActions = ({ items }: Pick<Plan, 'items'>): Record<PlanAction, number> => {
  const count = (action: PlanAction) => items.filter((item) => item.action === action).length;

  return {
    create: count('create'),
    change: count('change'),
    unpause: count('unpause'),
    wait: count('wait'),
    equal: count('equal'),
    impossible: count('impossible'),
  };
};

const printSummary = (terminal: Terminal, plan: Plan) => {
  const counts = countActions(plan);
  const isActive = counts.create + counts.change + counts.unpause > 0;

  terminal.print();
  terminal.printWrapped(
    `${actions
      .filter((action) => counts[action] > 0)
      .map((action) => `${counts[action]} ${words[action]}`)
      .join(', ')}; each language counts as one.`
  );

  if (countApprovedChanges(plan) > 0) {
    terminal.printWrapped(reviewWarning);
  }

  terminal.printWrapped(
    isActive
      ? 'Nothing was changed. "templates apply", with the same options, does it.'
      : 'There is nothing that "templates apply" could do.'
  );
};

/** One item of a plan, for scripts. */
const itemForScripts = (item: PlanItem) => ({
  name: item.name,
  language: item.language,
  usageTypes: item.usageTypes,
  action: item.action,
  ...('template' in item &&
    item.template && { id: item.template.id, status: item.template.status }),
  ...('differences' in item && { differences: item.differences }),
  ...('incomparable' in item && { incomparable: item.incomparable }),
  ...('reason' in item && { reason: item.reason, remedy: item.remedy }),
});

const planForScripts = (
  { setup, businessAccountId }: Session,
  { read, wish }: Needs,
  plan: Plan
) => ({
  origin: setup.origin,
  businessAccountId,
  wish,
  languages: { translated: read.translated, missing: read.missing },
  items: plan.items.map((item) => itemForScripts(item)),
  leftAlone: plan.leftAlone,
  counts: countActions(plan),
});

const plan = async (flags: TemplateFlags, terminal: Terminal): Promise<number> => {
  checkOptions(flags, terminal);
  const session = await openSession(flags, terminal);
  const needs = await readNeeds(flags, session);
  const result = await readPlan(session, needs, terminal);

  printHeading(terminal, session);
  printLanguages(terminal, needs.read);
  printPlan(terminal, result);
  printSummary(terminal, result);
  terminal.printJson(planForScripts(session, needs, result));

  return exitCodes.done;
};

const examples = `${usageTypeAdvice}

Examples:
  $ WHATSAPP_ACCESS_TOKEN=EAA… npx connector-whatsapp-otp templates plan
  $ npx connector-whatsapp-otp templates plan --config connector.json \\
      --languages en_US,es_MX,pt-BR
  $ npx connector-whatsapp-otp templates plan --logto https://logto.example.com

It changes nothing. It ends with 0 when the plan could be made, 2 when it could
not, 130 on Ctrl+C.`;

export const templatesPlanCommand = (): Command =>
  withTemplateOptions(
    new Command('plan').description(
      'Compares the templates that the config needs with those of the account, and prints the difference.'
    )
  )
    .addHelpText('after', examples)
    .action(async (flags: TemplateFlags) => {
      await runTemplates(
        flags,
        async (terminal) => plan(flags, terminal),
        'Stopped. Nothing was changed.'
      );
    });
