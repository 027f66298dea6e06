import { describe, expect, it } from 'vitest';

import {
  deliveryIn,
  later,
  reason,
  registeredWith,
  smsSettings,
} from '../../../test/support/relay-deliveries.js';

import { decide } from './decide.js';
import { type DeliveryState, deliveryStates } from './delivery.js';
import { type DeliveryEvent } from './event.js';

const failedWith = (
  failure: 'not-allowed' | 'limit' | 'unusable' | 'not-reached' | 'refused' | 'unanswered'
) => ({ kind: 'sms-failed', attempt: 1, failure, reason }) as const;

const events: Readonly<Record<string, DeliveryEvent>> = {
  registered: registeredWith(),
  'registered without SMS': registeredWith({ sms: undefined }),
  'registered to record': registeredWith({ sms: { ...smsSettings, mode: 'record' } }),
  deadline: { kind: 'deadline' },
  sent: { kind: 'status', status: 'sent' },
  delivered: { kind: 'status', status: 'delivered' },
  read: { kind: 'status', status: 'read' },
  'failed 131026': { kind: 'status', status: 'failed', errorCode: 131_026 },
  'failed 137000': { kind: 'status', status: 'failed', errorCode: 137_000 },
  failed: { kind: 'status', status: 'failed' },
  claimed: { kind: 'sms-claimed' },
  'claimed, refused': { kind: 'sms-claimed', refusal: { failure: 'limit', reason } },
  accepted: { kind: 'sms-accepted' },
  abandoned: { kind: 'sms-abandoned' },
  expired: { kind: 'expired' },
  'not-allowed': failedWith('not-allowed'),
  limit: failedWith('limit'),
  unusable: failedWith('unusable'),
  'not-reached': failedWith('not-reached'),
  refused: failedWith('refused'),
  unanswered: failedWith('unanswered'),
};

/**
 * What becomes of each state with each event, half a minute after the code was accepted. `.` says that
 * nothing changes at all, `noted` that the state stays and something is written down; behind a new
 * state stands what is decided, unless it is nothing.
 */
const tables = [
  `
             | registered    | registered without SMS | registered to record | deadline
unregistered | waiting watch | waiting watch          | waiting watch        | .
waiting      | .             | .                      | .                    | sms-due send-sms
delivered    | .             | .                      | .                    | .
sms-due      | .             | .                      | .                    | .
sms-started  | .             | .                      | .                    | .
sms-sent     | .             | .                      | .                    | .
sms-failed   | .             | .                      | .                    | .
sms-unknown  | .             | .                      | .                    | .
recorded     | .             | .                      | .                    | .
undelivered  | .             | .                      | .                    | .
expired      | .             | .                      | .                    | .`,
  `
             | sent  | delivered        | read             | failed 131026    | failed 137000      | failed
unregistered | noted | noted            | noted            | noted            | noted              | noted
waiting      | noted | delivered settle | delivered settle | sms-due send-sms | undelivered settle | sms-due send-sms
delivered    | noted | .                | noted            | noted            | noted              | noted
sms-due      | noted | delivered settle | delivered settle | noted            | undelivered settle | noted
sms-started  | noted | noted            | noted            | noted            | noted              | noted
sms-sent     | noted | noted            | noted            | noted            | noted              | noted
sms-failed   | noted | delivered settle | delivered settle | noted            | noted              | noted
sms-unknown  | noted | noted            | noted            | noted            | noted              | noted
recorded     | noted | noted            | noted            | noted            | noted              | noted
undelivered  | noted | delivered settle | delivered settle | noted            | noted              | noted
expired      | noted | delivered settle | delivered settle | noted            | noted              | noted`,
  `
             | claimed     | claimed, refused | accepted | abandoned   | expired
unregistered | .           | .                | .        | .           | .
waiting      | .           | .                | .        | .           | .
delivered    | .           | .                | .        | .           | .
sms-due      | sms-started | sms-failed       | .        | .           | .
sms-started  | .           | .                | sms-sent | sms-unknown | .
sms-sent     | .           | .                | .        | .           | .
sms-failed   | .           | .                | .        | .           | .
sms-unknown  | .           | .                | sms-sent | .           | .
recorded     | .           | .                | .        | .           | .
undelivered  | .           | .                | .        | .           | .
expired      | .           | .                | .        | .           | .`,
  `
             | not-allowed | limit      | unusable   | not-reached      | refused    | unanswered
unregistered | .           | .          | .          | .                | .          | .
waiting      | .           | .          | .          | .                | .          | .
delivered    | .           | .          | .          | .                | .          | .
sms-due      | .           | .          | .          | .                | .          | .
sms-started  | sms-failed  | sms-failed | sms-failed | sms-due send-sms | sms-failed | sms-unknown
sms-sent     | .           | .          | .          | .                | .          | .
sms-failed   | .           | .          | .          | .                | .          | .
sms-unknown  | .           | .          | .          | .                | .          | .
recorded     | .           | .          | .          | .                | .          | .
undelivered  | .           | .          | .          | .                | .          | .
expired      | .           | .          | .          | .                | .          | .`,
];

type Cell = { state: DeliveryState; event: string; expected: string };

const cellsOf = (line: string) => line.split('|').map((cell) => cell.trim());

const readTable = (table: string): Cell[] => {
  const [head = '', ...rows] = table.split('\n').slice(1);
  const [, ...names] = cellsOf(head);

  return rows.flatMap((row) => {
    const [name, ...cells] = cellsOf(row);
    const states = deliveryStates.filter((state) => state === name);

    return states.flatMap((state) =>
      names.map((event, index) => ({ state, event, expected: cells[index] ?? '' }))
    );
  });
};

const cells = tables.flatMap((table) => readTable(table));

const open = new Set(['waiting', 'sms-due', 'sms-started']);

/** In the words of the table. */
const outcomeOf = (state: DeliveryState, event: DeliveryEvent): string => {
  const before = deliveryIn(state);
  const { delivery, decision } = decide(before, event, later);

  if (delivery === before) {
    return decision.kind === 'nothing' ? '.' : decision.kind;
  }

  return [
    delivery.state === state ? 'noted' : delivery.state,
    ...(decision.kind === 'nothing' ? [] : [decision.kind]),
  ].join(' ');
};

it('is decided for every state and every event', () => {
  expect(cells.map(({ state, event }) => `${state} ${event}`).toSorted()).toEqual(
    deliveryStates
      .flatMap((state) => Object.keys(events).map((event) => `${state} ${event}`))
      .toSorted()
  );
});

describe.each(cells)('$state: $event', ({ state, event: name, expected }) => {
  const event = events[name] ?? { kind: 'deadline' };
  const before = deliveryIn(state);

  it(`becomes ${expected}`, () => {
    expect(outcomeOf(state, event)).toBe(expected);
  });

  it('forgets nothing but secrets', () => {
    const { delivery } = decide(before, event, later);

    expect(delivery.token !== undefined).toBe(
      open.has(delivery.state) && delivery.registration?.sms?.mode === 'send'
    );
    expect(delivery.timeline).toEqual(expect.arrayContaining([...before.timeline]));
    expect(delivery).toMatchObject({
      createdAt: before.createdAt,
      ...(before.registration && { registration: before.registration }),
    });
  });
});
