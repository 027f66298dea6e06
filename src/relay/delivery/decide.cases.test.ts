import { describe, expect, it } from 'vitest';

import {
  acceptedAt,
  deadlineAt,
  deliveryIn,
  expiresAt,
  later,
  reason,
  registeredWith,
  registration,
  sealedToken,
  smsSettings,
} from '../../../test/support/relay-deliveries.js';
import { connectorName } from '../../../test/support/sms-provider.js';
import { type SmsFailureKind } from '../../fallback/sms-failure.js';

import { decide } from './decide.js';
import { type Delivery } from './delivery.js';
import { type DeliveryEvent } from './event.js';

const deadline = { kind: 'deadline' } as const;
const delivered = { kind: 'status', status: 'delivered' } as const;
const failed = { kind: 'status', status: 'failed', errorCode: 131_026 } as const;
const stopped = { kind: 'status', status: 'failed', errorCode: 137_000 } as const;
const claimed = { kind: 'sms-claimed' } as const;

const toRecord = { ...smsSettings, mode: 'record' } as const;

const failedAt = (attempt: number, failure: SmsFailureKind) =>
  ({ kind: 'sms-failed', attempt, failure, reason }) as const;

/** The state and the decision, as one text. */
const outcomeOf = (before: Delivery, event: DeliveryEvent, at = later): string => {
  const { delivery, decision } = decide(before, event, at);

  return decision.kind === 'nothing' ? delivery.state : `${delivery.state} ${decision.kind}`;
};

const after = (...events: readonly DeliveryEvent[]): Delivery =>
  events.reduce((known, event) => decide(known, event, later).delivery, deliveryIn('unregistered'));

describe('a registration', () => {
  it('is kept in the time of the relay, however long ago the code was accepted', () => {
    const { delivery, decision } = decide(deliveryIn('unregistered'), registeredWith(), later);

    expect(delivery).toEqual({
      state: 'waiting',
      createdAt: acceptedAt + 100,
      registration,
      token: sealedToken,
      numberHash: registeredWith().numberHash,
      attempts: 0,
      timeline: [{ at: acceptedAt, event: 'accepted' }],
    });
    expect(decision).toEqual({ kind: 'watch', at: deadlineAt });
  });

  it('stands before the statuses that have overtaken it', () => {
    const { timeline, deliveredAt } = after(
      { kind: 'status', status: 'sent' },
      delivered,
      registeredWith()
    );

    expect(timeline.map(({ event }) => event)).toEqual(['accepted', 'sent', 'delivered']);
    expect(deliveredAt).toBe(later);
  });

  it.each<[name: string, status: DeliveryEvent, outcomes: readonly string[]]>([
    ['delivered', delivered, ['delivered', 'delivered', 'delivered']],
    ['failed', failed, ['sms-due send-sms', 'undelivered settle', 'sms-due send-sms']],
    [
      'failed for good',
      stopped,
      ['undelivered settle', 'undelivered settle', 'undelivered settle'],
    ],
  ])('that comes after %s, with SMS, without, and to record', (_, status, outcomes) => {
    const registrations = [{}, { sms: undefined }, { sms: toRecord }];

    expect(registrations.map((report) => outcomeOf(after(status), registeredWith(report)))).toEqual(
      outcomes
    );
  });

  it('that comes when the code has expired makes no SMS any more', () => {
    expect(outcomeOf(after(failed), registeredWith({ age: 600 }))).toBe('expired settle');
    expect(outcomeOf(after(failed), registeredWith({ age: 599.999 }))).toBe('sms-due send-sms');
    expect(outcomeOf(after(), registeredWith({ age: 601 }))).toBe('waiting watch');
  });
});

describe('the limits', () => {
  it.each<[SmsFailureKind, boolean]>([
    ['not-allowed', false],
    ['unusable', false],
    ['not-reached', false],
    ['refused', true],
    ['unanswered', true],
  ])('count an SMS that has failed as %s: %s', (failure, isCounted) => {
    const { delivery } = decide(deliveryIn('sms-started'), failedAt(1, failure), later);

    expect(delivery.smsStartedAt !== undefined).toBe(isCounted);
  });

  it('do not count an SMS that could not be brought to its provider six times', () => {
    const { delivery } = decide(
      deliveryIn('sms-started', { attempts: 6 }),
      failedAt(6, 'not-reached'),
      later
    );

    expect(delivery).toMatchObject({ state: 'sms-failed', smsStartedAt: undefined });
  });
});

describe('a fallback that only records', () => {
  const due = after(registeredWith({ sms: toRecord }), failed);

  it('says so when nothing would have stopped the SMS, and counts it', () => {
    expect(outcomeOf(due, claimed)).toBe('recorded');
    expect(decide(due, claimed, later).delivery).toMatchObject({
      attempts: 0,
      smsStartedAt: later,
    });
  });

  it('tells what would have stopped it', () => {
    const { delivery } = decide(
      due,
      { kind: 'sms-claimed', refusal: { failure: 'not-allowed', reason } },
      later
    );

    expect(delivery).toMatchObject({ state: 'sms-failed', reason });
    expect(delivery).not.toHaveProperty('smsStartedAt');
  });

  it('does not record what had expired, or was delivered', () => {
    expect(outcomeOf(due, claimed, expiresAt)).toBe('expired');
    expect(outcomeOf(due, delivered)).toBe('delivered settle');
  });

  it.each([toRecord, undefined])('keeps no code, nor does none at all: %j', (sms) => {
    const waiting = after(registeredWith({ sms }));

    expect(waiting).toMatchObject({ state: 'waiting' });
    expect(waiting).not.toHaveProperty('token');
    // A relay of an earlier release has kept it, and would send it.
    expect(decide({ ...waiting, token: sealedToken }, deadline, later).delivery).not.toHaveProperty(
      'token'
    );
  });
});

describe('what nobody has looked at', () => {
  const expired = { kind: 'expired' } as const;

  it.each(['waiting', 'sms-due'] as const)('expires, and not a moment too early: %s', (state) => {
    expect(outcomeOf(deliveryIn(state), expired, expiresAt - 1)).toBe(state);
    expect(outcomeOf(deliveryIn(state), expired, expiresAt)).toMatch(/^expired/);
  });

  it('is not delivered where there is no SMS', () => {
    const waiting = deliveryIn('waiting', { registration: { ...registration, sms: undefined } });

    expect(outcomeOf(waiting, expired, expiresAt)).toBe('undelivered settle');
  });

  it.each(['unregistered', 'delivered', 'sms-started', 'sms-unknown', 'recorded'] as const)(
    'stays what it is when it is %s',
    (state) => {
      expect(outcomeOf(deliveryIn(state), expired, expiresAt)).toBe(state);
    }
  );
});

describe('a code that WhatsApp has not delivered', () => {
  it.each([deadline, failed])('expires in the millisecond that it should: %j', (event) => {
    expect(outcomeOf(deliveryIn('waiting'), event, expiresAt - 1)).toBe('sms-due send-sms');
    expect(outcomeOf(deliveryIn('waiting'), event, expiresAt)).toBe('expired settle');
  });

  it.each([deadline, failed])('has no SMS where none is configured: %j', (event) => {
    const waiting = deliveryIn('waiting', { registration: { ...registration, sms: undefined } });

    expect(outcomeOf(waiting, event)).toBe('undelivered settle');
    expect(outcomeOf(waiting, event, expiresAt)).toBe('undelivered settle');
  });

  it('tells why an SMS is wanted, and by which connector', () => {
    expect(decide(deliveryIn('waiting'), failed, later)).toEqual({
      delivery: {
        ...deliveryIn('waiting'),
        state: 'sms-due',
        trigger: 'failed',
        failure: { at: later, code: 131_026 },
        timeline: [
          { at: acceptedAt, event: 'accepted' },
          { at: later, event: 'failed', detail: '131026' },
          { at: later, event: 'sms-due', detail: connectorName },
        ],
      },
      decision: { kind: 'send-sms', attempt: 1, at: later },
    });
    expect(decide(deliveryIn('waiting'), deadline, later).delivery.trigger).toBe('deadline');
  });

  it('has no SMS when its account has another owner, and says so', () => {
    expect(decide(deliveryIn('waiting'), stopped, later).delivery).toMatchObject({
      trigger: 'failed',
      reason: {
        explanation: 'The WhatsApp account behind this number has changed hands or device.',
        remedy: 'Verify the owner of the number in another way before you send codes to it.',
      },
    });
  });
});

describe('a status', () => {
  it('that comes again says nothing', () => {
    const known = after(registeredWith(), failed);

    expect(decide(known, failed, later + 1).delivery).toBe(known);
    expect(decide(known, stopped, later + 1).delivery).toBe(known);
  });

  it('"delivered" counts once, whichever of its kinds comes first', () => {
    const { delivery } = decide(
      after(registeredWith(), { kind: 'status', status: 'read' }),
      delivered,
      later + 1000
    );

    expect(delivery.deliveredAt).toBe(later);
    expect(delivery.timeline.map(({ event }) => event)).toEqual(['accepted', 'read', 'delivered']);
  });

  it('"failed" after "delivered" is only written down', () => {
    const known = after(registeredWith(), delivered);

    expect(decide(known, stopped, later + 1)).toEqual({
      delivery: {
        ...known,
        timeline: [...known.timeline, { at: later + 1, event: 'failed', detail: '137000' }],
      },
      decision: { kind: 'nothing' },
    });
  });

  it('"delivered" after the SMS tells how good the deadline is, and changes nothing else', () => {
    for (const state of ['recorded', 'sms-started', 'sms-sent', 'sms-unknown'] as const) {
      expect(decide(deliveryIn(state), delivered, later).delivery).toMatchObject({
        state,
        deliveredAt: later,
      });
    }
  });
});

describe('an SMS', () => {
  it('is claimed until the code expires', () => {
    expect(outcomeOf(deliveryIn('sms-due'), claimed, expiresAt - 1)).toBe('sms-started');
    expect(outcomeOf(deliveryIn('sms-due'), claimed, expiresAt)).toBe('expired');
    expect(decide(deliveryIn('sms-due'), claimed, later).delivery).toMatchObject({
      attempts: 1,
      smsStartedAt: later,
      token: sealedToken,
    });
  });

  it('that is refused before it is started says why', () => {
    const { delivery } = decide(
      deliveryIn('sms-due'),
      { kind: 'sms-claimed', refusal: { failure: 'limit', reason } },
      later
    );

    expect(delivery.reason).toEqual(reason);
    expect(delivery.timeline.at(-1)).toEqual({ at: later, event: 'sms-failed', detail: 'limit' });
    expect(delivery.attempts).toBe(0);
  });

  it.each([
    [1, 2],
    [2, 4],
    [3, 8],
    [4, 16],
    [5, 32],
  ])('that has not been reached %i times is tried again after %i s', (attempts, delay) => {
    const started = deliveryIn('sms-started', { attempts });

    expect(decide(started, failedAt(attempts, 'not-reached'), later)).toMatchObject({
      delivery: { state: 'sms-due', reason, token: sealedToken },
      decision: { kind: 'send-sms', attempt: attempts + 1, at: later + delay * 1000 },
    });
  });

  it('is given up after six tries', () => {
    const started = deliveryIn('sms-started', { attempts: 6 });

    expect(outcomeOf(started, failedAt(6, 'not-reached'))).toBe('sms-failed');
  });

  it('is not tried again when the code will have expired by then', () => {
    const started = deliveryIn('sms-started');

    expect(outcomeOf(started, failedAt(1, 'not-reached'), expiresAt - 2001)).toBe(
      'sms-due send-sms'
    );
    expect(outcomeOf(started, failedAt(1, 'not-reached'), expiresAt - 2000)).toBe('sms-failed');
  });

  it('is not tried again because an earlier try is told of twice', () => {
    const second = deliveryIn('sms-started', { attempts: 2 });

    expect(decide(second, failedAt(1, 'not-reached'), later).delivery).toBe(second);
  });

  it.each<[SmsFailureKind, string]>([
    ['not-allowed', 'delivered'],
    ['limit', 'delivered'],
    ['unusable', 'delivered'],
    ['not-reached', 'delivered'],
    ['refused', 'delivered'],
    ['unanswered', 'sms-unknown'],
  ])('is not needed any more when WhatsApp has delivered: %s', (failure, state) => {
    const started = deliveryIn('sms-started', { deliveredAt: later - 1 });

    expect(outcomeOf(started, failedAt(1, failure))).toBe(state);
  });

  it('that a relay has left behind may arrive, and says so', () => {
    const { reason: said } = decide(
      deliveryIn('sms-started', { deliveredAt: later }),
      { kind: 'sms-abandoned' },
      later
    ).delivery;

    expect(said?.explanation).toContain('The SMS may still arrive');
  });

  it('that the provider took after all has nothing to explain', () => {
    const { delivery } = decide(deliveryIn('sms-unknown'), { kind: 'sms-accepted' }, later);

    expect(delivery).toMatchObject({ state: 'sms-sent' });
    expect(delivery).not.toHaveProperty('reason');
  });
});

describe('a timeline', () => {
  it('ends somewhere, whoever writes into it', () => {
    const entry = { at: acceptedAt, event: 'sms-due' };
    const full = { timeline: Array.from({ length: 40 }, () => entry) };
    const { delivery } = decide(deliveryIn('waiting', full), failed, later);

    expect(delivery.timeline).toHaveLength(40);
    expect(delivery.state).toBe('sms-due');
  });
});
