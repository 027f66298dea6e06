import { type Context } from 'hono';
import { type ContentfulStatusCode } from 'hono/utils/http-status';

/** Why a request was not taken, for whoever operates its sender. */
export type Refusal = { code: string; message: string; remedy: string };

export const refuse = (context: Context, status: ContentfulStatusCode, error: Refusal) =>
  context.json({ error }, status);

/** Those that every route can have. */
export const refusals = Object.freeze({
  notFound: {
    code: 'not_found',
    message: 'There is nothing at this address.',
    remedy:
      'The relay has /webhook, /deliveries, /summary, /metrics, /healthz, /readyz, and the status page at /.',
  },
  unavailable: {
    code: 'unavailable',
    message: 'The relay cannot store this at the moment.',
    remedy: 'Send it again later; /readyz tells whether the database answers.',
  },
  tooLarge: {
    code: 'too_large',
    message: 'This is larger than anything that belongs here.',
    remedy: 'Send it in parts.',
  },
  aborted: {
    code: 'incomplete',
    message: 'The request ended before its body did.',
    remedy: 'Send it again.',
  },
  unexpected: {
    code: 'unexpected',
    message: 'Something went wrong inside the relay.',
    remedy: 'Look for this time in its log.',
  },
} satisfies Record<string, Refusal>);
