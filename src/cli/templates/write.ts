/** Where the config goes after `templates apply`. */
import { isBlank } from '../../config/field.js';
import { discover } from '../../meta/diagnostics/discover.js';
import { CommandProblem } from '../../problem/command-problem.js';
import { type CallExplanation } from '../../problem/explain-call.js';
import { patiently } from '../../templates/perform.js';
import { type TemplateEntry } from '../../types.js';
import { type Terminal } from '../output/terminal.js';

import { explainTemplatesError } from './failure.js';
import { saveConfigFile } from './save.js';
import { type Session, noteProblem } from './session.js';
import { readTarget } from './target.js';
import { type TenantResult, writeToTenant } from './write-tenant.js';

/** The whole config but for its templates, with ids that it did not name. */
const completeConfig = async ({
  setup,
  access,
  businessAccountId,
}: Session): Promise<Record<string, unknown>> => {
  const { phoneNumberId } = await patiently(async () =>
    discover(access, { businessAccountId, phoneNumberId: setup.phoneNumberId })
  );

  return {
    gateway: setup.gateway,
    ...setup.raw,
    ...(phoneNumberId !== undefined && { phoneNumberId }),
    businessAccountId,
  };
};

/** Where to write, and what besides the templates. */
export type Writing = {
  file: string | undefined;
  /** Only where a whole config is written: into a file, or into a connector that is created. */
  config: Record<string, unknown> | undefined;
  /** Whether nobody is to be asked. */
  isAgreed: boolean;
};

/**
 * Looks whether the config can be written when the templates are there, so that it does not turn out
 * only then.
 *
 * @throws {CommandProblem} {SendFailure}
 */
export const prepareWriting = async (
  session: Session,
  { file, isAgreed }: Omit<Writing, 'config'>
): Promise<Writing> => {
  const { tenant } = session;
  const target = tenant && (await readTarget(tenant, session));
  const creates = target !== undefined && !target.stored;
  const config = file !== undefined || creates ? await completeConfig(session) : undefined;

  if (creates && isBlank(config?.phoneNumberId)) {
    throw new CommandProblem(
      `The connector in ${tenant?.origin ?? ''} would be created without the number that it sends from: account ${session.businessAccountId} has several, or none.\nName one: "phoneNumberId" in the config, or WHATSAPP_PHONE_NUMBER_ID.`
    );
  }

  return { file, config, isAgreed };
};

type ConfigChange = {
  entries: readonly TemplateEntry[];
  /** The entries that a config is to have, given those that it has. */
  merge: (before: readonly TemplateEntry[]) => readonly TemplateEntry[];
};

/** For scripts. */
export type Written = {
  saved?: string;
  logto?: { origin: string; result: TenantResult };
  error?: CallExplanation;
};

/** The templates are made by now: what goes wrong is told besides them. */
const attempt = async (terminal: Terminal, write: () => Promise<Written>): Promise<Written> => {
  try {
    return await write();
  } catch (error: unknown) {
    const explanation = explainTemplatesError(error);

    if (!terminal.isJson) {
      noteProblem(terminal, explanation);
    }

    return { error: explanation };
  }
};

/**
 * Writes the config into the file and into the tenant, where they are given.
 *
 * @returns What was done.
 */
export const writeConfig = async (
  terminal: Terminal,
  session: Session,
  { file, config, isAgreed }: Writing,
  { entries, merge }: ConfigChange
): Promise<Written> => {
  const { tenant } = session;

  const save = async (): Promise<Written> => {
    if (file === undefined) {
      return {};
    }

    await saveConfigFile(file, { ...config, templates: entries });
    terminal.print();
    terminal.printWrapped(
      `The whole config is in ${file}, for --config. It holds the access token in clear; only you may read it.`
    );

    return { saved: file };
  };

  const update = async (): Promise<Written> => {
    if (!tenant) {
      return {};
    }

    const { origin } = tenant;

    return {
      logto: {
        origin,
        result: await writeToTenant(terminal, tenant, session, { config, merge, isAgreed }),
      },
    };
  };

  // Each by itself: one does not need the other.
  const saved = await attempt(terminal, save);
  const updated = await attempt(terminal, update);

  return { ...updated, ...saved };
};
