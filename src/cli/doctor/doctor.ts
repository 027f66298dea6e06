/** `connector-whatsapp-otp doctor`. */
import { Command } from 'commander';

import { countStates, diagnose } from '../../doctor/diagnose.js';
import { type Finding } from '../../doctor/finding.js';
import { gatherFacts, tenantTime } from '../../doctor/gather.js';
import { providers } from '../../fallback/providers.js';
import { openTenant } from '../../logto/tenant.js';
import { CommandProblem } from '../../problem/command-problem.js';
import { type SetupFlags, readSetup } from '../../setup/read-setup.js';
import { usualCodeLife } from '../../templates/needs.js';
import { completeCommands } from '../output/complete-commands.js';
import { exitCodes, runCommand } from '../output/run-command.js';
import { type OutputFlags, Terminal, withOutputOptions } from '../output/terminal.js';
import { withProgress } from '../output/with-progress.js';
import { withSetupOptions } from '../setup-options.js';
import { readCodeLife } from '../templates/options.js';

import { printReport } from './report.js';

export type DoctorFlags = SetupFlags & OutputFlags & { strict?: boolean; codeLife?: string };

type Environment = Readonly<Record<string, string | undefined>>;

const exitCodeOf = (findings: readonly Finding[], { strict = false }: DoctorFlags): number => {
  const { failed, warning } = countStates(findings);

  if (failed > 0) {
    return exitCodes.failed;
  }

  return strict && warning > 0 ? exitCodes.warnings : exitCodes.done;
};

const examine = async (
  flags: DoctorFlags,
  terminal: Terminal,
  environment: Environment
): Promise<number> => {
  const codeLife = readCodeLife(flags);
  const tenant = await openTenant(flags, environment, tenantTime);
  const setup = await readSetup(flags, environment, tenant);

  for (const note of setup.notes ?? []) {
    terminal.note(note);
  }

  const facts = await gatherFacts({
    setup,
    tenant,
    codeLife,
    environment,
    providers,
  });
  const findings = diagnose(facts).map((finding) => ({
    ...finding,
    ...(finding.remedy !== undefined && { remedy: completeCommands(finding.remedy, flags) }),
  }));
  printReport(terminal, findings);

  return exitCodeOf(findings, flags);
};

/**
 * Looks at everything and prints what it has found.
 *
 * @returns With what the process is to end.
 */
export const runDoctor = async (
  flags: DoctorFlags,
  terminal: Terminal,
  environment: Environment
): Promise<number> => {
  try {
    return await withProgress(
      terminal,
      'Asking Meta, and whoever else there is to ask …',
      async () => examine(flags, terminal, environment)
    );
  } catch (error: unknown) {
    // What it is may hold anything.
    const problem =
      error instanceof CommandProblem
        ? error.message
        : 'The doctor failed in a way that nobody foresaw. Please report it, with what you called.';

    terminal.printJson({ error: { meaning: problem } });

    if (!terminal.isJson) {
      terminal.note(problem);
    }

    return exitCodes.failed;
  }
};

const run = async (flags: DoctorFlags) => {
  const terminal = new Terminal(flags);

  await runCommand(
    terminal,
    async () => runDoctor(flags, terminal, process.env),
    'Stopped. The doctor changes nothing; run it again at any time.'
  );
};

const help = `
Examples:
  $ npx connector-whatsapp-otp doctor --config connector.json
  $ WHATSAPP_ACCESS_TOKEN=EAA… npx connector-whatsapp-otp doctor
  $ npx connector-whatsapp-otp doctor --logto https://auth.example.com --json

It changes nothing, neither at Meta nor in Logto. Three more variables let it see
more of a relay: RELAY_PUBLIC_URL, WHATSAPP_VERIFY_TOKEN and WHATSAPP_APP_SECRET.
It ends with 0 when all is well or there are warnings only, 1 on warnings with
--strict, 2 when something failed, 130 on Ctrl+C.`;

export const doctorCommand = (): Command =>
  withOutputOptions(
    withSetupOptions(
      new Command('doctor')
        .description(
          'Checks config, token, number, account, templates, relay and SMS fallback, and says what is wrong, why, and what to do about it.'
        )
        .option('--strict', 'end with 1 when there are warnings')
        .option(
          '--code-life <seconds>',
          'for how long a code is valid in Logto',
          `${usualCodeLife}`
        )
    )
  )
    .addHelpText('after', help)
    .action(run);
