/** Where the connector's config is had from. */
import { type Environment, type Tenant, type TenantFlags, openTenant } from '../logto/tenant.js';
import { CommandProblem } from '../problem/command-problem.js';

import { readConfigEnvironment } from './config-environment.js';
import { readConfigFile } from './config-file.js';
import { parseSetup } from './parse-setup.js';
import { type SetupSource } from './setup-source.js';
import { type Setup } from './setup.js';

export type SetupFlags = TenantFlags & {
  /** A file with the JSON of Console. */
  config?: string | undefined;
};

const howToGiveOne = `Where is the connector's config? Give it in one of three ways:

  its JSON from Console, in a file:
    --config connector.json

  environment variables; the token is enough to begin with:
    WHATSAPP_ACCESS_TOKEN=EAA…

  the connector of a Logto that runs, with LOGTO_APP_ID and LOGTO_APP_SECRET
  of a machine-to-machine app in the environment:
    --logto https://auth.example.com`;

const sourceInTenant = async (tenant: Tenant): Promise<SetupSource> => {
  const connector = await tenant.connector();

  if (!connector) {
    throw new CommandProblem(
      `The Logto at ${tenant.origin} has no connector for WhatsApp one-time codes yet.\nSet it up in Console (Connectors → SMS; "npx @logto/cli connector add whatsapp-otp" installs it), or give the config as well: --config connector.json, or WHATSAPP_ACCESS_TOKEN.`
    );
  }

  return { origin: tenant.origin, raw: connector.config };
};

const findSource = async (
  flags: SetupFlags,
  environment: Environment,
  opened?: Tenant
): Promise<SetupSource> => {
  if (flags.config !== undefined) {
    return readConfigFile(flags.config);
  }

  const inEnvironment = readConfigEnvironment(environment);

  if (inEnvironment) {
    return inEnvironment;
  }

  const tenant = opened ?? (await openTenant(flags, environment));

  if (!tenant) {
    throw new CommandProblem(howToGiveOne);
  }

  return sourceInTenant(tenant);
};

/**
 * Reads the connector's config: from `--config`, else from the environment when it has
 * `WHATSAPP_ACCESS_TOKEN`, else from the connector of `--logto`.
 *
 * @param tenant The one of `--logto`, where a command has opened it: it asks for one token only.
 * @throws {CommandProblem} When there is none, it cannot be got at, or it cannot be told where its
 * token may be sent. Whatever else is wrong with it stands among the issues.
 */
export const readSetup = async (
  flags: SetupFlags,
  environment: Environment,
  tenant?: Tenant
): Promise<Setup> => {
  const source = await findSource(flags, environment, tenant);
  const logtoSecret = environment.LOGTO_APP_SECRET?.trim();

  return parseSetup({
    ...source,
    secrets: [...(source.secrets ?? []), ...(logtoSecret ? [logtoSecret] : [])],
  });
};
