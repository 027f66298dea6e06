import { z } from 'zod';

import { type Censor } from './censor.js';
import { explainError } from './explain.js';
import { type ErrorReport, type Failure } from './failure.js';
import { tolerant } from './tolerant.js';

const statusGuard = z.enum(['accepted', 'held_for_quality_assessment', 'paused']);

/** A message that was taken for processing. It is neither sent nor delivered yet. */
export type AcceptedMessage = {
  messageId: string;
  /**
   * Meta leaves it out more often than not. `held_for_quality_assessment` means that Meta delays the
   * message, and may drop it. Source: Meta, "Portfolio pacing".
   */
  status: z.infer<typeof statusGuard>;
};

/** An HTTP answer, as far as it matters here. */
export type RawAnswer = {
  status: number;
  body: string;
  /** The header `Retry-After`, which Meta does not promise. */
  retryAfter?: string | undefined;
};

const acceptedGuard = z.object({
  messages: z
    .array(
      z.object({
        id: z.string().min(1),
        message_status: tolerant(statusGuard),
      })
    )
    .nonempty(),
});

/** A number, or digits in a string: gateways do not agree. */
const codeGuard = tolerant(
  z.union([z.number().int(), z.string().regex(/^\d+$/).transform(Number)])
);
const textGuard = tolerant(z.string());

const metaErrorGuard = z.object({
  error: z.object({
    message: textGuard,
    code: codeGuard,
    error_subcode: codeGuard,
    is_transient: tolerant(z.boolean()),
    error_user_msg: textGuard,
    fbtrace_id: textGuard,
    // An object on sends; a plain string on some management calls.
    error_data: tolerant(
      z.union([z.object({ details: textGuard }), z.string().transform((details) => ({ details }))])
    ),
  }),
});

/** The errors of 360dialog itself. */
const gatewayErrorGuard = z.object({
  meta: z.object({
    http_code: codeGuard,
    developer_message: textGuard,
    '360dialog_trace_id': textGuard,
  }),
});

/** The errors of the older WhatsApp API, which 360dialog still passes on. */
const legacyErrorGuard = z.object({
  errors: z.array(z.object({ code: codeGuard, title: textGuard, details: textGuard })).nonempty(),
});

type AnsweredError = Pick<ErrorReport, 'code' | 'subcode' | 'details' | 'traceId'> & {
  source?: '360dialog';
  message?: string | undefined;
  isTransient?: boolean | undefined;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const readMetaError = (body: unknown): AnsweredError | undefined => {
  const { data } = metaErrorGuard.safeParse(body);

  return (
    data && {
      code: data.error.code,
      subcode: data.error.error_subcode,
      isTransient: data.error.is_transient,
      message: data.error.message,
      details: data.error.error_user_msg ?? data.error.error_data?.details ?? data.error.message,
      traceId: data.error.fbtrace_id,
    }
  );
};

const readLegacyError = (body: unknown): AnsweredError | undefined => {
  const { data } = legacyErrorGuard.safeParse(body);

  return (
    data && { code: data.errors[0].code, details: data.errors[0].details ?? data.errors[0].title }
  );
};

const readGatewayError = (body: unknown): AnsweredError | undefined => {
  const { data } = gatewayErrorGuard.safeParse(body);

  if (data?.meta.http_code === undefined) {
    return;
  }

  const { http_code: code, developer_message: message = '' } = data.meta;
  const traceId = data.meta['360dialog_trace_id'];
  // `Invalid payload ({"error":…})`: what Meta said, inside what the gateway says.
  const embedded = readMetaError(parseJson(/{.*}/s.exec(message)?.[0] ?? ''));

  return embedded
    ? { traceId, ...embedded }
    : { source: '360dialog', code, details: message, traceId };
};

const milliseconds = (retryAfter: string | undefined): number | undefined => {
  const seconds = Number(retryAfter);

  return retryAfter && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
};

/**
 * What an answer to a send means.
 *
 * @param host Where it came from, for the explanation.
 */
export const readAnswer = (
  { status, body, retryAfter }: RawAnswer,
  host: string,
  censor: Censor
): AcceptedMessage | Failure => {
  const json = parseJson(body);

  if (status >= 200 && status < 300) {
    const accepted = acceptedGuard.safeParse(json).data?.messages[0];
    const messageId = accepted && censor.identifier(accepted.id);

    return messageId
      ? { messageId, status: accepted.message_status ?? 'accepted' }
      : { kind: 'unreadable', host, status };
  }

  const error = readMetaError(json) ?? readLegacyError(json) ?? readGatewayError(json);

  if (!error) {
    return { kind: 'unreadable', host, status };
  }

  return {
    kind: 'answered',
    entry: explainError({ ...error, status }),
    report: {
      status,
      code: error.code,
      subcode: error.subcode,
      details: error.details && censor.text(error.details),
      traceId: error.traceId && censor.identifier(error.traceId),
      retryAfter: milliseconds(retryAfter),
    },
  };
};
