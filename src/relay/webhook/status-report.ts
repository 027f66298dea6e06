/** One delivery status, as it comes in a webhook. Source: Meta, "Status messages webhook". */
import { isRecord } from '../../json/is-record.js';

/** What became of a message. */
export type StatusReport = {
  /** Meta's id of the message; it holds the number, and must not be shown. */
  messageId: string;
  status: 'sent' | 'delivered' | 'read' | 'failed';
  /** Only of `failed`, and not always. */
  errorCode?: number;
};

/** A map, because an object would also know "constructor". */
const kinds: ReadonlyMap<unknown, StatusReport['status']> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  // A voice message that was listened to.
  ['played', 'read'],
  ['failed', 'failed'],
]);

/** Printable ASCII: PostgreSQL, for one, takes no text with a zero in it. */
const idShape = /^[!-~]{1,512}$/;

/** What fits into 32 bits; Meta's codes have up to seven digits. */
const codeShape = /^\d{1,9}$/;

/** Meta writes some numbers as text, and other software writes them anew as it likes. */
const codeOf = (value: unknown): number | undefined =>
  (typeof value === 'string' || typeof value === 'number') && codeShape.test(String(value))
    ? Number(value)
    : undefined;

const errorCodeIn = (errors: unknown): number | undefined => {
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;

  return isRecord(first) ? codeOf(first.code) : undefined;
};

/**
 * @returns `unknownStatus` for a kind that is not among Meta's or tells nothing of the delivery;
 * `malformed` without a usable id. Anything else that is odd counts as absent.
 */
export const readStatus = (value: unknown): StatusReport | 'unknownStatus' | 'malformed' => {
  if (!isRecord(value) || typeof value.status !== 'string') {
    return 'malformed';
  }

  const { id } = value;
  const status = kinds.get(value.status);

  if (!status) {
    return 'unknownStatus';
  }

  if (typeof id !== 'string' || !idShape.test(id)) {
    return 'malformed';
  }

  const errorCode = status === 'failed' ? errorCodeIn(value.errors) : undefined;

  return {
    messageId: id,
    status,
    ...(errorCode !== undefined && { errorCode }),
  };
};
