/** Does what a plan says, and waits for Meta's decision, with progress. */
import { applyPlan } from '../../templates/apply.js';
import { awaitReview } from '../../templates/await-review.js';
import { type FailedCall } from '../../templates/perform.js';
import { type Plan } from '../../templates/plan.js';
import { RateWatch } from '../../templates/rate-watch.js';
import { type TemplateResult } from '../../templates/result.js';
import { judge } from '../../templates/verdict.js';
import { type Terminal } from '../output/terminal.js';

import { reviewProgress } from './apply-text.js';
import { type Needs } from './needs.js';
import { type Session } from './session.js';

export type CarriedOut = {
  results: readonly TemplateResult[];
  /** What kept the rest from being tried. */
  stopped?: FailedCall | undefined;
  /** Whether another run, later, may get further than this one. */
  isUnfinished: boolean;
  /** Minutes until Meta takes calls again, where it says so. */
  regain?: number | undefined;
};

/** `Retry-After`, which Meta does not promise. */
const minutesToWait = ({ failure }: FailedCall): number | undefined =>
  failure.kind === 'answered' && failure.report.retryAfter !== undefined
    ? Math.ceil(failure.report.retryAfter / 60_000)
    : undefined;

/** @param limit For the wait, in milliseconds. */
export const carryOut = async (
  { access, businessAccountId }: Session,
  { plan, wish, limit }: { plan: Plan; wish: Needs['wish']; limit: number },
  terminal: Terminal
): Promise<CarriedOut> => {
  const watch = new RateWatch();
  const options = { access: watch.over(access), businessAccountId };
  const { results, stopped } = await applyPlan(plan, {
    ...options,
    // A call that creates many languages may take as long as it does.
    access: { ...options.access, timeout: undefined },
    wish,
    onProgress: (done, total) => {
      terminal.progress(`Applying: ${done} of ${total} …`);
    },
  });

  const verdict = stopped && judge(stopped.failure, stopped.subject);
  const isUnfinished = verdict !== undefined && verdict !== 'stop';

  // Every further call would make it worse.
  if (stopped && verdict === 'limit') {
    return {
      results,
      stopped,
      isUnfinished,
      regain: watch.minutesToRegain ?? minutesToWait(stopped),
    };
  }

  return {
    stopped,
    isUnfinished,
    results: await awaitReview(results, {
      ...options,
      limit: stopped ? 0 : limit,
      onProgress: (current, elapsed) => {
        terminal.progress(reviewProgress(current, elapsed, terminal.isInteractive));
      },
    }),
  };
};
