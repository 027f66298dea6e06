/** Waits until Meta has reviewed templates, which takes from a second to a day. */
import { setTimeout } from 'node:timers/promises';

import { SendFailure } from '../meta/failure.js';
import { type GraphAccess } from '../meta/graph-call.js';
import { type AccountTemplate } from '../meta/templates/account-template.js';
import { readTemplates } from '../meta/templates/read-templates.js';

import { type TemplateResult, isUnderReview, withStatus } from './result.js';
import { judge } from './verdict.js';

export type ReviewOptions = {
  access: GraphAccess;
  /** WABA id. */
  businessAccountId: string;
  /** In milliseconds; 0 reads once. */
  limit: number;
  /** Told again and again what the state is. */
  onProgress: (results: readonly TemplateResult[], elapsed: number) => void;
  /** A clock, in milliseconds. */
  now?: () => number;
};

/** Between two looks, in milliseconds: quick at first, then seldom enough for every limit. */
const firstPause = 1000;
const longestPause = 15_000;
const growth = 1.5;

/** A clock that is shown moves once a second. */
const tick = 1000;

/** Failures in a row after which what was read last has to do. */
const patience = 5;

/** How the wait goes on. */
type State = { results: readonly TemplateResult[]; pause: number; failures: number };

/** Every further call would make it worse. */
const isLimited = (error: SendFailure): boolean =>
  error.failure.kind !== 'refused' && judge(error.failure, { kind: 'account', id: '' }) === 'limit';

/**
 * What cannot be read now can be read later.
 *
 * @returns How many failures in a row that makes, where it cannot be read.
 */
const readAgain = async (
  { access, businessAccountId }: ReviewOptions,
  results: readonly TemplateResult[],
  failures: number
): Promise<readonly AccountTemplate[] | number> => {
  try {
    return await readTemplates(
      access,
      businessAccountId,
      results.map(({ name }) => name)
    );
  } catch (error: unknown) {
    if (error instanceof SendFailure) {
      return isLimited(error) ? patience : failures + 1;
    }

    throw error;
  }
};

/**
 * @param results Those under review are watched.
 * @returns All of them, with what Meta said last.
 */
export const awaitReview = async (
  results: readonly TemplateResult[],
  options: ReviewOptions
): Promise<readonly TemplateResult[]> => {
  const { limit, onProgress, now = () => performance.now() } = options;
  const start = now();

  const waitFor = async (milliseconds: number, current: readonly TemplateResult[]) => {
    const end = now() + milliseconds;

    while (now() < end) {
      onProgress(current, now() - start);
      // eslint-disable-next-line no-await-in-loop -- it is a clock
      await setTimeout(Math.min(tick, end - now()));
    }
  };

  const look = async (state: State): Promise<readonly TemplateResult[]> => {
    const watched = state.results.filter((result) => isUnderReview(result));

    if (watched.length === 0) {
      return state.results;
    }

    const read = await readAgain(options, watched, state.failures);
    const [current, failures] =
      typeof read === 'number'
        ? [state.results, read]
        : [state.results.map((result) => withStatus(result, read)), 0];
    const left = limit - (now() - start);

    if (left <= 0 || failures >= patience || !current.some((result) => isUnderReview(result))) {
      return current;
    }

    await waitFor(Math.min(state.pause, left), current);

    return look({
      results: current,
      pause: Math.min(state.pause * growth, longestPause),
      failures,
    });
  };

  return look({ results, pause: firstPause, failures: 0 });
};
