/**
 * The subscriptions that bring delivery statuses: the app's webhook, that of the app to the account,
 * and the callbacks that override the app's. Sources: Meta, "Webhooks: overview", "Application
 * subscriptions", "Override callback URL".
 */
import { z } from 'zod';

import { type Censor } from './censor.js';
import { type CallFailure, SendFailure } from './failure.js';
import { type GraphCall, graphCall } from './graph-call.js';
import { tolerant } from './tolerant.js';

/** An app, an account and their credentials, as the calls below need them. */
export type SubscribedApp = {
  baseUrl: string;
  apiVersion: string;
  appId: string;
  appSecret: string;
  accessToken: string;
  /** WABA id. */
  businessAccountId: string;
  /** The numbers whose own callbacks matter; may be empty. */
  phoneNumberIds: readonly string[];
  censor: Censor;
};

export type AppWebhook = { callbackUrl: string; isActive: boolean; fields: readonly string[] };

/** All that Meta says about where delivery statuses go. */
export type Subscriptions = {
  webhook?: AppWebhook | undefined;
  account: { isSubscribed: boolean; overrideUrl?: string | undefined };
  /** Those numbers that have a callback of their own. */
  numbers: ReadonlyArray<{ id: string; overrideUrl: string }>;
};

/** What a call was about: with the app's own token, or with the access token. */
export type SubscriptionSubject = 'app' | 'account' | 'number';

/** A call about subscriptions that failed. Free of secrets. */
export class SubscriptionFailure extends Error {
  constructor(
    readonly failure: CallFailure,
    readonly subject: SubscriptionSubject,
    /** Of the app, the account or the number. */
    readonly id: string,
    /** What Meta was asked to call. */
    readonly callbackUrl?: string
  ) {
    super(failure.kind);
  }
}

/** The one object whose webhooks are WhatsApp's. */
const whatsApp = 'whatsapp_business_account';

type SubjectCall = Omit<GraphCall, 'path'> & {
  subject: SubscriptionSubject;
  id: string;
  edge?: string;
};

/** What was answered is read where it matters; otherwise the subscriptions are read back. */
const call = async (app: SubscribedApp, { subject, id, edge, ...rest }: SubjectCall) => {
  const { appId, appSecret, accessToken } = app;
  const token = subject === 'app' ? `${appId}|${appSecret}` : accessToken;

  try {
    return await graphCall({ ...app, token }, { ...rest, path: edge ? `${id}/${edge}` : id });
  } catch (error: unknown) {
    throw error instanceof SendFailure && error.failure.kind !== 'refused'
      ? new SubscriptionFailure(error.failure, subject, id, rest.form?.callback_url)
      : error;
  }
};

/** Another shape than Meta's comes from something that is not Meta. */
const read = async <Output>(
  app: SubscribedApp,
  { subject, id, ...rest }: Omit<SubjectCall, 'method'>,
  guard: z.ZodType<Output, z.ZodTypeDef, unknown>
): Promise<Output> => {
  const answer = await call(app, { ...rest, subject, id, method: 'GET' });
  const { success, data } = guard.safeParse(answer);

  if (!success) {
    const { host } = new URL(app.baseUrl);

    throw new SubscriptionFailure({ kind: 'unreadable', host, status: 200 }, subject, id);
  }

  return data;
};

const isDefined = <Value>(value: Value | undefined): value is Value => value !== undefined;

/** What is of another kind is left out. */
const listOf = <Output>(guard: z.ZodType<Output, z.ZodTypeDef, unknown>) =>
  z
    .array(tolerant(guard))
    .transform((entries) => entries.filter((entry): entry is Output => isDefined(entry)));

/** Meta writes a field with its version; older answers have its name alone. */
const fieldGuard = z.union([
  z.string(),
  z.object({ name: z.string() }).transform(({ name }) => name),
]);

const webhooksGuard = z.object({
  data: listOf(
    z.object({
      object: z.literal(whatsApp),
      callback_url: z.string(),
      active: z.boolean().default(true),
      fields: listOf(fieldGuard).default([]),
    })
  ),
});

const appsGuard = z.object({
  data: listOf(
    z.object({
      whatsapp_business_api_data: z.object({ id: z.coerce.string() }),
      override_callback_uri: tolerant(z.string().min(1)),
    })
  ),
});

const numberGuard = z.object({
  webhook_configuration: tolerant(z.object({ phone_number: tolerant(z.string().min(1)) })),
});

/**
 * The app's own webhook; there may be none.
 *
 * @throws {SubscriptionFailure}
 */
export const readWebhook = async (app: SubscribedApp): Promise<AppWebhook | undefined> => {
  const target = { subject: 'app', id: app.appId, edge: 'subscriptions' } as const;
  const {
    data: [webhook],
  } = await read(app, target, webhooksGuard);

  return (
    webhook && {
      callbackUrl: webhook.callback_url,
      isActive: webhook.active,
      fields: webhook.fields,
    }
  );
};

/**
 * Whether the account is subscribed to the app, and what the app's callback is replaced with.
 *
 * @throws {SubscriptionFailure}
 */
export const readAccountSubscription = async (
  app: SubscribedApp
): Promise<Subscriptions['account']> => {
  const target = {
    subject: 'account',
    id: app.businessAccountId,
    edge: 'subscribed_apps',
  } as const;
  const { data } = await read(app, target, appsGuard);
  const entry = data.find(({ whatsapp_business_api_data: { id } }) => id === app.appId);

  return { isSubscribed: entry !== undefined, overrideUrl: entry?.override_callback_uri };
};

const readNumber = async (app: SubscribedApp, id: string): Promise<Subscriptions['numbers']> => {
  const target = { subject: 'number', id, query: { fields: 'webhook_configuration' } } as const;
  const { webhook_configuration: configuration } = await read(app, target, numberGuard);

  return configuration?.phone_number ? [{ id, overrideUrl: configuration.phone_number }] : [];
};

/**
 * Asks Meta where delivery statuses go.
 *
 * The calls follow each other: the first one that is refused tells which credential is wrong.
 *
 * @throws {SubscriptionFailure}
 */
export const readSubscriptions = async (app: SubscribedApp): Promise<Subscriptions> => {
  const webhook = await readWebhook(app);
  const account = await readAccountSubscription(app);
  const numbers = await Promise.all(app.phoneNumberIds.map(async (id) => readNumber(app, id)));

  return { webhook, account, numbers: numbers.flat() };
};

/**
 * Sets the app's webhook, in the place of the one that it has. Meta calls the address before it
 * answers, with the verify token.
 *
 * @param fields All that are wanted: it is not documented whether those that are left out stay.
 * @throws {SubscriptionFailure} Also when the address does not take the handshake: code 2200 or 2201.
 */
export const setWebhook = async (
  app: SubscribedApp,
  {
    callbackUrl,
    verifyToken,
    fields,
  }: { callbackUrl: string; verifyToken: string; fields: readonly string[] }
) => {
  await call(app, {
    subject: 'app',
    id: app.appId,
    edge: 'subscriptions',
    method: 'POST',
    form: {
      object: whatsApp,
      callback_url: callbackUrl,
      verify_token: verifyToken,
      fields: fields.join(','),
    },
  });
};

/** Without the name of the object, Meta would remove the app's webhooks of every kind. */
export const removeWebhook = async (app: SubscribedApp) => {
  await call(app, {
    subject: 'app',
    id: app.appId,
    edge: 'subscriptions',
    method: 'DELETE',
    query: { object: whatsApp },
  });
};

/** Subscribes the app of the access token to the account; takes the account's own callback away. */
export const subscribeToAccount = async (app: SubscribedApp) => {
  await call(app, {
    subject: 'account',
    id: app.businessAccountId,
    edge: 'subscribed_apps',
    method: 'POST',
  });
};

export const unsubscribeFromAccount = async (app: SubscribedApp) => {
  await call(app, {
    subject: 'account',
    id: app.businessAccountId,
    edge: 'subscribed_apps',
    method: 'DELETE',
  });
};

/** Takes the callback of one number away. */
export const removeNumberOverride = async (app: SubscribedApp, id: string) => {
  await call(app, {
    subject: 'number',
    id,
    method: 'POST',
    json: { webhook_configuration: { override_callback_uri: '' } },
  });
};
