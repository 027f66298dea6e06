/**
 * What becomes of a code: one pure function of what is known and what has happened. It never decides on
 * a second SMS, in whatever order and however often events come.
 */
import { claimSms, recordSmsAbandoned, recordSmsAccepted, recordSmsFailed } from './decide-sms.js';
import { recordStatus, register } from './decide-status.js';
import { type Delivery, type Time } from './delivery.js';
import { type DeliveryEvent, type Outcome, unchanged } from './event.js';
import { expire } from './expire.js';
import { giveUpOnWhatsApp } from './give-up.js';

/**
 * Takes one event into account.
 *
 * @param at When it reached the relay, by the clock of the database.
 */
export const decide = (known: Delivery, event: DeliveryEvent, at: Time): Outcome => {
  switch (event.kind) {
    case 'registered': {
      return register(known, event, at);
    }

    case 'status': {
      return recordStatus(known, event, at);
    }

    case 'deadline': {
      return known.state === 'waiting' && known.registration
        ? giveUpOnWhatsApp(known, known.registration, 'deadline', at)
        : unchanged(known);
    }

    case 'sms-claimed': {
      return claimSms(known, event, at);
    }

    case 'sms-accepted': {
      return recordSmsAccepted(known, at);
    }

    case 'sms-failed': {
      return recordSmsFailed(known, event, at);
    }

    case 'sms-abandoned': {
      return recordSmsAbandoned(known, at);
    }

    case 'expired': {
      return expire(known, at);
    }
  }
};
