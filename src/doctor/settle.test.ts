import { describe, expect, it } from 'vitest';

import { SendFailure, refuse } from '../meta/failure.js';
import { SubscriptionFailure } from '../meta/subscriptions.js';

import { absent, known } from './facts.js';
import { Absence, Settling, requireValue } from './settle.js';
import { readSkew } from './skew.js';

const failure = { kind: 'lost', host: 'x', systemCode: 'ECONNRESET' } as const;

const settle = async (look: () => Promise<unknown>, time = 10_000) =>
  new Settling(time).settle('graph.facebook.com', look);

const failWith = (error: Error) => async () => {
  throw error;
};

const never = async () =>
  new Promise<never>(() => {
    // As a server that takes a call and says nothing.
  });

describe('a look', () => {
  it('ends with what there is', async () => {
    expect(await settle(async () => 7)).toEqual(known(7));
  });

  it.each([
    [new SendFailure(failure), { kind: 'failed', failure }],
    [new SubscriptionFailure(failure, 'app', '7'), { kind: 'failed', failure }],
    [new Absence('There is none.'), absent('There is none.')],
  ])('ends with why there is nothing: %o', async (error, expected) => {
    expect(await settle(failWith(error))).toEqual(expected);
  });

  it.each([new Error('planted'), refuse('planted')])(
    'ends with nothing of what nobody foresaw: %o',
    async (error) => {
      const fact = await settle(failWith(error));

      expect(fact).toMatchObject({ kind: 'absent' });
      expect(JSON.stringify(fact)).not.toContain('planted');
    }
  );

  it('ends in time, whatever it waits for', async () => {
    expect(await settle(never, 10)).toEqual({
      kind: 'failed',
      failure: { kind: 'silent', host: 'graph.facebook.com', seconds: 1 },
    });
  });

  it('gives its reason on to whoever needs it', async () => {
    expect(requireValue(known(7))).toBe(7);
    expect(() => requireValue(absent('There is none.'))).toThrow(Absence);
    expect(() => requireValue({ kind: 'failed', failure })).toThrow(SendFailure);
  });
});

describe('the clock of another', () => {
  const now = Date.parse('2026-11-21T12:00:00.400Z');

  it.each([
    ['Sat, 21 Nov 2026 12:00:00 GMT', 0],
    ['Sat, 21 Nov 2026 12:00:02 GMT', 0],
    ['Sat, 21 Nov 2026 12:01:30 GMT', 90],
    ['Sat, 21 Nov 2026 11:58:30 GMT', -90],
    ['yesterday', undefined],
    [undefined, undefined],
  ])('says %j', (header, expected) => {
    expect(readSkew(header, now)).toBe(expected);
  });
});
