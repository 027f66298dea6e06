import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { expiresAt, smsSettings } from '../../../test/support/relay-deliveries.js';
import {
  type Answer,
  type Claim,
  type Step,
  type World,
  createWorld,
  settle,
  take,
} from '../../../test/support/relay-protocol.js';

import { type Delivery, type DeliveryState } from './delivery.js';

const minute = 60_000;

const anyAnswer = fc.constantFrom<Answer>(
  'accepted',
  'not-allowed',
  'limit',
  'unusable',
  'not-reached',
  'refused',
  'unanswered'
);

/** Which of the SMS that were claimed, counted from the last. */
const anyClaim = fc.nat({ max: 2 });

type Status = Extract<Step, { kind: 'status' }>;

const anyFailed: fc.Arbitrary<Status> = fc.record({
  kind: fc.constant('status'),
  status: fc.constant('failed'),
  errorCode: fc.option(fc.constantFrom(131_026, 137_000), { nil: undefined }),
});

const anyStatus: fc.Arbitrary<Status> = fc.oneof(
  fc.record({
    kind: fc.constant('status'),
    status: fc.constantFrom('sent', 'delivered', 'read'),
  }),
  anyFailed
);

/** One of these now and then, and mostly none. */
const oneIn = <const Item>(count: number, items: readonly Item[]): fc.Arbitrary<Item | undefined> =>
  fc.nat({ max: count }).map((index) => items[index]);

const anyStep = fc.oneof<Array<fc.MaybeWeightedArbitrary<Step>>>(
  { arbitrary: fc.record({ kind: fc.constant('register') }), weight: 2 },
  { arbitrary: anyStatus, weight: 1 },
  {
    arbitrary: fc.record({ kind: fc.constant('clock'), milliseconds: fc.nat({ max: 40_000 }) }),
    weight: 5,
  },
  {
    arbitrary: fc.record({ kind: fc.constant('deadlines'), isUndone: fc.boolean() }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant('claim'),
      refusal: oneIn(20, ['limit', 'not-allowed', 'unusable']),
      crash: oneIn(6, ['before', 'after']),
    }),
    weight: 6,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant('answer'),
      claim: anyClaim,
      answer: fc.oneof({ arbitrary: fc.constant('not-reached'), weight: 2 }, anyAnswer),
    }),
    weight: 6,
  },
  { arbitrary: fc.record({ kind: fc.constant('record'), claim: anyClaim }), weight: 6 },
  { arbitrary: fc.record({ kind: fc.constant('kill'), claim: anyClaim }), weight: 1 },
  { arbitrary: fc.record({ kind: fc.constantFrom('sweep', 'drop') }), weight: 2 }
);

/** Steps that may come at any time: the clock is set back, or far ahead. */
const anyStepOrJump: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: anyStep, weight: 150 },
  fc.record({
    kind: fc.constant('clock'),
    milliseconds: fc.integer({ min: -60 * minute, max: 60 * minute }),
  })
);

const anySms = fc.oneof(
  { arbitrary: fc.constant(smsSettings), weight: 8 },
  { arbitrary: fc.constantFrom(undefined, { ...smsSettings, mode: 'record' as const }), weight: 2 }
);

/** Half of them begin as codes do: registered, and not delivered. */
const anyBeginning = fc.constantFrom<readonly Step[]>(
  [],
  [{ kind: 'register' }],
  [{ kind: 'register' }, { kind: 'status', status: 'failed', errorCode: 131_026 }],
  [{ kind: 'status', status: 'failed' }, { kind: 'register' }]
);

const worldAfter = (world: World, ...steps: readonly Step[]): World =>
  steps.reduce((known, step) => take(known, step), world);

const anyWorldOf = (step: fc.Arbitrary<Step>) =>
  fc
    .tuple(anySms, anyBeginning, fc.array(step, { maxLength: 60, size: 'max' }))
    .map(([sms, beginning, steps]) => worldAfter(createWorld(sms), ...beginning, ...steps));

/** Whatever the clock does. */
const anyWorld = anyWorldOf(anyStepOrJump);

const certainlyNotTaken: ReadonlySet<Claim['answer']> = new Set([
  'not-allowed',
  'limit',
  'unusable',
  'not-reached',
  'refused',
]);

/** SMS that have gone out, or that nobody can say have not. */
const mayArrive = ({ claims }: World) =>
  claims.filter(({ answer, isLost }) => !isLost && !certainlyNotTaken.has(answer));

const open: ReadonlySet<DeliveryState> = new Set(['waiting', 'sms-due', 'sms-started']);

const runs = { numRuns: 1000 };

describe('at most one SMS', () => {
  it('goes out, unless the provider certainly has not taken it', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        expect(mayArrive(world).length).toBeLessThanOrEqual(1);
        expect(mayArrive(settle(world)).length).toBeLessThanOrEqual(1);
      }),
      runs
    );
  });

  it('goes out when everything is told again', () => {
    fc.assert(
      fc.property(
        anySms,
        anyBeginning,
        fc.array(anyStepOrJump, { maxLength: 40, size: 'max' }),
        (sms, beginning, steps) => {
          const all = [...beginning, ...steps];

          expect(
            mayArrive(worldAfter(createWorld(sms), ...all, ...all)).length
          ).toBeLessThanOrEqual(1);
        }
      ),
      runs
    );
  });

  it('is under way at any time', () => {
    fc.assert(
      fc.property(anyWorld, ({ claims, delivery }) => {
        const last = claims.at(-1);

        expect(claims.slice(0, -1).every(({ answer }) => certainlyNotTaken.has(answer))).toBe(true);
        expect(delivery.attempts).toBe(last?.attempt ?? 0);
      }),
      runs
    );
  });

  it('goes out only where one is configured', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        expect(world.sms?.mode === 'send' || settle(world).claims.length === 0).toBe(true);
      })
    );
  });
});

const wasDelivered = ({ history }: World) =>
  history.some(({ deliveredAt }) => deliveredAt !== undefined);

/** Why a code that WhatsApp has not delivered has ended as it has. */
const isAccountedFor = (world: World): boolean => {
  const { delivery, sms, claims } = world;
  const { state, reason, timeline, failure } = delivery;

  switch (state) {
    case 'delivered': {
      return wasDelivered(world);
    }

    case 'sms-sent': {
      return claims.some(({ answer }) => answer === 'accepted');
    }

    // Each of them says why.
    case 'sms-unknown': {
      return reason !== undefined && claims.length > 0;
    }

    case 'sms-failed': {
      return reason !== undefined;
    }

    case 'recorded': {
      return sms?.mode === 'record';
    }

    case 'undelivered': {
      return sms === undefined || (failure?.code === 137_000 && reason !== undefined);
    }

    case 'expired': {
      return timeline.some(({ event, at }) => event === 'expired' && at >= expiresAt);
    }

    default: {
      return false;
    }
  }
};

describe('at least one channel', () => {
  it('brings a registered code, or there is a reason why none does', () => {
    fc.assert(
      fc.property(anyWorldOf(anyStep), (world) => {
        expect(isAccountedFor(settle(take(world, { kind: 'register' })))).toBe(true);
      }),
      runs
    );
  });

  it('brings every code, in time, when no relay is killed and WhatsApp is silent', () => {
    fc.assert(
      fc.property(fc.array(anyStatus, { maxLength: 4 }), fc.nat({ max: 8 }), (statuses, at) => {
        const steps = [
          ...statuses.slice(0, at),
          { kind: 'register' as const },
          ...statuses.slice(at),
        ];
        const { delivery, claims } = settle(worldAfter(createWorld(smsSettings), ...steps));
        const isStopped = delivery.state === 'undelivered' && delivery.failure?.code === 137_000;

        expect(
          isStopped || delivery.deliveredAt !== undefined || claims.at(0)?.answer === 'accepted'
        ).toBe(true);
      })
    );
  });

  it('is tried until the code expires, while the provider cannot be reached', () => {
    const tries = settleWith('not-reached');

    expect(tries.claims.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(tries.delivery).toMatchObject({ state: 'sms-failed', attempts: 6 });
  });
});

/** What becomes of a code whose provider gives the same answer each time. */
const settleWith = (answer: Answer): World =>
  Array.from({ length: 10 }).reduce<World>(
    (world) =>
      worldAfter(
        world,
        { kind: 'claim' },
        { kind: 'answer', claim: 0, answer },
        { kind: 'record', claim: 0 },
        { kind: 'clock', milliseconds: 32_000 }
      ),
    worldAfter(createWorld(smsSettings), { kind: 'register' }, { kind: 'status', status: 'failed' })
  );

/** Each delivery with the one that it was before. */
const changesIn = ({ history }: World) =>
  history
    .slice(1)
    .map((delivery, index): [before: Delivery, delivery: Delivery] => [
      history[index] ?? delivery,
      delivery,
    ]);

/** An SMS has gone out, or nobody can say that it has not; or it would have. */
const counts: ReadonlySet<DeliveryState> = new Set([
  'sms-started',
  'sms-sent',
  'sms-unknown',
  'recorded',
]);

/** Also those whose provider has said no. */
const mayCount: ReadonlySet<DeliveryState> = new Set([...counts, 'sms-failed', 'delivered']);

describe('what is known', () => {
  it('has a secret for as long as it is needed, and no longer', () => {
    fc.assert(
      fc.property(anyWorld, ({ history }) => {
        for (const { state, token, registration } of history) {
          expect(token !== undefined).toBe(open.has(state) && registration?.sms?.mode === 'send');
        }
      }),
      runs
    );
  });

  it('counts for the limits when the SMS may have gone out, or would have', () => {
    fc.assert(
      fc.property(anyWorld, ({ history }) => {
        for (const { state, smsStartedAt } of history) {
          expect(mayCount.has(state) || smsStartedAt === undefined).toBe(true);
          expect(!counts.has(state) || smsStartedAt !== undefined).toBe(true);
        }
      }),
      runs
    );
  });

  it('only grows', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        for (const [before, delivery] of changesIn(world)) {
          const isNewlyRegistered = before.registration !== delivery.registration;

          expect(
            delivery.timeline.slice(isNewlyRegistered ? 1 : 0).slice(0, before.timeline.length)
          ).toEqual(before.timeline);
          expect(before.registration === undefined || !isNewlyRegistered).toBe(true);
          expect(delivery.attempts).toBeGreaterThanOrEqual(before.attempts);
          expect(before.deliveredAt ?? delivery.deliveredAt).toBe(delivery.deliveredAt);
        }
      }),
      runs
    );
  });

  it('does not change by "failed" after "delivered", but for the timeline', () => {
    fc.assert(
      fc.property(anyWorld, fc.constantFrom(131_026, 137_000), (world, errorCode) => {
        const known = take(world, { kind: 'status', status: 'delivered' });
        const after = take(known, { kind: 'status', status: 'failed', errorCode });

        expect({ ...after.delivery, timeline: [] }).toEqual({ ...known.delivery, timeline: [] });
        expect(after.jobs).toEqual(known.jobs);
      }),
      runs
    );
  });

  it('is the same when a status or a registration is told again', () => {
    fc.assert(
      fc.property(
        anyWorld,
        fc.oneof(anyStatus, fc.constant<Step>({ kind: 'register' })),
        (world, step) => {
          const once = take(world, step);
          const twice = take(once, step);

          expect(twice.delivery).toBe(once.delivery);
          expect(twice.jobs).toEqual(once.jobs);
        }
      ),
      runs
    );
  });
});
