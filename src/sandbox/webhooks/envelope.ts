/**
 * Webhooks as Meta writes them. Source: Meta, "Status messages webhook", "Webhooks: overview".
 */
import { createHmac } from 'node:crypto';

import { type SandboxPhoneNumber } from '../account.js';
import { type InboxMessage, type StatusReport } from '../inbox.js';
import { userIdOf, waIdOf } from '../wamid.js';

/** A delivery status that is to be reported. */
export type StatusUpdate = {
  message: InboxMessage;
  report: StatusReport;
  phoneNumber: SandboxPhoneNumber;
  callbackData: string | undefined;
  /** `pricing` comes with `sent`, and with the first that follows. */
  isPriced: boolean;
};

/** Something about the account or a template. */
export type AccountUpdate = { field: string; value: Readonly<Record<string, unknown>>; at: Date };

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Until this version, each status names a conversation. Source: Meta, "Status messages webhook". */
const lastVersionWithConversations = 23;

const day = 24 * 60 * 60;

const conversationOf = ({ message: { id }, report: { status, at } }: StatusUpdate) => ({
  conversation: {
    id,
    ...(status === 'sent' && { expiration_timestamp: String(seconds(new Date(at)) + day) }),
    origin: { type: 'authentication' },
  },
});

const pricing = {
  billable: true,
  pricing_model: 'PMP',
  type: 'regular',
  category: 'authentication',
};

type StatusOptions = {
  /** The number of the webhook's Graph version. */
  version: number;
  /** Whether `failed` echoes the callback data. */
  callbackDataOnFailed: boolean;
};

type Contact = { profile: { name: string }; wa_id: string; user_id: string };

export type RenderedStatus = {
  phoneNumber: SandboxPhoneNumber;
  contact?: Contact;
  status: Record<string, unknown>;
};

/** A status, and the contact that goes with it; a failed one has neither contact nor user id. */
export const renderStatus = (
  update: StatusUpdate,
  { version, callbackDataOnFailed }: StatusOptions
): RenderedStatus => {
  const { message, report, phoneNumber, callbackData, isPriced } = update;
  const waId = waIdOf(message.to);
  const hasFailed = report.status === 'failed';
  const userId = userIdOf(message.to);
  const { error } = report;

  return {
    phoneNumber,
    ...(!hasFailed && {
      contact: { profile: { name: `Test user ${waId.slice(-4)}` }, wa_id: waId, user_id: userId },
    }),
    status: {
      id: message.id,
      status: report.status,
      timestamp: String(seconds(new Date(report.at))),
      recipient_id: waId,
      ...(!hasFailed && { recipient_user_id: userId }),
      ...(callbackData !== undefined &&
        (!hasFailed || callbackDataOnFailed) && { biz_opaque_callback_data: callbackData }),
      ...(isPriced && version <= lastVersionWithConversations && conversationOf(update)),
      ...(isPriced && { pricing }),
      ...(error && {
        errors: [
          {
            code: error.code,
            title: error.title,
            message: error.title,
            error_data: { details: error.details },
            href: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes/',
          },
        ],
      }),
    },
  };
};

/** Statuses of one number share a change, but those that failed have one without contacts. */
const changeOf = (statuses: readonly RenderedStatus[]) => {
  const [first] = statuses;
  const byId = new Map(statuses.map(({ contact }) => [contact?.wa_id, contact]));
  const contacts = [...byId.values()].filter(Boolean);

  return {
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: {
        display_phone_number: first?.phoneNumber.displayPhoneNumber.replaceAll(/\D/g, ''),
        phone_number_id: first?.phoneNumber.id,
      },
      ...(contacts.length > 0 && { contacts }),
      statuses: statuses.map(({ status }) => status),
    },
  };
};

/** The body of a POST with delivery statuses, batched as Meta batches them: by number. */
export const statusEnvelope = (accountId: string, statuses: readonly RenderedStatus[]) => {
  const keyOf = ({ phoneNumber, contact }: RenderedStatus) =>
    `${phoneNumber.id} ${String(Boolean(contact))}`;
  const keys = [...new Set(statuses.map((status) => keyOf(status)))];

  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: accountId,
        changes: keys.map((key) => changeOf(statuses.filter((status) => keyOf(status) === key))),
      },
    ],
  };
};

/** The body of a POST about the account: only here an entry has a `time`. */
export const accountEnvelope = (accountId: string, { field, value, at }: AccountUpdate) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: accountId, time: seconds(at), changes: [{ value, field }] }],
});

/** JSON as Meta writes it: what is not ASCII is escaped, and the signature is over these bytes. */
export const toMetaJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[\u0080-\uFFFF]/g,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`
  );

/** The header `X-Hub-Signature-256`. Source: Meta, "Graph API webhooks: getting started". */
export const signatureOf = (body: string | Uint8Array, appSecret: string): string =>
  `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
