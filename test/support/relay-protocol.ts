/**
 * The relay's protocol in small: deliveries change and jobs are made in one step, or in none. Whatever
 * can happen between two steps is a step of its own, so that every order of them can be tried.
 */
import { type SmsFailureKind } from '../../src/fallback/sms-failure.js';
import { decide } from '../../src/relay/delivery/decide.js';
import {
  type Delivery,
  type Registration,
  createDelivery,
} from '../../src/relay/delivery/delivery.js';
import { type DeliveryEvent, type DeliveryStatus } from '../../src/relay/delivery/event.js';

import { acceptedAt, reason, registeredWith } from './relay-deliveries.js';

/** What has become of an SMS at its provider; `accepted` and `unanswered` may arrive. */
export type Answer = 'accepted' | SmsFailureKind;

type Job = Readonly<{ id: string; queue: 'deadline' | 'sms'; at: number; isDone: boolean }>;

/** An SMS that a worker has claimed. */
export type Claim = Readonly<{
  attempt: number;
  at: number;
  /** `undefined` while it is under way, and for ever when its worker is killed. */
  answer?: Answer | undefined;
  /** Whether the worker was killed before it could hand it over. */
  isLost: boolean;
  isKilled: boolean;
}>;

export type World = Readonly<{
  now: number;
  delivery: Delivery;
  jobs: readonly Job[];
  claims: readonly Claim[];
  /** What the registration says, by the time of its first coming. */
  sms: Registration['sms'];
  /** Every delivery that has been, in order. */
  history: readonly Delivery[];
}>;

export type Step =
  | Readonly<{ kind: 'register' }>
  | Readonly<{ kind: 'status'; status: DeliveryStatus; errorCode?: number | undefined }>
  /** The clock of the database, which may be set back. */
  | Readonly<{ kind: 'clock'; milliseconds: number }>
  /** `isUndone`: the transaction does not come to its end. */
  | Readonly<{ kind: 'deadlines'; isUndone: boolean }>
  | Readonly<{
      kind: 'claim';
      refusal?: SmsFailureKind | undefined;
      crash?: 'before' | 'after' | undefined;
    }>
  /** Of one of the SMS that are under way. */
  | Readonly<{ kind: 'answer'; claim: number; answer: Answer }>
  /** Writes down what a provider has said; again and again when it does not know that it has. */
  | Readonly<{ kind: 'record'; claim: number }>
  | Readonly<{ kind: 'kill'; claim: number }>
  | Readonly<{ kind: 'sweep' }>
  /** A job that is dropped because nobody needs it any more, which may fail. */
  | Readonly<{ kind: 'drop' }>;

export const createWorld = (sms: Registration['sms']): World => {
  const delivery = createDelivery(acceptedAt);

  return { now: acceptedAt, delivery, jobs: [], claims: [], sms, history: [delivery] };
};

const withJob = (jobs: readonly Job[], job: Job): readonly Job[] =>
  // The id of a job stays taken when it is done.
  jobs.some(({ id }) => id === job.id) ? jobs : [...jobs, job];

/** One transaction: what is known and the jobs change together. */
const apply = (world: World, event: DeliveryEvent): World => {
  const { delivery, decision } = decide(world.delivery, event, world.now);
  const changed = { ...world, delivery, history: [...world.history, delivery] };

  switch (decision.kind) {
    case 'watch': {
      const job = { id: 'deadline', queue: 'deadline', at: decision.at, isDone: false } as const;

      return { ...changed, jobs: withJob(world.jobs, job) };
    }

    case 'send-sms': {
      const id = `sms ${decision.attempt}`;
      const job = { id, queue: 'sms', at: decision.at, isDone: false } as const;

      return { ...changed, jobs: withJob(world.jobs, job) };
    }

    default: {
      return changed;
    }
  }
};

const dueJob = ({ jobs, now }: World, wanted: Job['queue']): Job | undefined =>
  jobs.find(({ queue, at, isDone }) => queue === wanted && !isDone && at <= now);

const finish = (world: World, done: Job): World => ({
  ...world,
  jobs: world.jobs.map((job) => (job.id === done.id ? { ...job, isDone: true } : job)),
});

const alter = (world: World, index: number, change: Partial<Claim>): World => ({
  ...world,
  claims: world.claims.map((claim, position) =>
    position === index ? { ...claim, ...change } : claim
  ),
});

const claim = (world: World, { refusal, crash }: Extract<Step, { kind: 'claim' }>): World => {
  const job = dueJob(world, 'sms');

  if (!job || crash === 'before') {
    return world;
  }

  const before = world.delivery;
  const event = {
    kind: 'sms-claimed',
    refusal: refusal && { failure: refusal, reason },
  } as const;
  const applied = finish(apply(world, event), job);
  const { state, attempts } = applied.delivery;
  const isLost = crash === 'after';

  return before.state === 'sms-due' && state === 'sms-started'
    ? {
        ...applied,
        claims: [...world.claims, { attempt: attempts, at: world.now, isLost, isKilled: isLost }],
      }
    : applied;
};

const resultOf = ({ attempt, answer }: Claim): DeliveryEvent | undefined => {
  if (answer === undefined) {
    return undefined;
  }

  return answer === 'accepted'
    ? { kind: 'sms-accepted' }
    : { kind: 'sms-failed', attempt, failure: answer, reason };
};

const record = (world: World, index: number): World => {
  const claimed = world.claims[index];
  const result = claimed && !claimed.isKilled ? resultOf(claimed) : undefined;

  return result ? apply(world, result) : world;
};

/** As the SQL of the sweeps has it. */
const sweep = (world: World): World => {
  const { delivery, now } = world;
  const { state, smsStartedAt = now, registration } = delivery;

  if (state === 'sms-started' && smsStartedAt < now - 60_000) {
    return apply(world, { kind: 'sms-abandoned' });
  }

  const isOpen = state === 'waiting' || state === 'sms-due';

  return isOpen && registration && registration.expiresAt < now
    ? apply(world, { kind: 'expired' })
    : world;
};

type ClaimStep = Extract<Step, { kind: 'answer' | 'record' | 'kill' }>;

/** What happens to one of the SMS that were claimed. */
const takeClaim = (world: World, step: ClaimStep): World => {
  // Counted from the last.
  const index = world.claims.length - 1 - (step.claim % world.claims.length);
  const { isLost = true, answer } = world.claims[index] ?? {};

  switch (step.kind) {
    case 'answer': {
      return isLost || answer !== undefined ? world : alter(world, index, { answer: step.answer });
    }

    case 'record': {
      return record(world, index);
    }

    case 'kill': {
      return alter(world, index, { isKilled: true });
    }
  }
};

const takeDeadlines = (world: World, isUndone: boolean): World => {
  const job = isUndone ? undefined : dueJob(world, 'deadline');

  return job ? finish(apply(world, { kind: 'deadline' }), job) : world;
};

const dropDeadline = (world: World): World =>
  world.delivery.registration && world.delivery.state !== 'waiting'
    ? { ...world, jobs: world.jobs.filter(({ queue }) => queue !== 'deadline') }
    : world;

export const take = (world: World, step: Step): World => {
  switch (step.kind) {
    case 'register': {
      const age = Math.max(0, (world.now - acceptedAt) / 1000);

      return apply(world, registeredWith({ age, sms: world.sms }));
    }

    case 'status': {
      return apply(world, step);
    }

    case 'clock': {
      return { ...world, now: world.now + step.milliseconds };
    }

    case 'deadlines': {
      return takeDeadlines(world, step.isUndone);
    }

    case 'claim': {
      return claim(world, step);
    }

    case 'sweep': {
      return sweep(world);
    }

    case 'drop': {
      return dropDeadline(world);
    }

    default: {
      return takeClaim(world, step);
    }
  }
};

/** How often everything has to be looked at until nothing is left to be done. */
const rounds = 20;

/** Lets every worker that lives come to its end, and time go on, as fair weather has it. */
export const settle = (world: World): World =>
  Array.from({ length: rounds }).reduce<World>((known) => {
    const claims = [...known.claims, undefined].map((_, claim) => claim);
    const steps: readonly Step[] = [
      { kind: 'deadlines', isUndone: false },
      { kind: 'claim' },
      ...claims.map((claim) => ({ kind: 'answer', claim, answer: 'accepted' }) as const),
      ...claims.map((claim) => ({ kind: 'record', claim }) as const),
      { kind: 'sweep' },
      { kind: 'clock', milliseconds: 61_000 },
    ];

    return steps.reduce((current, step) => take(current, step), known);
  }, world);
