import { type Context } from 'hono';

import { type SandboxRules } from '../rules.js';

import { graphErrors } from './errors.js';
import { GraphError } from './graph-error.js';

/** Whatever was thrown, in the shape of the Graph API; what was not foreseen tells nothing. */
export const answerError = (context: Context, thrown: unknown, rules: SandboxRules): Response => {
  const error = thrown instanceof GraphError ? thrown : graphErrors.unknown();
  const { status, retryAfter, code } = error.fields;

  context.header('x-fb-trace-id', error.traceId);

  if (rules.retryAfter && retryAfter !== undefined) {
    context.header('retry-after', String(retryAfter));
  }

  if (status === 401) {
    context.header('www-authenticate', `OAuth "Facebook Platform" "invalid_token" "${code}"`);
  }

  return context.json(error.toBody(rules), status);
};
