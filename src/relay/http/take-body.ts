import { type Context } from 'hono';

import { type BodyBudget } from './body-budget.js';
import { readBody } from './read-body.js';
import { refuse, refusals } from './refusal.js';

/** @returns The body; or the answer to a request that has none which could be read. */
export const takeBody = async (
  context: Context,
  limit: number,
  budget: BodyBudget
): Promise<Uint8Array | Response> => {
  const reading = await readBody(context.req.raw, limit, budget);

  switch (reading.outcome) {
    case 'read': {
      return reading.body;
    }

    case 'too-large': {
      return refuse(context, 413, refusals.tooLarge);
    }

    case 'busy': {
      return refuse(context, 503, refusals.unavailable);
    }

    case 'aborted': {
      return refuse(context, 400, refusals.aborted);
    }
  }
};
