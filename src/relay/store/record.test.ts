import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { deliveryIn } from '../../../test/support/relay-deliveries.js';
import { type Delivery, type Registration, deliveryStates } from '../delivery/delivery.js';

import { keptToken, readRow, writeRows } from './record.js';

const id = '11111111-1111-8111-8111-111111111111';

const rowsGuard = z.array(
  z
    .object({
      state: z.string(),
      created_at: z.number(),
      sms_started_at: z.number().optional(),
      token: z.string().optional(),
    })
    .passthrough()
);

/** As PostgreSQL gives a row: what was absent is null. */
const roundTrip = (delivery: Delivery): Delivery => {
  const [row] = rowsGuard.parse(JSON.parse(writeRows([{ id, delivery }])));

  return readRow({ number_hash: null, token: null, ...row }).delivery;
};

const toRow = (delivery: Delivery) => rowsGuard.parse(JSON.parse(writeRows([{ id, delivery }])))[0];

/** What PostgreSQL takes. */
const anyText = fc.string({ unit: 'grapheme' });
const anyTime = fc.integer({ min: 0, max: 4_000_000_000_000 });
const anyReason = fc.record({ explanation: anyText, remedy: anyText });

const anyRegistration: fc.Arbitrary<Registration> = fc.record(
  {
    recipient: anyText,
    country: anyText,
    usageType: anyText,
    language: anyText,
    acceptedAt: anyTime,
    deadlineAt: anyTime,
    expiresAt: anyTime,
    sms: fc.record({
      connector: anyText,
      mode: fc.constantFrom('send', 'record'),
      maxPerNumberPerHour: fc.nat(),
      maxPerHour: fc.nat(),
    }),
  },
  {
    requiredKeys: ['recipient', 'usageType', 'language', 'acceptedAt', 'deadlineAt', 'expiresAt'],
  }
);

const anyDelivery: fc.Arbitrary<Delivery> = fc.record(
  {
    state: fc.constantFrom(...deliveryStates),
    createdAt: anyTime,
    registration: anyRegistration,
    token: fc.base64String({ minLength: 1 }),
    numberHash: fc.uuid(),
    deliveredAt: anyTime,
    failure: fc.record({ at: anyTime, code: fc.nat() }, { requiredKeys: ['at'] }),
    trigger: fc.constantFrom('failed', 'deadline'),
    attempts: fc.nat(),
    smsStartedAt: anyTime,
    reason: anyReason,
    timeline: fc.array(
      fc.record({ at: anyTime, event: anyText, detail: anyText }, { requiredKeys: ['at', 'event'] })
    ),
  },
  { requiredKeys: ['state', 'createdAt', 'attempts', 'timeline'] }
);

describe('a delivery', () => {
  it('is read as it was written, whatever it is', () => {
    fc.assert(
      fc.property(anyDelivery, (delivery) => {
        expect(roundTrip(delivery)).toEqual(delivery);
      })
    );
  });

  it.each(deliveryStates)('is read as it was written: %s', (state) => {
    expect(roundTrip(deliveryIn(state))).toEqual(deliveryIn(state));
  });

  it('has its times in seconds where PostgreSQL makes times of them', () => {
    const delivery = deliveryIn('sms-started', { createdAt: 1500, smsStartedAt: 2500 });

    expect(rowsGuard.parse(JSON.parse(writeRows([{ id, delivery }])))).toMatchObject([
      { state: 'sms-started', created_at: 1.5, sms_started_at: 2.5 },
    ]);
  });

  it('keeps its secret and its number in columns only', () => {
    const [row] = rowsGuard.parse(
      JSON.parse(writeRows([{ id, delivery: deliveryIn('waiting', { token: 'sealed' }) }]))
    );

    expect(row?.token).toBe('sealed');
    expect(JSON.stringify(row?.detail)).not.toMatch(/sealed|1111/);
  });

  it('has a token that is neither read nor written when nobody needs it', () => {
    const { detail } = z.object({ detail: z.unknown() }).parse(toRow(deliveryIn('waiting')));
    const { delivery } = readRow({ id, state: 'waiting', has_token: true, detail });

    expect(delivery.token).toBe(keptToken);
    expect(toRow(delivery)).toMatchObject({ keeps_token: true });
    expect(toRow(delivery)).not.toHaveProperty('token');
    expect(toRow(deliveryIn('delivered'))).toMatchObject({ keeps_token: false });
  });
});

it('leaves out what PostgreSQL takes in no text', () => {
  const timeline = [{ at: 1, event: 'a\u0000b\uD800c\uDC00d', detail: 'a pair stays: 😀' }];

  expect(roundTrip(deliveryIn('waiting', { timeline })).timeline).toEqual([
    { at: 1, event: 'abcd', detail: 'a pair stays: 😀' },
  ]);
});

it('does not read what no relay has written', () => {
  expect(() => readRow({ id, state: 'lost', detail: {} })).toThrow(TypeError);
});
