import { explainError } from '../../meta/explain.js';

import { type Delivery, type Registration, type Time, type Trigger } from './delivery.js';
import { enter } from './enter.js';
import { type Outcome, settle } from './event.js';

const explainFailed = (code: number | undefined) =>
  code === undefined ? undefined : explainError({ code, status: 200 });

/** Whether a code to this recipient would be wrong on any channel. */
export const forbidsSms = (code: number | undefined): boolean =>
  explainFailed(code)?.action === 'stop';

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
  const entry = explainFailed(failure?.code);

  if (entry?.action === 'stop') {
    const reason = { explanation: `${entry.meaning}.`, remedy: `${entry.remedy}.` };

    return { delivery: enter({ ...delivery, reason }, 'undelivered', at), decision: settle };
  }

  if (!sms) {
    return { delivery: enter(delivery, 'undelivered', at), decision: settle };
  }

  if (at >= expiresAt) {
    return { delivery: enter(delivery, 'expired', at), decision: settle };
  }

  return {
    delivery: enter(delivery, 'sms-due', at, sms.connector),
    decision: { kind: 'send-sms', attempt: delivery.attempts + 1, at },
  };
};
