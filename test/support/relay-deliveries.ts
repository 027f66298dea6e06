/** Deliveries as they are in each state, written down by hand. */
import {
  type Delivery,
  type DeliveryState,
  type Registration,
  createDelivery,
} from '../../src/relay/delivery/delivery.js';
import { type EventOf, type RegistrationReport } from '../../src/relay/delivery/event.js';

import { connectorName } from './sms-provider.js';

/** When WhatsApp accepted the code. */
export const acceptedAt = Date.parse('2026-11-21T12:00:00.000Z');

export const deadlineAt = acceptedAt + 25_000;
export const expiresAt = acceptedAt + 600_000;

/** A while after the deadline. */
export const later = acceptedAt + 30_000;

export const smsSettings: NonNullable<Registration['sms']> = {
  connector: connectorName,
  mode: 'send',
  maxPerNumberPerHour: 3,
  maxPerHour: 500,
};

export const sealedToken = 'sealed.registration';

/** A registration that reaches the relay at `later`. */
export const report: RegistrationReport = {
  recipient: '+1********43',
  country: 'US',
  usageType: 'SignIn',
  language: 'de',
  age: 30,
  deadline: 25,
  codeLifetime: 600,
  sms: smsSettings,
};

export const registeredWith = (rest: Partial<RegistrationReport> = {}): EventOf<'registered'> => ({
  kind: 'registered',
  report: { ...report, ...rest },
  token: sealedToken,
  numberHash: '11111111-1111-8111-8111-111111111111',
});

export const registration: Registration = {
  recipient: report.recipient,
  country: report.country,
  usageType: report.usageType,
  language: report.language,
  acceptedAt,
  deadlineAt,
  expiresAt,
  sms: smsSettings,
};

export const reason = { explanation: 'The provider is away.', remedy: 'Wait for it.' };

const registered: Delivery = {
  ...createDelivery(acceptedAt + 100),
  state: 'waiting',
  registration,
  numberHash: '11111111-1111-8111-8111-111111111111',
  timeline: [{ at: acceptedAt, event: 'accepted' }],
};

const due: Delivery = {
  ...registered,
  state: 'sms-due',
  trigger: 'deadline',
  timeline: [...registered.timeline, { at: deadlineAt, event: 'sms-due', detail: connectorName }],
};

const started: Delivery = {
  ...due,
  state: 'sms-started',
  attempts: 1,
  smsStartedAt: deadlineAt + 10,
  timeline: [...due.timeline, { at: deadlineAt + 10, event: 'sms-started' }],
};

const ended = (delivery: Delivery, state: DeliveryState): Delivery => ({
  ...delivery,
  state,
  timeline: [...delivery.timeline, { at: deadlineAt + 20, event: state }],
});

const deliveries: Readonly<Record<DeliveryState, Delivery>> = {
  unregistered: createDelivery(acceptedAt + 100),
  waiting: { ...registered, token: sealedToken },
  delivered: { ...ended(registered, 'delivered'), deliveredAt: deadlineAt + 20 },
  'sms-due': { ...due, token: sealedToken },
  'sms-started': { ...started, token: sealedToken },
  'sms-sent': ended(started, 'sms-sent'),
  'sms-failed': { ...ended(started, 'sms-failed'), reason },
  'sms-unknown': { ...ended(started, 'sms-unknown'), reason },
  recorded: {
    ...ended(registered, 'recorded'),
    trigger: 'deadline',
    smsStartedAt: deadlineAt + 20,
    registration: { ...registration, sms: { ...smsSettings, mode: 'record' } },
  },
  undelivered: {
    ...ended(registered, 'undelivered'),
    trigger: 'deadline',
    registration: { ...registration, sms: undefined },
  },
  expired: { ...ended(registered, 'expired'), trigger: 'deadline' },
};

/** A delivery as it is in a state, some time before `later`. */
export const deliveryIn = (state: DeliveryState, rest: Partial<Delivery> = {}): Delivery => ({
  ...deliveries[state],
  ...rest,
});
