/** What happens to a code on its way, and what has to be done about it. */
import { type SmsExplanation, type SmsFailureKind } from '../../fallback/sms-failure.js';

import { type Delivery, type Registration, type Time } from './delivery.js';

/** Source: Meta, "Status messages webhook". */
export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** A registration in times that need no common clock: seconds since WhatsApp accepted the code. */
export type RegistrationReport = Readonly<
  Omit<Registration, 'acceptedAt' | 'deadlineAt' | 'expiresAt'> & {
    /** How long ago that was. */
    age: number;
    deadline: number;
    codeLifetime: number;
  }
>;

export type DeliveryEvent =
  | Readonly<{
      kind: 'registered';
      report: RegistrationReport;
      token: string;
      numberHash: string;
    }>
  | Readonly<{ kind: 'status'; status: DeliveryStatus; errorCode?: number | undefined }>
  | Readonly<{ kind: 'deadline' }>
  /** A worker wants to hand the SMS over, unless something forbids it. */
  | Readonly<{
      kind: 'sms-claimed';
      refusal?: Readonly<{ failure: SmsFailureKind; reason: SmsExplanation }> | undefined;
      /** Who claims it: no two claims have the same. */
      claim?: string | undefined;
    }>
  | Readonly<{ kind: 'sms-accepted' }>
  | Readonly<{
      kind: 'sms-failed';
      /** Which one, from 1: what is told twice must not count for the next. */
      attempt: number;
      failure: SmsFailureKind;
      reason: SmsExplanation;
    }>
  /** Whoever was handing it over is gone. */
  | Readonly<{ kind: 'sms-abandoned' }>
  /** The code seems to be no longer valid, and nobody has noticed. */
  | Readonly<{ kind: 'expired' }>;

export type EventOf<Kind extends DeliveryEvent['kind']> = Extract<DeliveryEvent, { kind: Kind }>;

/** What has to be done, besides keeping what is known. */
export type Decision =
  | Readonly<{ kind: 'nothing' }>
  /** Look again at the deadline. */
  | Readonly<{ kind: 'watch'; at: Time }>
  /** Nobody needs the deadline any more. */
  | Readonly<{ kind: 'settle' }>
  | Readonly<{ kind: 'send-sms'; attempt: number; at: Time }>;

export type Outcome = Readonly<{ delivery: Delivery; decision: Decision }>;

export const nothing: Decision = { kind: 'nothing' };
export const settle: Decision = { kind: 'settle' };

/** Nothing is learnt from an event that comes too late, or again. */
export const unchanged = (delivery: Delivery): Outcome => ({ delivery, decision: nothing });
