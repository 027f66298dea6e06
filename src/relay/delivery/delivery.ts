/**
 * What is known of one code on its way: plain data, without anything that is secret but the sealed
 * registration.
 */
import { type SmsExplanation } from '../../fallback/sms-failure.js';

export const deliveryStates = [
  /** A status has come, the registration has not. */
  'unregistered',
  /** Registered, and neither delivered nor failed yet. */
  'waiting',
  'delivered',
  /** An SMS has been decided on. */
  'sms-due',
  /** An SMS is being handed to its provider. */
  'sms-started',
  'sms-sent',
  'sms-failed',
  /** Handed over without an answer: it may arrive, and is not sent again. */
  'sms-unknown',
  /** An SMS would have gone out; the fallback only records. */
  'recorded',
  /** WhatsApp has not delivered, and no SMS is to go out. */
  'undelivered',
  /** The code was no longer valid when an SMS could have gone out. */
  'expired',
] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** States that say what has become of a code; the others are on the way there. */
export const outcomes: ReadonlySet<DeliveryState> = new Set([
  'delivered',
  'sms-sent',
  'sms-failed',
  'sms-unknown',
  'recorded',
  'undelivered',
  'expired',
]);

/** Why an SMS was wanted. */
export type Trigger = 'failed' | 'deadline';

/** Times are milliseconds since the epoch, all by the clock of the database. */
export type Time = number;

/** What stays of a registration when its secrets are gone. */
export type Registration = Readonly<{
  /** Masked. */
  recipient: string;
  country?: string | undefined;
  usageType: string;
  language: string;
  /** When Meta accepted the message. */
  acceptedAt: Time;
  deadlineAt: Time;
  /** Until when the code is valid. */
  expiresAt: Time;
  /** Without it, nothing follows a message that is not delivered. */
  sms?:
    | Readonly<{
        connector: string;
        mode: 'send' | 'record';
        /** Absent where all are. */
        allowedCountries?: readonly string[] | undefined;
        maxPerNumberPerHour: number;
        maxPerHour: number;
      }>
    | undefined;
}>;

export type TimelineEntry = Readonly<{ at: Time; event: string; detail?: string | undefined }>;

export type Delivery = Readonly<{
  state: DeliveryState;
  createdAt: Time;
  registration?: Registration | undefined;
  /** The registration as it came, encrypted; only for as long as an SMS may need the code. */
  token?: string | undefined;
  /** Of the number, to count its SMS. */
  numberHash?: string | undefined;
  deliveredAt?: Time | undefined;
  failure?: Readonly<{ at: Time; code?: number | undefined }> | undefined;
  trigger?: Trigger | undefined;
  /** How often an SMS was started. */
  attempts: number;
  /** When the SMS that counts for the limits was started, or recorded. */
  smsStartedAt?: Time | undefined;
  /** Of whoever hands it over. */
  claim?: string | undefined;
  /** Why there is no SMS, or none that is certain. */
  reason?: SmsExplanation | undefined;
  timeline: readonly TimelineEntry[];
}>;

export const createDelivery = (createdAt: Time): Delivery => ({
  state: 'unregistered',
  createdAt,
  attempts: 0,
  timeline: [],
});
