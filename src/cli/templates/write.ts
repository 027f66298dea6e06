/** Where the config goes after `templates apply`. */
import { discover } from '../../meta/diagnostics/discover.js';
import { patiently } from '../../templates/perform.js';
import { type TemplateEntry } from '../../types.js';
import { type Terminal } from '../output/terminal.js';

import { writeToTenant } from './config.js';
import { saveConfigFile } from './save.js';
import { type Session } from './session.js';

/** The whole config, with ids that it did not name. */
const completeConfig = async (
  { setup, access, businessAccountId }: Session,
  templates: readonly TemplateEntry[]
): Promise<Record<string, unknown>> => {
  const { phoneNumberId } = await patiently(
    async () => discover(access, { businessAccountId, phoneNumberId: setup.phoneNumberId }),
    { wasReached: true }
  );

  return {
    gateway: setup.gateway,
    ...setup.raw,
    ...(phoneNumberId !== undefined && { phoneNumberId }),
    businessAccountId,
    templates,
  };
};

export type Writing = {
  entries: readonly TemplateEntry[];
  /** The entries that a config is to have, given those that it has. */
  merge: (before: readonly TemplateEntry[]) => readonly TemplateEntry[];
  file: string | undefined;
  /** Whether nobody is to be asked. */
  isAgreed: boolean;
};

/**
 * Writes the config into the file and into the tenant, where they are given.
 *
 * @returns What was done, for scripts.
 * @throws {CommandProblem} {SendFailure}
 */
export const writeConfig = async (
  terminal: Terminal,
  session: Session,
  { entries, merge, file, isAgreed }: Writing
) => {
  const { tenant } = session;

  if (entries.length === 0 || (file === undefined && !tenant)) {
    return {};
  }

  const config = await completeConfig(session, entries);

  if (file !== undefined) {
    await saveConfigFile(file, config);
    terminal.print();
    terminal.printWrapped(
      `The whole config is in ${file}, for --config. It holds the access token in clear; only you may read it.`
    );
  }

  if (!tenant) {
    return { saved: file };
  }

  const result = await writeToTenant(terminal, tenant, { config, merge, isAgreed });

  return { ...(file !== undefined && { saved: file }), logto: { origin: tenant.origin, result } };
};
