import { z } from 'zod';

import { parseJson } from '../json/parse-json.js';

import { type Censor } from './censor.js';
import { readErrorBody } from './error-body.js';
import { explainError } from './explain.js';
import { type Failure } from './failure.js';
import { type Gateway } from './gateways.js';
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
    .tuple([z.object({ id: z.string().min(1), message_status: tolerant(statusGuard) })])
    .rest(z.unknown()),
});

const milliseconds = (retryAfter: string | undefined): number | undefined =>
  retryAfter && /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : undefined;

/**
 * What an answer to a send means.
 *
 * @param host Where it came from, for the explanation.
 */
export const readAnswer = (
  { status, body, retryAfter }: RawAnswer,
  { host, gateway, censor }: { host: string; gateway: Gateway; censor: Censor }
): AcceptedMessage | Failure => {
  const json = parseJson(body);

  if (status >= 200 && status < 300) {
    const accepted = acceptedGuard.safeParse(json).data?.messages[0];

    return accepted
      ? {
          messageId: censor.messageId(accepted.id),
          status: accepted.message_status ?? 'accepted',
        }
      : { kind: 'unreadable', host, status };
  }

  const error = readErrorBody(json, gateway);

  if (!error) {
    return { kind: 'unreadable', host, status, retryAfter: milliseconds(retryAfter) };
  }

  return {
    kind: 'answered',
    entry: explainError({ ...error, status }, gateway),
    report: {
      status,
      code: error.code,
      subcode: error.subcode,
      details: error.details && censor.text(error.details),
      traceId: error.traceId && censor.traceId(error.traceId),
      retryAfter: milliseconds(retryAfter),
    },
  };
};
