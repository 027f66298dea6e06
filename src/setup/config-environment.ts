/** A connector's config in environment variables, with the names that the relay has too. */
import { commaSeparated } from '../config/comma-separated.js';
import { type Environment } from '../logto/tenant.js';

import { type SetupSource } from './setup-source.js';

/** Each variable and the key of the config that it stands for. */
const keys = Object.freeze({
  WHATSAPP_ACCESS_TOKEN: 'accessToken',
  WHATSAPP_APP_SECRET: 'appSecret',
  WHATSAPP_PHONE_NUMBER_ID: 'phoneNumberId',
  WHATSAPP_BUSINESS_ACCOUNT_ID: 'businessAccountId',
  WHATSAPP_BASE_URL: 'baseUrl',
  WHATSAPP_API_VERSION: 'apiVersion',
  WHATSAPP_GATEWAY: 'gateway',
  WHATSAPP_TEMPLATES: 'templates',
  WHATSAPP_FALLBACK: 'fallback',
  WHATSAPP_ALLOWED_COUNTRIES: 'allowedCountries',
  RELAY_URL: 'relayUrl',
  RELAY_SECRET: 'relaySecret',
});

/** While one of these is being changed, the relay has several; the connector has the first. */
const lists: ReadonlySet<string> = new Set([
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_PHONE_NUMBER_ID',
  'RELAY_SECRET',
]);

const jsonVariables: ReadonlySet<string> = new Set(['WHATSAPP_TEMPLATES', 'WHATSAPP_FALLBACK']);

type Variable = { name: string; key: string; value: unknown; problem?: string };

const readJson = (text: string): Pick<Variable, 'value' | 'problem'> => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return {
      value: undefined,
      problem:
        'This is no JSON. Write it as it stands in Console, and put single quotes around it in a shell.',
    };
  }
};

const readVariable = (name: string, key: string, text: string): Variable => {
  if (jsonVariables.has(name)) {
    return { name, key, ...readJson(text) };
  }

  return { name, key, value: lists.has(name) ? (commaSeparated(text)[0] ?? '') : text };
};

const nameOf = (key: string): string =>
  Object.entries(keys).find(([, other]) => other === key)?.[0] ?? key;

/** @returns `undefined` when the environment holds no access token: then it holds no config. */
export const readConfigEnvironment = (environment: Environment): SetupSource | undefined => {
  if (!environment.WHATSAPP_ACCESS_TOKEN?.trim()) {
    return;
  }

  const variables = Object.entries(keys).flatMap(([name, key]) => {
    const text = environment[name]?.trim();

    return text ? [readVariable(name, key, text)] : [];
  });

  return {
    origin: 'the environment',
    raw: Object.fromEntries(
      variables
        .filter(({ value }) => value !== undefined)
        .map(({ key, value }) => [key, value] as const)
    ),
    unreadable: variables.flatMap(({ name, key, problem }) =>
      problem === undefined ? [] : [{ key, path: name, message: problem }]
    ),
    nameOf,
    // Also those that come after the first.
    secrets: ['WHATSAPP_APP_SECRET', 'RELAY_SECRET'].flatMap((name) =>
      commaSeparated(environment[name] ?? '')
    ),
  };
};
