import { describe, expect, it, vi } from 'vitest';

import { claims } from '../../test/support/registration.js';
import { deliveryIn, reason, sealedToken } from '../../test/support/relay-deliveries.js';
import { SystemError, connectorName } from '../../test/support/sms-provider.js';

import { type DeliveryState, deliveryStates } from './delivery/delivery.js';
import { createLog, describeDecision, describeError } from './log.js';

const appliedOf = (before: DeliveryState | undefined, state: DeliveryState) => ({
  id: 'one',
  before: before && deliveryIn(before),
  delivery: deliveryIn(state),
  decisions: [],
});

it('writes a line of JSON for each entry', () => {
  const write = vi.fn<(line: string) => void>();
  const log = createLog(write, () => new Date('2026-11-21T12:00:00Z'));
  log.info({ event: 'started', url: 'http://127.0.0.1:4600' });
  log.error({ event: 'text', detail: 'two\nlines' });

  expect(write.mock.calls).toEqual([
    [
      '{"time":"2026-11-21T12:00:00.000Z","level":"info","event":"started","url":"http://127.0.0.1:4600"}\n',
    ],
    ['{"time":"2026-11-21T12:00:00.000Z","level":"error","event":"text","detail":"two\\nlines"}\n'],
  ]);
});

it('has the time of this machine', () => {
  const write = vi.fn<(line: string) => void>();
  createLog(write).info({ event: 'started' });

  expect(write.mock.calls.flat().join('')).toMatch(/^{"time":"20\d\d-/);
});

describe('a decision', () => {
  it('is told with its reason', () => {
    expect(describeDecision(appliedOf('sms-started', 'sms-failed'))).toEqual({
      event: 'delivery',
      id: 'one',
      state: 'sms-failed',
      before: 'sms-started',
      recipient: '+1********43',
      country: 'US',
      trigger: 'deadline',
      errorCode: undefined,
      connector: connectorName,
      attempts: 1,
      reason: reason.explanation,
      remedy: reason.remedy,
    });
  });

  it.each(deliveryStates)('is told once: %s', (state) => {
    expect(describeDecision(appliedOf(state, state))).toBeUndefined();
  });

  it('is told of states that say what becomes of a code, and has no secret', () => {
    const entries = deliveryStates.map((state) => describeDecision(appliedOf(undefined, state)));

    expect(entries.flatMap((entry) => (entry ? [entry.state] : []))).toEqual([
      'delivered',
      'sms-due',
      'sms-sent',
      'sms-failed',
      'sms-unknown',
      'recorded',
      'undelivered',
      'expired',
    ]);
    expect(JSON.stringify(entries)).not.toMatch(
      new RegExp(`${sealedToken}|1111-8111|${claims.number.slice(2)}`)
    );
  });
});

describe('an error', () => {
  it.each<[unknown, string]>([
    [new SystemError('planted', 'ECONNREFUSED'), 'ECONNREFUSED'],
    [new SystemError('planted', '28P01'), '28P01'],
    [new SystemError('planted', 'the code planted'), 'Error'],
    [new TypeError('planted'), 'TypeError'],
    ['planted', 'unknown'],
    [{ code: 'ECONNREFUSED' }, 'unknown'],
  ])('is told by its code only: %o', (error, code) => {
    expect(describeError(error)).toEqual({ code });
  });
});
