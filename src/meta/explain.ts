import { type ErrorEntry, errorEntries } from './error-codes.js';
import { type Gateway } from './gateways.js';

/** What identifies an error, at once or by webhook. */
export type ErrorIdentity = {
  source?: '360dialog' | undefined;
  code?: number | undefined;
  subcode?: number | undefined;
  /** Meta's message; only searched for the words of `ErrorEntry.mentions`. */
  message?: string | undefined;
  /** Meta's own word that the same request may succeed. */
  isTransient?: boolean | undefined;
  status: number;
};

const covers = (
  { code, through, subcode, mentions, source }: ErrorEntry,
  identity: ErrorIdentity
): boolean =>
  source === identity.source &&
  identity.code !== undefined &&
  identity.code >= code &&
  identity.code <= (through ?? code) &&
  (subcode === undefined || subcode === identity.subcode) &&
  (mentions === undefined || Boolean(identity.message?.includes(mentions)));

/** The more an entry asks for, the better it fits when it is met. */
const precision = ({ subcode, mentions, through }: ErrorEntry): number =>
  (subcode === undefined ? 0 : 2) + (mentions === undefined ? 0 : 2) - (through ? 1 : 0);

const notHandled = new Set([429, 503]);

/** Whether a server says by its status, in whatever words, that it did not handle the request. */
export const isNotHandled = (status: number): boolean => notHandled.has(status);

/**
 * Whether an error that nobody has described was certainly not accepted. A 502 or 504 is a gateway
 * that has lost sight of what happened behind it.
 */
const isCertainlyRefused = ({ status, code, source }: ErrorIdentity): boolean =>
  isNotHandled(status) ||
  (status >= 500 && status !== 502 && status !== 504 && code !== undefined && !source);

const unknown = (identity: ErrorIdentity): ErrorEntry => {
  const { status, code = 0 } = identity;
  const common = {
    section: 'Unknown',
    code,
    http: status,
    when: 'sync',
    action: isCertainlyRefused(identity) ? 'retry' : 'sms',
  } as const;

  if (status === 429) {
    return {
      ...common,
      title: 'Too many requests',
      meaning: 'Too many requests were made',
      remedy: 'Wait a moment, and send more slowly',
      becomes: { error: 'RateLimitExceeded' },
    };
  }

  return status >= 500
    ? {
        ...common,
        title: 'Unknown problem of the service',
        meaning: 'The WhatsApp service had a problem with the request',
        remedy: "Check Meta's status page, metastatus.com/whatsapp-business-api",
        becomes: { error: 'General', person: 'unavailable' },
      }
    : {
        ...common,
        title: 'Unknown error',
        meaning: 'The request was refused with an error that this connector does not know',
        remedy:
          "If the config has a base URL, check it; otherwise look the code up on Meta's page of error codes",
        becomes: { error: 'General', person: 'failed' },
      };
};

const newApiKey =
  'Open the 360dialog Hub, check the state of the number, and if it is well, generate a new API key and paste it here';

/**
 * An entry as it is with 360dialog, which holds token and number on one's behalf: the form has the
 * API key, and no other field that an error about them could be shown for.
 */
const behind360dialog = (entry: ErrorEntry): ErrorEntry => {
  const { source, becomes, remedy } = entry;

  if (source !== undefined || becomes.error !== 'InvalidConfig') {
    return entry;
  }

  switch (becomes.concerns) {
    case 'templateName':
    case 'language': {
      return entry;
    }

    case 'accessToken':
    case 'appSecret':
    case 'phoneNumberId': {
      return {
        ...entry,
        becomes: { error: 'InvalidConfig', concerns: 'accessToken' },
        remedy: becomes.concerns === 'phoneNumberId' ? remedy : newApiKey,
      };
    }
  }
};

/**
 * What an error means and what to do about it.
 *
 * @returns The entry that fits best. A code that the table does not have is tried again only when it
 * was certainly refused.
 */
export const explainError = (identity: ErrorIdentity, gateway: Gateway = 'meta'): ErrorEntry => {
  const [best] = errorEntries
    .filter((entry) => covers(entry, identity))
    .slice()
    .sort((one, other) => precision(other) - precision(one));
  const general = best ?? unknown(identity);
  const entry = gateway === '360dialog' ? behind360dialog(general) : general;

  return identity.isTransient && entry.action === 'sms' ? { ...entry, action: 'retry' } : entry;
};
