import { explainError } from '../meta/explain.js';

import { type Delivery, type Registration, type Time, type Trigger } from './delivery.js';
import { enter } from './enter.js';
import { type Outcome, settle } from './event.js';

/** WhatsApp has not delivered: an SMS, if there may be one. */
export const giveUpOnWhatsApp = (
  known: Delivery,
  registration: Registration,
  trigger: Trigger,
  at: Time
): Outcome => {
  const { sms, expiresAt } = registration;
  const { failure } = known;
  const delivery: Delivery = { ...known, trigger };
  const entry =
    failure?.code === undefined ? undefined : explainError({ code: failure.code, status: 200 });

  if (trigger === 'failed' && entry?.action === 'stop') {
    const reason = { explanation: `${entry.meaning}.`, remedy: `${entry.remedy}.` };

    return { delivery: enter({ ...delivery, reason }, 'undelivered', at), decision: settle };
  }

  if (!sms) {
    return { delivery: enter(delivery, 'undelivered', at), decision: settle };
  }

  if (at >= expiresAt) {
    return { delivery: enter(delivery, 'expired', at), decision: settle };
  }

  return sms.mode === 'record'
    ? { delivery: enter(delivery, 'recorded', at, sms.connector), decision: settle }
    : {
        delivery: enter(delivery, 'sms-due', at, sms.connector),
        decision: { kind: 'send-sms', attempt: delivery.attempts + 1, at },
      };
};
