/** What a run of `templates` wants, and what the account has of it. */
import { readAccountLimits } from '../../meta/templates/account-limits.js';
import { type AccountTemplate } from '../../meta/templates/account-template.js';
import { readTemplates } from '../../meta/templates/read-templates.js';
import { type TemplateContent } from '../../meta/templates/write-templates.js';
import { wantedEntries } from '../../templates/entries.js';
import { type ReadLanguages } from '../../templates/languages.js';
import { withinLimits } from '../../templates/limits.js';
import { neededTemplates } from '../../templates/needs.js';
import { patiently } from '../../templates/perform.js';
import { type Plan, createPlan } from '../../templates/plan.js';
import { type TemplateEntry } from '../../types.js';
import { type Terminal } from '../output/terminal.js';

import { type TemplateFlags, readAskedEntries, readWish } from './options.js';
import { type Session } from './session.js';

export type Needs = {
  wish: TemplateContent;
  /** As in a config. */
  entries: readonly TemplateEntry[];
  read: ReadLanguages;
};

/** @throws {CommandProblem} When an option cannot be used. */
export const readNeeds = async (
  flags: TemplateFlags,
  { setup, tenant }: Pick<Session, 'setup' | 'tenant'>
): Promise<Needs> => {
  const wish = readWish(flags, setup);
  const asked = await readAskedEntries(flags, { setup, tenant });

  return {
    wish,
    entries: wantedEntries(setup.templates, asked.wish, asked.otherwise),
    read: asked.read,
  };
};

/**
 * Compares what is wanted with what there is.
 *
 * @throws {ManagementFailure}
 */
export const readPlan = async (
  { access, businessAccountId }: Session,
  { entries, wish }: Needs,
  terminal: Terminal
): Promise<Plan> => {
  terminal.progress('Reading the templates of the account …');
  const templates: readonly AccountTemplate[] = await patiently(async () =>
    readTemplates(access, businessAccountId)
  );
  const plan = createPlan(neededTemplates(entries), templates, wish);

  if (plan.items.every(({ action }) => action !== 'create')) {
    return plan;
  }

  return withinLimits(plan, await readAccountLimits(access, businessAccountId));
};
