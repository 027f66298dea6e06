import { type Delivery, type Time } from './delivery.js';
import { enter } from './enter.js';
import { type Outcome, nothing, unchanged } from './event.js';
import { giveUpOnWhatsApp } from './give-up.js';

/** Ends what is still open when the code is no longer valid, and nothing before that. */
export const expire = (known: Delivery, at: Time): Outcome => {
  const { state, registration } = known;

  if (!registration || at < registration.expiresAt) {
    return unchanged(known);
  }

  if (state === 'waiting') {
    return giveUpOnWhatsApp(known, registration, 'deadline', at);
  }

  return state === 'sms-due'
    ? { delivery: enter(known, 'expired', at), decision: nothing }
    : unchanged(known);
};
