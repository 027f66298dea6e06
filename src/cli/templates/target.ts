/** The connector in a Logto that `templates apply` writes into. */
import { type StoredConnector } from '../../logto/connector.js';
import { type Tenant } from '../../logto/tenant.js';
import { readNumbers } from '../../meta/diagnostics/number.js';
import { CommandProblem } from '../../problem/command-problem.js';
import { parseSetup } from '../../setup/parse-setup.js';
import { type Setup } from '../../setup/setup.js';
import { patiently } from '../../templates/perform.js';
import { type TemplateEntry } from '../../types.js';

import { type Session, requireReadableTemplates } from './session.js';

type Target = {
  /** `undefined` when the tenant has no connector of ours, and one can be created. */
  stored: StoredConnector | undefined;
  /** The templates that it has. */
  entries: readonly TemplateEntry[];
};

/** In what the connector leads elsewhere than the config that the templates are made for. */
const differencesFrom = async (
  theirs: Setup,
  { setup, access, businessAccountId }: Session
): Promise<string[]> => {
  const differing = (
    [
      ['gateway', theirs.gateway, setup.gateway],
      ['phoneNumberId', theirs.phoneNumberId, setup.phoneNumberId],
      ['businessAccountId', theirs.businessAccountId, businessAccountId],
    ] as const
  ).flatMap(([key, there, here]) =>
    there === undefined || here === undefined || there === here
      ? []
      : [`${key} ${there} there, ${here} here`]
  );
  const { phoneNumberId } = theirs;

  // They have no id in common that could be compared.
  if (
    differing.length === 0 &&
    phoneNumberId !== undefined &&
    theirs.businessAccountId === undefined &&
    setup.phoneNumberId === undefined
  ) {
    const numbers = await patiently(async () => readNumbers(access, businessAccountId));

    return numbers.some(({ id }) => id === phoneNumberId)
      ? []
      : [`phoneNumberId ${phoneNumberId} there, none of account ${businessAccountId} here`];
  }

  return differing;
};

/**
 * Reads the connector, and refuses what could not be written in the end: before anything is created,
 * and again before it is written.
 *
 * @throws {CommandProblem} {SendFailure}
 */
export const readTarget = async (tenant: Tenant, session: Session): Promise<Target> => {
  const stored = await tenant.target();

  if (!stored) {
    return { stored, entries: [] };
  }

  const theirs = parseSetup({ origin: tenant.origin, raw: stored.config });
  const differences = await differencesFrom(theirs, session);

  if (differences.length > 0) {
    throw new CommandProblem(
      `The connector in ${tenant.origin} sends for another account or number than the config from ${session.setup.origin}, and would not find its templates: ${differences.join('; ')}. Nothing was written into it.\nTo use the connector's own config, leave out --config, and unset WHATSAPP_ACCESS_TOKEN. If it is to move to the other account, change its IDs and its token in Console first.`
    );
  }

  requireReadableTemplates(theirs);

  return { stored, entries: theirs.templates };
};
