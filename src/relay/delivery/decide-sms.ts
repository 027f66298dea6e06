/** What becomes of an SMS that was decided on. */
import { type SmsExplanation, type SmsFailureKind } from '../../fallback/sms-failure.js';

import { type Delivery, type DeliveryState, type Time } from './delivery.js';
import { close, enter } from './enter.js';
import { type EventOf, type Outcome, nothing, unchanged } from './event.js';
import { expire } from './expire.js';

/** Seconds before each further try; a provider that is away for longer than their sum is given up. */
const retryDelays: readonly number[] = [2, 4, 8, 16, 32];

const abandoned: SmsExplanation = {
  explanation:
    'The relay was stopped while it handed the SMS to the provider. The SMS may still arrive, and was not sent again.',
  remedy: "Look the number up in the provider's log, if you need to know.",
};

/** What was never handed over counts for no limit, or strangers could use up everybody's. */
const uncounted: ReadonlySet<SmsFailureKind> = new Set(['not-allowed', 'unusable', 'not-reached']);

const acceptable: ReadonlySet<DeliveryState> = new Set(['sms-started', 'sms-unknown']);

/**
 * Starts an SMS, or records it where the fallback only records. What is recorded has passed all that
 * could have stopped it, and counts for what is recorded after it.
 *
 * @returns The delivery in the state `sms-started`, when the SMS is to be handed over now.
 */
export const claimSms = (
  known: Delivery,
  { refusal, claim }: EventOf<'sms-claimed'>,
  at: Time
): Outcome => {
  const { state, registration } = known;

  if (state !== 'sms-due' || !registration) {
    return unchanged(known);
  }

  if (at >= registration.expiresAt) {
    return expire(known, at);
  }

  if (refusal) {
    const { failure, reason } = refusal;

    return {
      delivery: enter({ ...known, reason }, 'sms-failed', at, failure),
      decision: nothing,
    };
  }

  if (registration.sms?.mode === 'record') {
    return {
      delivery: enter({ ...known, smsStartedAt: at }, 'recorded', at),
      decision: nothing,
    };
  }

  const started: Delivery = { ...known, attempts: known.attempts + 1, smsStartedAt: at, claim };

  return { delivery: enter(started, 'sms-started', at), decision: nothing };
};

/** Tries again only what the provider certainly has not taken. */
export const recordSmsFailed = (
  known: Delivery,
  { attempt, failure, reason }: EventOf<'sms-failed'>,
  at: Time
): Outcome => {
  const { state, registration, attempts } = known;

  // When the database was lost while it wrote this down, it is told again.
  if (state !== 'sms-started' || attempt !== attempts || !registration) {
    return unchanged(known);
  }

  const delivery: Delivery = {
    ...known,
    reason,
    smsStartedAt: uncounted.has(failure) ? undefined : known.smsStartedAt,
  };

  if (failure === 'unanswered') {
    return { delivery: enter(delivery, 'sms-unknown', at), decision: nothing };
  }

  if (known.deliveredAt !== undefined) {
    return { delivery: close(delivery, 'delivered'), decision: nothing };
  }

  const delay = failure === 'not-reached' ? retryDelays[attempts - 1] : undefined;
  const next = delay === undefined ? undefined : at + delay * 1000;

  return next === undefined || next >= registration.expiresAt
    ? { delivery: enter(delivery, 'sms-failed', at, failure), decision: nothing }
    : {
        delivery: enter(delivery, 'sms-due', at, failure),
        decision: { kind: 'send-sms', attempt: attempts + 1, at: next },
      };
};

/** The provider has taken it; also when it was already given up as unanswered. */
export const recordSmsAccepted = (known: Delivery, at: Time): Outcome => {
  // Why an earlier try did not succeed is in the timeline.
  const { reason, ...rest } = known;

  return acceptable.has(known.state)
    ? { delivery: enter(rest, 'sms-sent', at), decision: nothing }
    : unchanged(known);
};

export const recordSmsAbandoned = (known: Delivery, at: Time): Outcome =>
  known.state === 'sms-started'
    ? { delivery: enter({ ...known, reason: abandoned }, 'sms-unknown', at), decision: nothing }
    : unchanged(known);
