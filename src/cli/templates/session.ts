/** What every subcommand of `templates` needs: a config, an account, and a way to end. */
import { type Tenant, openTenant } from '../../logto/tenant.js';
import { discover } from '../../meta/diagnostics/discover.js';
import { type GraphAccess } from '../../meta/graph-call.js';
import { CommandProblem } from '../../problem/command-problem.js';
import { type CallExplanation } from '../../problem/explain-call.js';
import { accessOf } from '../../setup/graph-access.js';
import { hasNoTemplates } from '../../setup/has-no-templates.js';
import { issuesAbout } from '../../setup/issues-about.js';
import { type SetupFlags, readSetup } from '../../setup/read-setup.js';
import { type Setup } from '../../setup/setup.js';
import { patiently, readTimeout } from '../../templates/perform.js';
import { exitCodes, runCommand } from '../output/run-command.js';
import { type OutputFlags, Terminal } from '../output/terminal.js';

import { explainTemplatesError, linesOf } from './failure.js';

export type Session = {
  setup: Setup;
  tenant?: Tenant | undefined;
  /** For calls that read. */
  access: GraphAccess;
  /** WABA id. */
  businessAccountId: string;
};

const requireAccess = (setup: Setup): GraphAccess => {
  if (setup.gateway === '360dialog') {
    throw new CommandProblem(
      'With 360dialog, templates are not managed through the Graph API.\nCreate them in the 360dialog Hub, with the settings of the guide: category Authentication, a copy-code button.'
    );
  }

  const access = accessOf(setup);

  if (!access) {
    throw new CommandProblem(
      [
        `There is no access token that can be used in ${setup.origin}.`,
        ...issuesAbout(setup, 'accessToken'),
      ].join('\n')
    );
  }

  return { ...access, timeout: readTimeout };
};

const requireAccount = async (access: GraphAccess, setup: Setup): Promise<string> => {
  const { businessAccountId, phoneNumberId } = setup;

  if (businessAccountId !== undefined) {
    return businessAccountId;
  }

  const { businessAccountId: found, accounts = [] } = await patiently(async () =>
    discover(access, { phoneNumberId })
  );

  if (found === undefined) {
    throw new CommandProblem(
      `${
        accounts.length > 1
          ? `The access token may manage several WhatsApp Business accounts: ${accounts.join(', ')}.`
          : 'The access token does not say which WhatsApp Business account it is for.'
      }\nName one: "businessAccountId" in the config, or WHATSAPP_BUSINESS_ACCOUNT_ID. The ID stands in WhatsApp → API Setup of the app's dashboard.`
    );
  }

  return found;
};

/**
 * Entries that cannot be read are not none: what they name would seem to be unused, and would be lost
 * when others are written.
 *
 * @throws {CommandProblem}
 */
export const requireReadableTemplates = (setup: Setup) => {
  const { templates, origin } = setup;

  if (templates.length === 0 && !hasNoTemplates(setup)) {
    throw new CommandProblem(
      [
        `The templates in ${origin} cannot be read. Mend them first, or leave them out to begin anew:`,
        ...issuesAbout(setup, 'templates'),
      ].join('\n')
    );
  }
};

/** @throws {CommandProblem} {SendFailure} When the account cannot be reached. */
export const openSession = async (flags: SetupFlags, terminal: Terminal): Promise<Session> => {
  terminal.progress('Reading the config …');
  const tenant = await openTenant(flags, process.env);
  const setup = await readSetup(flags, process.env, tenant);

  for (const note of setup.notes ?? []) {
    terminal.note(note);
  }

  requireReadableTemplates(setup);
  const access = requireAccess(setup);
  terminal.progress('Looking for the account …');

  return {
    setup,
    tenant,
    access,
    businessAccountId: await requireAccount(access, setup),
  };
};

/** What a person reads of a problem. */
export const noteProblem = (terminal: Terminal, explanation: CallExplanation) => {
  const [first = '', ...rest] = linesOf(explanation);

  terminal.note(first);

  for (const line of rest) {
    terminal.note(line, 2);
  }
};

const fail = (terminal: Terminal, error: unknown): number => {
  const explanation = explainTemplatesError(error);

  terminal.printJson({ error: explanation });

  if (!terminal.isJson) {
    noteProblem(terminal, explanation);
  }

  return exitCodes.failed;
};

/**
 * Runs a subcommand until it is done, or told to stop.
 *
 * @param work Returns with what the process is to end.
 * @param whenStopped What is said when somebody presses Ctrl-C.
 */
export const runTemplates = async (
  flags: OutputFlags,
  work: (terminal: Terminal) => Promise<number>,
  whenStopped: string
) => {
  const terminal = new Terminal(flags);

  await runCommand(
    terminal,
    async () => {
      try {
        return await work(terminal);
      } catch (error: unknown) {
        return fail(terminal, error);
      }
    },
    whenStopped
  );
};
