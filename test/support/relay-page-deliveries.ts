/** Deliveries as after a busy hour, of every state there is. */
import { explainError } from '../../src/meta/explain.js';

const explain = (code: number) => {
  const { title, meaning, remedy } = explainError({ code, status: 400 });

  return { title, meaning, remedy };
};

type Sms = { connector: string; attempts: number; explanation?: string; remedy?: string };

export type FixtureDelivery = {
  id: string;
  state: string;
  recipient: string;
  country?: string;
  usageType: string;
  language: string;
  createdAt: string;
  deadlineAt: string;
  expiresAt: string;
  deliveredAt?: string;
  trigger?: 'failed' | 'deadline';
  errorCode?: number;
  error?: { title: string; meaning: string; remedy: string };
  sms?: Sms;
  timeline: Array<{ at: string; event: string; detail?: string }>;
};

type Sketch = {
  state: string;
  /** Seconds ago. */
  ago: number;
  recipient?: string;
  country?: string;
  usageType?: string;
  language?: string;
  errorCode?: number;
  trigger?: 'failed' | 'deadline';
  sms?: Sms;
  /** Seconds after acceptance, and what happened then. */
  events: ReadonlyArray<readonly [number, string, string?]>;
};

const people = [
  { recipient: '+55*********21', country: 'BR', language: 'pt_BR' },
  { recipient: '+52*********78', country: 'MX', language: 'es' },
  { recipient: '+1*******126', country: 'US', language: 'en_US' },
  { recipient: '+62********904', country: 'ID', language: 'id' },
  { recipient: '+49********337', country: 'DE', language: 'de' },
] as const;

const personOf = (index: number) => people[index % people.length] ?? people[0];

const usageTypes = ['SignIn', 'SignIn', 'Register', 'ForgotPassword'] as const;

export const makeDelivery = (sketch: Sketch, index: number, now = Date.now()): FixtureDelivery => {
  const { state, ago, events, errorCode, trigger, sms } = sketch;
  const start = now - ago * 1000;
  const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
  const delivered = events.find(([, event]) => event === 'delivered');

  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    state,
    ...personOf(index),
    usageType: usageTypes[index % 4] ?? 'SignIn',
    ...(sketch.recipient && { recipient: sketch.recipient }),
    ...(sketch.country && { country: sketch.country }),
    ...(sketch.usageType && { usageType: sketch.usageType }),
    ...(sketch.language && { language: sketch.language }),
    createdAt: at(0),
    deadlineAt: at(25),
    expiresAt: at(600),
    ...(delivered && { deliveredAt: at(delivered[0]) }),
    ...(trigger && { trigger }),
    ...(errorCode && { errorCode, error: explain(errorCode) }),
    ...(sms && { sms }),
    timeline: events.map(([seconds, event, detail]) => ({
      at: at(seconds),
      event,
      ...(detail && { detail }),
    })),
  };
};

const connector = '@logto/connector-twilio-sms';
const deadlinePassed = [
  [0, 'accepted'],
  [0.7, 'sent'],
  [25, 'deadline'],
  [25, 'sms-due'],
] as const;
const refused = [
  [0, 'accepted'],
  [1.2, 'failed', '131026'],
  [1.2, 'sms-due'],
] as const;

/** One of each state, the newest first. */
export const sketches: readonly Sketch[] = [
  {
    state: 'waiting',
    ago: 4,
    events: [
      [0, 'accepted'],
      [0.8, 'sent'],
    ],
  },
  { state: 'sms-due', ago: 26, trigger: 'deadline', events: deadlinePassed },
  {
    state: 'sms-started',
    ago: 31,
    trigger: 'failed',
    errorCode: 131_026,
    sms: { connector, attempts: 1 },
    events: [...refused, [1.4, 'sms-started']],
  },
  {
    state: 'sms-sent',
    ago: 95,
    trigger: 'failed',
    errorCode: 131_026,
    sms: { connector, attempts: 1 },
    events: [...refused, [1.4, 'sms-started'], [2.1, 'sms-sent']],
  },
  {
    state: 'sms-sent',
    ago: 214,
    trigger: 'deadline',
    sms: { connector, attempts: 2 },
    events: [
      ...deadlinePassed,
      [25.2, 'sms-started'],
      [26.4, 'sms-sent', 'second attempt'],
      [193, 'delivered', 'after the SMS'],
    ],
  },
  {
    state: 'sms-failed',
    ago: 418,
    trigger: 'failed',
    errorCode: 131_049,
    sms: {
      connector,
      attempts: 1,
      explanation: 'The country DE is not in allowedCountries of the fallback',
      remedy: 'Add it to "allowedCountries" in "fallback" if people there are to get an SMS',
    },
    country: 'DE',
    recipient: '+49********337',
    language: 'de',
    events: [
      [0, 'accepted'],
      [0.9, 'failed', '131049'],
      [0.9, 'sms-due'],
      [1, 'sms-failed'],
    ],
  },
  {
    state: 'sms-unknown',
    ago: 733,
    trigger: 'deadline',
    sms: { connector, attempts: 1, explanation: 'The provider did not answer within 8 seconds' },
    events: [...deadlinePassed, [25.1, 'sms-started'], [33.1, 'sms-unknown']],
  },
  {
    state: 'recorded',
    ago: 1260,
    trigger: 'deadline',
    events: [...deadlinePassed, [25.1, 'recorded']],
  },
  {
    state: 'undelivered',
    ago: 1611,
    trigger: 'failed',
    errorCode: 131_049,
    events: [
      [0, 'accepted'],
      [1.6, 'failed', '131049'],
      [1.6, 'undelivered'],
    ],
  },
  {
    state: 'expired',
    ago: 2405,
    events: [
      [0, 'accepted'],
      [600, 'expired'],
    ],
  },
  {
    state: 'unregistered',
    ago: 2900,
    events: [
      [0, 'sent'],
      [2.4, 'delivered'],
    ],
  },
];

/** As after a busy hour. */
export const makeBusyHour = (now = Date.now()): FixtureDelivery[] => {
  const delivered = Array.from({ length: 240 }, (_, index) => {
    const seconds = 1.4 + ((index * 37) % 60) / 10;

    return makeDelivery(
      {
        state: 'delivered',
        // More of them by the end than at the beginning, and in waves.
        ago:
          12 + index * 13 + Math.round(45 * Math.sin(index / 5) + 40 * Math.cos(index / 17)) + 90,
        events: [
          [0, 'accepted'],
          [0.7, 'sent'],
          [seconds, 'delivered'],
          [seconds + 4, 'read'],
        ],
      },
      index + 100,
      now
    );
  });

  const others = sketches.map((sketch, index) => makeDelivery(sketch, index, now));

  return others
    .concat(delivered)
    .toSorted((one, other) => other.createdAt.localeCompare(one.createdAt));
};
