/** `connector-whatsapp-otp templates status`. */
import { Command } from 'commander';

import { type AccountTemplate } from '../../meta/templates/account-template.js';
import { readTemplates } from '../../meta/templates/read-templates.js';
import { type SetupFlags } from '../../setup/read-setup.js';
import { type TemplateUse, neededTemplates } from '../../templates/needs.js';
import { patiently } from '../../templates/perform.js';
import { exitCodes } from '../output/run-command.js';
import {
  type OutputFlags,
  type Style,
  type Terminal,
  withOutputOptions,
} from '../output/terminal.js';
import { withSetupOptions } from '../setup-options.js';

import { groupBy, languagesOf, printHeading, printLabelled } from './print.js';
import { openSession, runTemplates } from './session.js';

type StatusFlags = SetupFlags & OutputFlags & { all?: boolean };

type Row = AccountTemplate & { usageTypes: readonly string[] };

const styleOf = (status: string): Style => {
  switch (status) {
    case 'APPROVED': {
      return 'green';
    }

    case 'PENDING':
    case 'IN_APPEAL': {
      return 'cyan';
    }

    case 'PAUSED': {
      return 'yellow';
    }

    default: {
      return 'red';
    }
  }
};

const nameTtl = (seconds: number | undefined): string => {
  if (seconds === undefined) {
    return 'TTL not told';
  }

  return seconds === -1 ? 'TTL 30 days' : `TTL ${seconds} s`;
};

/** What Meta says of a template, but for its status. */
const describe = (row: Row): string =>
  [
    ...(row.category === 'AUTHENTICATION'
      ? []
      : [`category ${row.category}: no template for codes`]),
    ...(row.rejectedReason ? [`reason ${row.rejectedReason}`] : []),
    nameTtl(row.ttlSeconds),
    row.expirationMinutes === undefined ? 'no expiry' : `expiry ${row.expirationMinutes} min`,
    row.security ? 'security line' : 'no security line',
    ...(row.otp ? [row.otp.type.toLowerCase().replaceAll('_', ' ')] : ['no button']),
    `quality ${(row.quality ?? 'UNKNOWN').toLowerCase()}`,
  ].join(', ');

/** Languages of which the same is to be said. */
const alike = (row: Row) => [row.status, describe(row), ...row.usageTypes].join('\n');

const printRows = (terminal: Terminal, rows: readonly Row[]) => {
  for (const named of groupBy(rows, ({ name }) => name)) {
    const [{ name = '' } = {}] = named;

    terminal.print();
    terminal.print(terminal.style('bold', name));

    for (const group of groupBy(named, alike)) {
      const [first] = group;

      if (first) {
        printLabelled(
          terminal,
          { label: first.status.toLowerCase(), style: styleOf(first.status) },
          languagesOf(group),
          [
            describe(first),
            first.usageTypes.length > 0
              ? `used for ${first.usageTypes.join(', ')}`
              : 'not used by the config',
          ]
        );
      }
    }
  }
};

const printMissing = (terminal: Terminal, missing: readonly TemplateUse[]) => {
  for (const named of groupBy(missing, ({ name }) => name)) {
    terminal.print();
    terminal.printWrapped(
      `${terminal.style('red', 'Missing:')} the config names ${named[0]?.name ?? ''} in ${languagesOf(named)}, and the account has no such template.`
    );
  }
};

const status = async (flags: StatusFlags, terminal: Terminal): Promise<number> => {
  const session = await openSession(flags, terminal);
  const { setup, access, businessAccountId } = session;
  terminal.progress('Reading the templates of the account …');
  const templates = await patiently(async () => readTemplates(access, businessAccountId));
  const uses = neededTemplates(setup.templates);
  const rows = templates
    .map((template) => ({
      ...template,
      usageTypes:
        uses.find(({ name, language }) => name === template.name && language === template.language)
          ?.usageTypes ?? [],
    }))
    .filter(({ category, usageTypes }) => category === 'AUTHENTICATION' || usageTypes.length > 0);
  // Without templates in the config, there is nothing to choose by.
  const isAll = flags.all === true || uses.length === 0;
  const shown = rows.filter(({ usageTypes }) => isAll || usageTypes.length > 0);
  const missing = uses.filter(
    ({ name, language }) =>
      !templates.some((template) => template.name === name && template.language === language)
  );

  printHeading(terminal, session);
  printRows(terminal, shown);
  printMissing(terminal, missing);

  if (rows.length === 0) {
    terminal.print();
    terminal.print('There are no templates for codes. "templates apply" creates them.');
  }

  if (shown.length < rows.length) {
    terminal.print();
    terminal.print(`${rows.length - shown.length} more that the config does not use: see --all`);
  }

  terminal.printJson({ businessAccountId, templates: shown, missing });

  return exitCodes.done;
};

const examples = `
Examples:
  $ npx connector-whatsapp-otp templates status --config connector.json
  $ npx connector-whatsapp-otp templates status --all --json`;

export const templatesStatusCommand = (): Command =>
  withOutputOptions(
    withSetupOptions(
      new Command('status')
        .description("Lists the account's templates for codes, and what sends them.")
        .option('--all', 'also those that the config does not use')
    )
  )
    .addHelpText('after', examples)
    .action(async (flags: StatusFlags) => {
      await runTemplates(
        flags,
        async (terminal) => status(flags, terminal),
        'Stopped. Nothing was changed.'
      );
    });
