import { type Command } from 'commander';

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
