import { type ErrorEntry } from './error-codes.js';

/** What a gateway said when it refused a message, free of secrets. */
export type ErrorReport = {
  /** HTTP status of the answer. */
  status: number;
  code?: number | undefined;
  subcode?: number | undefined;
  /** Meta's own explanation, redacted. */
  details?: string | undefined;
  /** Meta's `fbtrace_id`, which its support asks for. */
  traceId?: string | undefined;
  /** How long the gateway asked us to wait, in milliseconds. */
  retryAfter?: number | undefined;
};

/**
 * Why a message did not go out, by what is certain about it.
 *
 * - `refused`: we did not send it.
 * - `answered`: the gateway said no, and why.
 * - `unreachable`: there was no connection, so nothing can have been accepted.
 * - `silent`, `lost`, `unreadable`: the request was written and the outcome is unknown. A second
 *   request could send a second message, because Meta has no idempotency key.
 */
export type Failure =
  | { kind: 'refused'; explanation: string }
  | { kind: 'answered'; report: ErrorReport; entry: ErrorEntry }
  | { kind: 'unreachable'; host: string; systemCode: string; lasting: boolean }
  | { kind: 'silent'; host: string; seconds: number }
  | { kind: 'lost'; host: string; systemCode: string }
  | { kind: 'unreadable'; host: string; status: number; retryAfter?: number | undefined };

/** Why a call that we did make has failed. */
export type CallFailure = Exclude<Failure, { kind: 'refused' }>;

/** The template that a failed message was made from, and where it stands in the config. */
export type FailedTemplate = { templateName: string; language: string; index: number };

/**
 * The one error inside the connector.
 *
 * It carries plain data without secrets, and never the error of an HTTP client: that one holds the
 * request, and with it the token, the number and the code.
 */
export class SendFailure extends Error {
  constructor(
    readonly failure: Failure,
    readonly template?: FailedTemplate
  ) {
    super(failure.kind);
  }
}

/** A message that we do not send. The explanation is read by whoever asked for the code. */
export const refuse = (explanation: string) => new SendFailure({ kind: 'refused', explanation });
