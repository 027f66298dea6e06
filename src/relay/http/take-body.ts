import { type Context } from 'hono';

import { type BodyBudget } from './body-budget.js';
import { answerProblem, problems } from './problem.js';
import { readBody } from './read-body.js';

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
      return answerProblem(context, 413, problems.tooLarge);
    }

    case 'busy': {
      return answerProblem(context, 503, problems.unavailable);
    }

    case 'aborted': {
      return answerProblem(context, 400, problems.aborted);
    }
  }
};
