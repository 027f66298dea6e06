/** What a delivery status, or the registration that it belongs to, says about a code. */
import { type Delivery, type DeliveryState, type Registration, type Time } from './delivery.js';
import { close, needsCode } from './enter.js';
import {
  type EventOf,
  type Outcome,
  type RegistrationReport,
  nothing,
  settle,
  unchanged,
} from './event.js';
import { forbidsSms, giveUpOnWhatsApp } from './give-up.js';
import { hasEntry, withEntry } from './timeline.js';

/**
 * States that stay what they are when WhatsApp delivers after all: an SMS has gone out, or would have,
 * and that WhatsApp came later tells how good the deadline is.
 */
const stateStays: ReadonlySet<DeliveryState> = new Set([
  'unregistered',
  'recorded',
  'sms-started',
  'sms-sent',
  'sms-unknown',
]);

/** In the time of the database, whatever time it is elsewhere. */
const toRegistration = (
  { age, deadline, codeLifetime, ...rest }: RegistrationReport,
  at: Time
): Registration => {
  const acceptedAt = Math.round(at - age * 1000);

  return {
    ...rest,
    acceptedAt,
    deadlineAt: acceptedAt + deadline * 1000,
    expiresAt: acceptedAt + codeLifetime * 1000,
  };
};

/** The connector tells of a message that Meta has accepted. */
export const register = (
  known: Delivery,
  { report, token, numberHash }: EventOf<'registered'>,
  at: Time
): Outcome => {
  // A repetition, because the first answer was lost.
  if (known.registration) {
    return unchanged(known);
  }

  const registration = toRegistration(report, at);
  const { acceptedAt, deadlineAt } = registration;
  const delivery: Delivery = {
    ...known,
    registration,
    numberHash,
    timeline: [{ at: acceptedAt, event: 'accepted' }, ...known.timeline],
  };

  // Statuses can overtake the registration.
  if (known.deliveredAt !== undefined) {
    return { delivery: close(delivery, 'delivered'), decision: nothing };
  }

  const waiting: Delivery = {
    ...delivery,
    state: 'waiting',
    ...(needsCode('waiting', registration) && { token }),
  };

  return known.failure
    ? giveUpOnWhatsApp(waiting, registration, 'failed', at)
    : { delivery: waiting, decision: { kind: 'watch', at: deadlineAt } };
};

const recordDelivered = (known: Delivery, at: Time): Outcome => {
  if (known.deliveredAt !== undefined) {
    return unchanged(known);
  }

  const delivery = { ...known, deliveredAt: at };

  return stateStays.has(known.state)
    ? { delivery, decision: nothing }
    : { delivery: close(delivery, 'delivered'), decision: settle };
};

const recordFailed = (known: Delivery, errorCode: number | undefined, at: Time): Outcome => {
  // With several devices, one may fail and another have it. Source: Meta, "Status messages webhook".
  if (known.deliveredAt !== undefined) {
    return unchanged(known);
  }

  const { state, registration } = known;
  const delivery: Delivery = { ...known, failure: { at, code: errorCode } };
  // An SMS that waits for its provider can still be kept from the wrong hands.
  const decides = state === 'waiting' || (state === 'sms-due' && forbidsSms(errorCode));

  return decides && registration
    ? giveUpOnWhatsApp(delivery, registration, 'failed', at)
    : { delivery, decision: nothing };
};

export const recordStatus = (
  known: Delivery,
  { status, errorCode }: EventOf<'status'>,
  at: Time
): Outcome => {
  // Statuses come more than once, and the first of each says it all.
  if (hasEntry(known.timeline, status)) {
    return unchanged(known);
  }

  const detail = errorCode === undefined ? undefined : String(errorCode);
  const delivery = { ...known, timeline: withEntry(known.timeline, { at, event: status, detail }) };

  switch (status) {
    case 'sent': {
      return { delivery, decision: nothing };
    }

    case 'delivered':
    case 'read': {
      return recordDelivered(delivery, at);
    }

    case 'failed': {
      return recordFailed(delivery, errorCode, at);
    }
  }
};
