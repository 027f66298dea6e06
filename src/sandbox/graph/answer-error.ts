import { type Context } from 'hono';

import { type SandboxRules } from '../rules.js';

import { graphErrors } from './errors.js';
import { GraphError } from './graph-error.js';

/** Whatever was thrown, in the shape of the Graph API; what was not foreseen tells nothing. */
export const answerError = (context: Context, thrown: unknown, rules: SandboxRules): Response => {
  if (!(thrown instanceof GraphError)) {
    // A fault of the sandbox itself: whoever runs it should be able to report it. What it says may
    // hold what was sent, and is left out.
    const where =
      thrown instanceof Error ? thrown.stack?.split('\n    at ').slice(1, 6) : undefined;
    console.error(['The sandbox has a fault of its own', ...(where ?? [])].join('\n    at '));
  }

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
