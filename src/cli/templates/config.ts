/** The config after `templates apply`: printed, written to a file, written to Logto. */
import { isDeepStrictEqual } from 'node:util';

import { isBlank } from '../../config/field.js';
import { templatesGuard } from '../../config/templates.js';
import { type Tenant } from '../../logto/tenant.js';
import { CommandProblem } from '../../problem/command-problem.js';
import { type TemplateEntry } from '../../types.js';
import { type Terminal, wrap } from '../output/terminal.js';

import { ask } from './ask.js';

/** One entry as JSON that fits the width; a break between languages changes nothing. */
const entryLine = ({ usageType, templateName, language: languages }: TemplateEntry): string => {
  const list = languages.map((code) => JSON.stringify(code)).join(', ');

  return [
    `  { "usageType": ${JSON.stringify(usageType)},`,
    `    "templateName": ${JSON.stringify(templateName)},`,
    `    "language": [${wrap(list, 17)}] }`,
  ].join('\n');
};

/** The field `templates` of Console's form. */
export const renderEntries = (entries: readonly TemplateEntry[]): string =>
  `[\n${entries.map((entry) => entryLine(entry)).join(',\n')}\n]`;

/** The templates of a stored config; none where they cannot be read. */
const entriesIn = (config: Readonly<Record<string, unknown>>): readonly TemplateEntry[] =>
  templatesGuard.safeParse(config.templates).data ?? [];

const printChange = (
  terminal: Terminal,
  before: readonly TemplateEntry[],
  after: readonly TemplateEntry[]
) => {
  const usageTypes = [...new Set([...before, ...after].map(({ usageType }) => usageType))];
  const describe = (entries: readonly TemplateEntry[], usageType: string): string =>
    entries
      .filter((entry) => entry.usageType === usageType)
      .map(({ templateName, language }) => `${templateName} (${language.join(', ')})`)
      .join(', ') || 'nothing';

  for (const usageType of usageTypes) {
    const [old, changed] = [describe(before, usageType), describe(after, usageType)];

    if (old !== changed) {
      terminal.print(`  ${usageType}`);
      terminal.print(`    ${terminal.style('red', '-')} ${wrap(old, 6)}`);
      terminal.print(`    ${terminal.style('green', '+')} ${wrap(changed, 6)}`);
    }
  }
};

export type TenantChange = {
  /** The config to write when the tenant has no connector yet. */
  config: Record<string, unknown>;
  /** The templates that its connector is to have, given those that it has. */
  merge: (before: readonly TemplateEntry[]) => readonly TemplateEntry[];
  /** Whether nobody is to be asked. */
  isAgreed: boolean;
};

/** Asks, and says so when nothing is written. */
const agreeToWrite = async (
  terminal: Terminal,
  { origin }: Pick<Tenant, 'origin'>
): Promise<boolean> => {
  if (terminal.isJson || !terminal.isInteractive) {
    terminal.printWrapped(
      'Not written, because nobody can be asked. Run the command again with --yes: what is done is skipped.'
    );

    return false;
  }

  if (await ask(`Write this into the connector's config in ${origin}? [y/N] `)) {
    return true;
  }

  terminal.print('Not written.');

  return false;
};

/**
 * Shows the change, asks, and writes it.
 *
 * @returns What was done.
 * @throws {CommandProblem} When Logto refuses.
 */
export const writeToTenant = async (
  terminal: Terminal,
  tenant: Tenant,
  { config, merge, isAgreed }: TenantChange
): Promise<'unchanged' | 'created' | 'updated' | 'declined'> => {
  terminal.progress(`Reading the connector in ${tenant.origin} …`);
  const stored = await tenant.connector();
  const before = stored ? entriesIn(stored.config) : [];

  if (stored && before.length === 0 && !isBlank(stored.config.templates)) {
    throw new CommandProblem(
      `The templates of the connector in ${tenant.origin} cannot be read, and would be lost; nothing was written.\nMend them in Console first: Connectors → SMS.`
    );
  }

  const after = merge(before);

  terminal.print();

  if (stored && isDeepStrictEqual(before, after)) {
    terminal.printWrapped(`The connector in ${tenant.origin} has these templates already.`);

    return 'unchanged';
  }

  terminal.printWrapped(
    stored
      ? `Change in the connector's config in ${tenant.origin}:`
      : `${tenant.origin} has no connector for WhatsApp one-time codes yet. It would be created, with the whole config and these templates:`
  );
  printChange(terminal, before, after);
  terminal.clearProgress();

  if (!isAgreed && !(await agreeToWrite(terminal, tenant))) {
    return 'declined';
  }

  terminal.progress(`Writing into ${tenant.origin} …`);
  const result = await tenant.saveConfig({ ...config, templates: after });
  terminal.print(`Written into ${tenant.origin}, and read back.`);

  return result;
};
