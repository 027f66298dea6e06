/**
 * What phones, and Meta, can do with a message. The table is the source of the magic numbers, of the
 * page, and of docs/sandbox.md.
 */
import { type Latency } from './latency.js';

export const deliveryStatuses = ['sent', 'delivered', 'read', 'failed'] as const;

/** Source: Meta, "Status messages webhook". */
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** An error as it comes by webhook. */
export type DeliveryError = { code: number; title: string; details: string };

/** One status, and when it comes. */
export type Step = {
  at: Exclude<keyof Latency, 'answer'>;
  /** When its webhook goes out, if that is not when it happens. */
  reported?: Exclude<keyof Latency, 'answer'> | 'at-once';
  status: DeliveryStatus;
  error?: DeliveryError;
};

export type Behaviour = Readonly<{
  name: string;
  title: string;
  /** What the sender of a message sees. */
  explanation: string;
  /** Last two digits of the magic number; those of Meta's error code where there is one. */
  suffix?: string;
  /** What happens to the call, when it is not accepted and answered as usual. */
  call?:
    | 'pair-limit'
    | 'throughput'
    | 'unknown-error'
    | 'service-unavailable'
    | 'html'
    | 'reset'
    | 'hang'
    | 'cut-off'
    | 'webhook-first';
  /** The answer says `held_for_quality_assessment`. */
  held?: true;
  /** What is reported by webhook, in this order. */
  steps: readonly Step[];
  /** The message waits for the phone: it is delivered when the phone is healthy again in time. */
  waits?: true;
}>;

const sent: Step = { at: 'sent', status: 'sent' };
const delivered: Step = { at: 'delivered', status: 'delivered' };
const read: Step = { at: 'read', status: 'read' };

const failed = (code: number, title: string, details: string): Step => ({
  at: 'delivered',
  status: 'failed',
  error: { code, title, details },
});

const undeliverable = failed(131_026, 'Message undeliverable', 'Message Undeliverable.');

const failing = (step: Step): readonly Step[] => [step];
const answersOnly: readonly Step[] = [];

export const healthy: Behaviour = {
  name: 'healthy',
  title: 'Healthy',
  explanation: 'Accepted, then sent, delivered and read',
  steps: [sent, delivered, read],
};

export const behaviours: readonly Behaviour[] = Object.freeze([
  healthy,
  {
    name: 'not-on-whatsapp',
    title: 'Not on WhatsApp',
    explanation: 'Accepted, then failed with 131026',
    suffix: '26',
    steps: failing(undeliverable),
  },
  {
    name: 'phone-off',
    title: 'Phone off',
    explanation:
      'Accepted, then only sent, until the phone is healthy again or the message expires',
    suffix: '60',
    waits: true,
    steps: [sent],
  },
  {
    name: 'silent-drop',
    title: 'Dropped in silence',
    explanation: 'Accepted, and dropped at the end of its time to live; no webhook at all',
    suffix: '61',
    steps: answersOnly,
  },
  {
    name: 'delivered-late',
    title: 'Delivered late',
    explanation: 'Accepted, then sent; delivered only after any fallback has set in',
    suffix: '62',
    steps: [sent, { at: 'late', status: 'delivered' }],
  },
  {
    name: 'read-without-delivered',
    title: 'Read without delivered',
    explanation: 'Accepted, then sent and read; delivered is skipped',
    suffix: '63',
    steps: [sent, read],
  },
  {
    name: 'failed-then-delivered',
    title: 'Failed, then delivered',
    explanation: 'Accepted, then failed with 131026 on one device and delivered on another',
    suffix: '64',
    steps: [sent, { ...undeliverable, at: 'sent' }, delivered],
  },
  {
    name: 'statuses-doubled',
    title: 'Statuses doubled',
    explanation: 'Accepted; each status comes twice',
    suffix: '65',
    steps: [sent, sent, delivered, delivered, read, read],
  },
  {
    name: 'statuses-reversed',
    title: 'Statuses reversed',
    explanation: 'Accepted, then read, delivered, sent, in this order',
    suffix: '66',
    steps: [read, { ...delivered, reported: 'read' }, { ...sent, reported: 'read' }],
  },
  {
    name: 'webhook-first',
    title: 'Webhook before the answer',
    explanation: 'sent and delivered come before the send is answered',
    suffix: '67',
    call: 'webhook-first',
    steps: [{ ...sent, reported: 'at-once' }, { ...delivered, reported: 'at-once' }, read],
  },
  {
    name: 'held-then-dropped',
    title: 'Held for quality, then dropped',
    explanation: 'Accepted as held_for_quality_assessment, then failed with 132015',
    suffix: '15',
    held: true,
    steps: failing(
      failed(132_015, 'Template is paused', 'The message was dropped after its quality assessment')
    ),
  },
  {
    name: 'country-blocked',
    title: 'Country restricted',
    explanation: 'Accepted, then failed with 130497',
    suffix: '97',
    steps: failing(
      failed(
        130_497,
        'Business account is restricted from messaging users in this country',
        'The business may not message users in this country'
      )
    ),
  },
  {
    name: 'payment-issue',
    title: 'Payment problem',
    explanation: 'Accepted, then failed with 131042',
    suffix: '42',
    steps: failing(
      failed(
        131_042,
        'Business eligibility payment issue',
        'There was an error related to your payment method'
      )
    ),
  },
  {
    name: 'ecosystem-limit',
    title: 'Withheld by Meta',
    explanation: 'Accepted, then failed with 131049',
    suffix: '49',
    steps: failing(
      failed(
        131_049,
        'Meta chose not to deliver',
        'This message was not delivered to maintain healthy ecosystem engagement'
      )
    ),
  },
  {
    name: 'identity-changed',
    title: 'Identity changed',
    explanation: 'Accepted, then failed with 137000',
    suffix: '37',
    steps: failing(
      failed(137_000, 'Identity key mismatch', 'The identity key hash of the recipient has changed')
    ),
  },
  {
    name: 'pair-limit',
    title: 'Pair limit reached',
    explanation: 'Refused with 131056',
    suffix: '56',
    call: 'pair-limit',
    steps: answersOnly,
  },
  {
    name: 'throughput-limit',
    title: 'Throughput reached',
    explanation: 'Refused with 130429',
    suffix: '29',
    call: 'throughput',
    steps: answersOnly,
  },
  {
    name: 'unknown-error',
    title: 'Something went wrong',
    explanation: 'Refused with 131000, HTTP 500',
    suffix: '00',
    call: 'unknown-error',
    steps: answersOnly,
  },
  {
    name: 'service-unavailable',
    title: 'Service unavailable',
    explanation: 'Refused with 131016, HTTP 500',
    suffix: '16',
    call: 'service-unavailable',
    steps: answersOnly,
  },
  {
    name: 'html-503',
    title: '503 with HTML',
    explanation: "HTTP 503 with a page of HTML, as from the edge of Meta's network",
    suffix: '03',
    call: 'html',
    steps: answersOnly,
  },
  {
    name: 'reset',
    title: 'Connection reset',
    explanation: 'The connection is reset when the request has been read; nothing is sent',
    suffix: '70',
    call: 'reset',
    steps: answersOnly,
  },
  {
    name: 'hang',
    title: 'No answer',
    explanation: 'The request is taken and never answered; nothing is sent',
    suffix: '71',
    call: 'hang',
    steps: answersOnly,
  },
  {
    name: 'cut-off',
    title: 'Answer cut off',
    explanation: 'Accepted and delivered, but the connection ends in the middle of the answer',
    suffix: '72',
    call: 'cut-off',
    steps: [sent, delivered, read],
  },
] satisfies Behaviour[]);

const magicPrefix = '+130555501';

/** The number whose phone always behaves like this; all are reserved for fiction. */
export const magicNumber = ({ suffix }: Behaviour): string | undefined =>
  suffix && `${magicPrefix}${suffix}`;

const byName = new Map(behaviours.map((behaviour) => [behaviour.name, behaviour]));
const byNumber = new Map(behaviours.map((behaviour) => [magicNumber(behaviour), behaviour]));

export const behaviourNamed = (name: string): Behaviour | undefined => byName.get(name);

/** What a phone does of which nobody has said anything else. */
export const magicBehaviour = (number: string): Behaviour => byNumber.get(number) ?? healthy;
