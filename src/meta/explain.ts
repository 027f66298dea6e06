import { type ErrorEntry, errorEntries } from './error-codes.js';

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

const unknown = ({ status, code = 0 }: ErrorIdentity): ErrorEntry =>
  status >= 500
    ? {
        section: 'Unknown',
        code,
        http: status,
        title: 'Unknown problem of the service',
        meaning: 'The WhatsApp service had a problem with the request',
        remedy: "Check Meta's status page, metastatus.com/whatsapp-business-api",
        when: 'sync',
        action: 'retry',
        becomes: { error: 'General', person: 'unavailable' },
      }
    : {
        section: 'Unknown',
        code,
        http: status,
        title: 'Unknown error',
        meaning: 'The request was refused with an error that this connector does not know',
        remedy: "Look the code up on Meta's page of error codes, and read the details",
        when: 'sync',
        action: 'sms',
        becomes: { error: 'General', person: 'failed' },
      };

/**
 * What an error means and what to do about it.
 *
 * @returns The entry that fits best. For a code that the table does not have: transient when the
 * status is 5xx, permanent otherwise.
 */
export const explainError = (identity: ErrorIdentity): ErrorEntry => {
  const [best] = errorEntries
    .filter((entry) => covers(entry, identity))
    .slice()
    .sort((one, other) => precision(other) - precision(one));
  const entry = best ?? unknown(identity);

  return identity.isTransient && entry.action === 'sms' ? { ...entry, action: 'retry' } : entry;
};
