import { isNotHandled } from '../meta/explain.js';
import { type Failure } from '../meta/failure.js';

/**
 * What a send may take in all, in milliseconds: it answers within 8 s, also on a busy machine. The
 * sign-in page gives up after 10 s, and the answer has to travel back to it as well.
 */
export const sendBudget = 7500;

/**
 * What WhatsApp may take of the time when an SMS can follow. Of all of it, that is 4.5 s: enough for a
 * slow answer, and the rest is enough for the provider of the SMS.
 */
export const shareBeforeFallback = 0.6;

/** Below this, a try could not finish, in milliseconds. */
const shortestTry = 500;

/** @param remaining Milliseconds that are left. */
export const isTimeForATry = (remaining: number): boolean => remaining >= shortestTry;

const firstDelay = 300;

const maximumTries = 3;

/** Meta's "unknown request or server fault": worth one more try, and no more. */
const unknownFault = 1;

const triesFor = (failure: Failure): number => {
  switch (failure.kind) {
    case 'answered': {
      if (failure.entry.action !== 'retry') {
        return 1;
      }

      return failure.report.code === unknownFault ? 2 : maximumTries;
    }

    case 'unreachable': {
      return failure.lasting ? 1 : maximumTries;
    }

    case 'unreadable': {
      return isNotHandled(failure.status) ? maximumTries : 1;
    }

    // Nothing would change, or the message may have been accepted: Meta has no idempotency key.
    case 'refused':
    case 'silent':
    case 'lost': {
      return 1;
    }
  }
};

/** How long the gateway wants us to wait. Meta does not promise the header that says so. */
const askedFor = (failure: Failure): number | undefined => {
  switch (failure.kind) {
    case 'answered': {
      return failure.report.retryAfter;
    }

    case 'unreadable': {
      return failure.retryAfter;
    }

    default: {
      return undefined;
    }
  }
};

/**
 * When to try again, if at all. Only what certainly was not accepted is tried again.
 *
 * @param tried How many tries there have been, from 1.
 * @param remaining Milliseconds that are left of the budget.
 * @param random Between 0 and 1, to spread the tries of many senders.
 * @returns Milliseconds to wait, or `undefined` to give up.
 */
export const retryDelay = (
  failure: Failure,
  { tried, remaining, random }: { tried: number; remaining: number; random: number }
): number | undefined => {
  if (tried >= triesFor(failure)) {
    return;
  }

  const asked = askedFor(failure) ?? 0;
  const delay = Math.max(asked, firstDelay * 2 ** (tried - 1) * (0.5 + random / 2));

  return isTimeForATry(remaining - delay) ? delay : undefined;
};
