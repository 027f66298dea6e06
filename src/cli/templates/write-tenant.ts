/** `templates apply --logto`: the templates in the live connector. */
import { isDeepStrictEqual } from 'node:util';

import { type Tenant } from '../../logto/tenant.js';
import { CommandProblem } from '../../problem/command-problem.js';
import { type TemplateEntry } from '../../types.js';
import { type Terminal } from '../output/terminal.js';

import { askFor } from './ask.js';
import { printChange } from './entries-text.js';
import { type Session } from './session.js';
import { readTarget } from './target.js';

type TenantChange = {
  /** For a connector that is not there yet. */
  config: Record<string, unknown> | undefined;
  /** The templates that its connector is to have, given those that it has. */
  merge: (before: readonly TemplateEntry[]) => readonly TemplateEntry[];
  /** Whether nobody is to be asked. */
  isAgreed: boolean;
};

/** `unanswered` when nobody could be asked. */
export type TenantResult = 'unchanged' | 'created' | 'updated' | 'declined' | 'unanswered';

/**
 * Shows the change, asks, and writes it.
 *
 * @returns What was done.
 * @throws {CommandProblem} When Logto refuses, or somebody was quicker.
 */
export const writeToTenant = async (
  terminal: Terminal,
  tenant: Tenant,
  session: Session,
  { config, merge, isAgreed }: TenantChange
): Promise<TenantResult> => {
  terminal.progress(`Reading the connector in ${tenant.origin} …`);
  // A review can take hours: it is read once more.
  const { stored, entries: before } = await readTarget(tenant, session);

  if (!stored && !config) {
    throw new CommandProblem(
      'Somebody has removed the connector in the meantime; nothing was written into Logto.\nRun the command again.'
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
  const answer = isAgreed
    ? 'yes'
    : await askFor(terminal, `Write this into the connector's config in ${tenant.origin}?`);

  switch (answer) {
    case 'nobody': {
      terminal.printWrapped(
        'Not written, because nobody can be asked. Run the command again with --yes: what is done is skipped.'
      );

      return 'unanswered';
    }

    case 'no': {
      terminal.print('Not written.');

      return 'declined';
    }

    case 'yes': {
      terminal.progress(`Writing into ${tenant.origin} …`);
      const result = await tenant.saveConfig({ ...config, templates: after }, stored);
      terminal.print(`Written into ${tenant.origin}, and read back.`);

      return result;
    }
  }
};
