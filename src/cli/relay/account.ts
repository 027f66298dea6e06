/** The environment of `relay subscribe` and `relay unsubscribe`. */
import { z } from 'zod';

import { baseUrlRule, idRule, secretRule } from '../../config/account.js';
import { bareAddress, isLoopback, readAddress } from '../../config/address.js';
import { commaSeparated } from '../../config/comma-separated.js';
import {
  Problem,
  type Rule,
  defaultedField,
  optionalField,
  requiredField,
} from '../../config/field.js';
import { createCensor } from '../../meta/censor.js';
import { defaultGraphVersion, expiredSince, isGraphVersion } from '../../meta/graph-versions.js';
import { type SubscribedApp } from '../../meta/subscriptions.js';
import { CommandProblem } from '../../problem/command-problem.js';

/** The path at which the relay takes webhooks. */
const webhookPath = '/webhook';

/** Source: Meta, "Override callback URL"; taken for the app's own address as well. */
const longestCallbackUrl = 200;

/** The app and account that statuses come from, and the address of the relay that they go to. */
export type RelayAccount = SubscribedApp & {
  /** Where Meta calls the relay. */
  callbackUrl: string;
};

export type RelaySubscription = RelayAccount & {
  /** What the relay expects in the handshake. */
  verifyToken: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Each part has to follow the rule. */
const listRule =
  (missing: string, rule: Rule<string>): Rule<readonly string[]> =>
  (text) => {
    const read = commaSeparated(text).map((part) => rule(part));
    const problem = read.find((part) => part instanceof Problem);

    if (problem instanceof Problem) {
      return problem;
    }

    return read.length > 0 ? read.filter((part) => typeof part === 'string') : new Problem(missing);
  };

/** Reads the public address of the relay as the address that Meta calls. */
const callbackRule: Rule<string> = (text) => {
  const url = readAddress(text, 'https://relay.example.com');

  if (url instanceof Problem) {
    return url;
  }

  if (url.protocol === 'http:' && !isLoopback(url)) {
    return new Problem(
      'Meta calls https only, with a public certificate. http is for a sandbox on this machine (localhost, 127.0.0.1).'
    );
  }

  const address = bareAddress(url);

  if (address instanceof Problem) {
    return address;
  }

  if (address.endsWith(webhookPath)) {
    return new Problem(`Leave ${webhookPath} out of the address; it is added to it.`);
  }

  const callbackUrl = `${address}${webhookPath}`;

  return callbackUrl.length > longestCallbackUrl
    ? new Problem(
        `With ${webhookPath} behind it, the address has ${callbackUrl.length} characters; Meta takes ${longestCallbackUrl}.`
      )
    : callbackUrl;
};

const versionRule =
  (now: () => Date): Rule<string> =>
  (text) => {
    const end = isGraphVersion(text) ? expiredSince(text, now()) : 'no version';

    return end === undefined
      ? text
      : new Problem(
          `Take a Graph API version that can still be called, written like ${defaultGraphVersion}; or leave it out.`
        );
  };

const appSecretMissing =
  "It is missing. In the app's dashboard, open App settings → Basic: App secret.";
const numberHint = 'Copy the phone number ID, not the number itself.';

const accountFields = (now: () => Date) => ({
  WHATSAPP_APP_ID: requiredField(
    "It is missing. In the app's dashboard, open App settings → Basic: App ID.",
    idRule('app ID', "It stands at the top of the app's dashboard.")
  ),
  WHATSAPP_APP_SECRET: requiredField(
    appSecretMissing,
    listRule(appSecretMissing, secretRule('app secret'))
  ),
  WHATSAPP_BUSINESS_ACCOUNT_ID: requiredField(
    "It is missing. In the app's dashboard, open WhatsApp → API Setup: WhatsApp Business Account ID.",
    idRule('business account ID', 'Copy the ID of the account, not its name.')
  ),
  WHATSAPP_ACCESS_TOKEN: requiredField(
    "It is missing. It is the connector's access token; Business settings → Users → System users makes one for this app, with whatsapp_business_messaging and whatsapp_business_management.",
    secretRule('access token')
  ),
  RELAY_PUBLIC_URL: requiredField(
    'It is missing. It is the address by which the internet reaches the relay, such as https://relay.example.com.',
    callbackRule
  ),
  WHATSAPP_PHONE_NUMBER_ID: optionalField(
    listRule(numberHint, idRule('phone number ID', numberHint))
  ),
  WHATSAPP_BASE_URL: defaultedField('https://graph.facebook.com', baseUrlRule),
  WHATSAPP_API_VERSION: defaultedField(defaultGraphVersion, versionRule(now)),
});

const verifyTokenField = requiredField(
  'It is missing. Make one up (openssl rand -base64 32), and start the relay with the same.',
  secretRule('verify token')
);

const parse = <Output>(
  guard: z.ZodType<Output, z.ZodTypeDef, unknown>,
  environment: Environment
): Output => {
  const { success, data, error } = guard.safeParse(environment);

  if (!success) {
    const problems = error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);

    throw new CommandProblem(
      ['These environment variables are missing, or cannot be used:', ...problems].join('\n')
    );
  }

  return data;
};

type ReadFields = z.infer<z.ZodObject<ReturnType<typeof accountFields>>>;

const toAccount = (fields: ReadFields, verifyToken?: string): RelayAccount => {
  const appSecrets = fields.WHATSAPP_APP_SECRET;
  // While a secret is being rotated, the relay knows both: the new one stands first.
  const [appSecret = ''] = appSecrets;
  const appId = fields.WHATSAPP_APP_ID;
  const accessToken = fields.WHATSAPP_ACCESS_TOKEN;

  return {
    baseUrl: fields.WHATSAPP_BASE_URL,
    apiVersion: fields.WHATSAPP_API_VERSION,
    appId,
    appSecret,
    accessToken,
    businessAccountId: fields.WHATSAPP_BUSINESS_ACCOUNT_ID,
    phoneNumberIds: fields.WHATSAPP_PHONE_NUMBER_ID ?? [],
    callbackUrl: fields.RELAY_PUBLIC_URL,
    censor: createCensor([accessToken, `${appId}|${appSecret}`, ...appSecrets, verifyToken]),
  };
};

/**
 * What `relay unsubscribe` has to know.
 *
 * @param now When the question is asked: Graph API versions expire.
 * @throws {CommandProblem} Names every variable that is missing or unusable, and where to find it.
 */
export const readAccount = (environment: Environment, now = () => new Date()): RelayAccount =>
  toAccount(parse(z.object(accountFields(now)), environment));

/**
 * What `relay subscribe` has to know: the account, and the verify token.
 *
 * @param now When the question is asked: Graph API versions expire.
 * @throws {CommandProblem} Names every variable that is missing or unusable, and where to find it.
 */
export const readSubscription = (
  environment: Environment,
  now = () => new Date()
): RelaySubscription => {
  const guard = z.object({ ...accountFields(now), WHATSAPP_VERIFY_TOKEN: verifyTokenField });
  const { WHATSAPP_VERIFY_TOKEN: verifyToken, ...fields } = parse(guard, environment);

  return { ...toAccount(fields, verifyToken), verifyToken };
};
