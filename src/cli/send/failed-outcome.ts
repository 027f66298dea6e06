/** What a send that did not end well means for the code: not every error says that it is not out. */
import { type ConnectorError } from '@logto/connector-kit';
import { z } from 'zod';

import { sentences } from '../../send/explain-failure.js';

import { type SendProblem } from './problem.js';

/**
 * - `failed`: the code was not sent.
 * - `accepted-unregistered`: WhatsApp has it, and the relay does not know of it.
 * - `unknown`: it may still arrive.
 */
export type FailedOutcome = 'failed' | 'accepted-unregistered' | 'unknown';

/** As the connector begins when the relay refuses what WhatsApp took. */
const takenByWhatsApp = 'WhatsApp took the message, but';

const unconfirmedGuard = z.union([
  z.object({ reason: z.enum(['silent', 'lost']) }),
  // Other statuses refuse the call, whatever stands below them.
  z.object({
    reason: z.literal('unreadable'),
    status: z.number().refine((status) => status < 300 || status >= 500),
  }),
  z.object({ errorDescription: z.literal(sentences.unconfirmedByBoth) }),
]);

/** @param problems What is told of the error. */
export const outcomeOfError = (
  { data }: ConnectorError,
  problems: readonly SendProblem[]
): FailedOutcome => {
  if (problems.some(({ explanation }) => explanation.startsWith(takenByWhatsApp))) {
    return 'accepted-unregistered';
  }

  return unconfirmedGuard.safeParse(data).success ? 'unknown' : 'failed';
};
