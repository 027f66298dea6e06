/** Where a command has the connector's config from, and the options that say so. */
import { type Command } from 'commander';

import { type Environment, type Tenant, type TenantFlags, openTenant } from '../logto/tenant.js';

import { CommandProblem } from './command-problem.js';
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

  the connector of a Logto that runs, with LOGTO_APP_ID and LOGTO_APP_SECRET of a
  machine-to-machine app in the environment:
    --logto https://auth.example.com`;

const sourceHelp = `
Where the config comes from, the first that is there:
  --config connector.json   the JSON of Console, or a connector as Logto's
                            Management API gives it
  WHATSAPP_ACCESS_TOKEN     the environment; also WHATSAPP_PHONE_NUMBER_ID,
                            WHATSAPP_BUSINESS_ACCOUNT_ID, WHATSAPP_APP_SECRET,
                            WHATSAPP_TEMPLATES and WHATSAPP_FALLBACK (JSON),
                            WHATSAPP_ALLOWED_COUNTRIES, WHATSAPP_GATEWAY,
                            WHATSAPP_BASE_URL, WHATSAPP_API_VERSION,
                            RELAY_URL, RELAY_SECRET
  --logto <url>             the connector of that Logto. With one of the two
                            above, the config is theirs; of the Logto, only the
                            languages are read, and the templates written

--logto takes the id and the secret of a machine-to-machine app from
LOGTO_APP_ID and LOGTO_APP_SECRET: Console → Applications → Create application
→ Machine-to-machine, with the role "Logto Management API access".`;

/** The options that say where the config is. */
export const withSetupOptions = (command: Command): Command =>
  command
    .option('--config <file>', "the connector's config, as JSON")
    .option('--logto <url>', "a Logto tenant's endpoint, such as https://auth.example.com")
    .option(
      '--logto-resource <indicator>',
      'the indicator of its Management API, with a domain of your own in Logto Cloud: https://<tenant id>.logto.app/api'
    )
    .addHelpText('after', sourceHelp);

const sourceInTenant = async (tenant: Tenant): Promise<SetupSource> => {
  const connector = await tenant.connector();

  if (!connector) {
    throw new CommandProblem(
      `The Logto at ${tenant.origin} has no connector for WhatsApp one-time codes yet.\nSet it up in Console (Connectors → SMS; "npx @logto/cli connector add whatsapp-otp" installs it), or give the config as well: --config connector.json, or WHATSAPP_ACCESS_TOKEN.`
    );
  }

  return { origin: tenant.origin, raw: connector.config };
};

const findSource = async (flags: SetupFlags, environment: Environment): Promise<SetupSource> => {
  if (flags.config !== undefined) {
    return readConfigFile(flags.config);
  }

  const inEnvironment = readConfigEnvironment(environment);

  if (inEnvironment) {
    return inEnvironment;
  }

  const tenant = await openTenant(flags, environment);

  if (!tenant) {
    throw new CommandProblem(howToGiveOne);
  }

  return sourceInTenant(tenant);
};

/**
 * Reads the connector's config: from `--config`, else from the environment when it has
 * `WHATSAPP_ACCESS_TOKEN`, else from the connector of `--logto`.
 *
 * @throws {CommandProblem} When there is none, it cannot be got at, or it cannot be told where its
 * token may be sent. Whatever else is wrong with it stands among the issues.
 */
export const readSetup = async (flags: SetupFlags, environment: Environment): Promise<Setup> => {
  const source = await findSource(flags, environment);
  const logtoSecret = environment.LOGTO_APP_SECRET?.trim();

  return parseSetup({
    ...source,
    secrets: [...(source.secrets ?? []), ...(logtoSecret ? [logtoSecret] : [])],
  });
};
