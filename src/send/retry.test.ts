import { describe, expect, it } from 'vitest';

import { type ErrorAction, type ErrorEntry } from '../meta/error-codes.js';
import { type ErrorReport, type Failure } from '../meta/failure.js';

import { retryDelay, sendBudget } from './retry.js';

const host = 'graph.facebook.com';

const answered = (action: ErrorAction, report: Partial<ErrorReport> = {}): Failure => {
  const entry: ErrorEntry = {
    section: 'A section',
    code: 131_000,
    http: 500,
    title: 'A title',
    meaning: 'Something happened',
    remedy: 'Do something',
    when: 'sync',
    action,
    becomes: { error: 'General', person: 'failed' },
  };

  return { kind: 'answered', entry, report: { status: 500, code: 131_000, ...report } };
};

const unreachable = (lasting: boolean): Failure => ({
  kind: 'unreachable',
  host,
  systemCode: lasting ? 'CERT_HAS_EXPIRED' : 'ECONNREFUSED',
  lasting,
});

const unreadable = (status: number): Failure => ({ kind: 'unreadable', host, status });

const silent: Failure = { kind: 'silent', host, seconds: 8 };
const lost: Failure = { kind: 'lost', host, systemCode: 'ECONNRESET' };
const refused: Failure = { kind: 'refused', explanation: 'Not to this country.' };

/** After the given number of tries, with all the time in the world. */
const delayAfter = (failure: Failure, tried: number, random = 1) =>
  retryDelay(failure, { tried, remaining: 7500, random });

describe('a send is tried again', () => {
  it.each<[string, Failure]>([
    ['after an answer that the error table calls transient', answered('retry')],
    ['when there was no connection', unreachable(false)],
    ['after a 429 in strange words', unreadable(429)],
    ['after a 503 in strange words', unreadable(503)],
  ])('%s: three tries in all', (_, failure) => {
    expect(delayAfter(failure, 1)).toBe(300);
    expect(delayAfter(failure, 2)).toBe(600);
    expect(delayAfter(failure, 3)).toBeUndefined();
    expect(delayAfter(failure, 4)).toBeUndefined();
  });

  it("only once after Meta's unknown error, which is code 1", () => {
    const failure = answered('retry', { code: 1, status: 400 });

    expect(delayAfter(failure, 1)).toBe(300);
    expect(delayAfter(failure, 2)).toBeUndefined();
  });
});

describe('a send is never tried again', () => {
  it.each<[string, Failure]>([
    ['when it was refused before anything was sent', refused],
    ['after silence: the message may be on its way', silent],
    ['when the connection broke: the message may be on its way', lost],
    ['after a 200 that cannot be read: the message is on its way', unreadable(200)],
    ['after a 202 that cannot be read', unreadable(202)],
    ['after a redirect', unreadable(302)],
    ['after a 404 in strange words', unreadable(404)],
    ['after a 500 in strange words', unreadable(500)],
    ['after a 502 in strange words', unreadable(502)],
    ['after a 504 in strange words', unreadable(504)],
    ['when no secure connection can be made', unreachable(true)],
    ['after an answer for which SMS is the way', answered('sms')],
    ['after an answer for which there is no way', answered('stop')],
    ['after a permanent answer, whatever its status', answered('sms', { status: 503 })],
    ['after a permanent answer that names a time', answered('sms', { retryAfter: 1 })],
    ['after code 1 where the table calls it permanent', answered('sms', { code: 1 })],
  ])('%s', (_, failure) => {
    expect(delayAfter(failure, 1, 0)).toBeUndefined();
    expect(delayAfter(failure, 1, 1)).toBeUndefined();
  });
});

describe('the wait before the next try', () => {
  it.each([
    [1, 0, 150],
    [1, 0.5, 225],
    [1, 1, 300],
    [2, 0, 300],
    [2, 0.5, 450],
    [2, 1, 600],
  ])('after try %d, with random %d, is %d ms', (tried, random, delay) => {
    expect(delayAfter(answered('retry'), tried, random)).toBe(delay);
    expect(delayAfter(unreachable(false), tried, random)).toBe(delay);
    expect(delayAfter(unreadable(503), tried, random)).toBe(delay);
  });

  it.each([
    [300, 800],
    [600, 1100],
  ])('of %d ms is given up when less than 500 ms would be left', (delay, enough) => {
    const tried = delay / 300;
    const wait = (remaining: number) =>
      retryDelay(answered('retry'), { tried, remaining, random: 1 });

    expect(wait(enough)).toBe(delay);
    expect(wait(enough - 1)).toBeUndefined();
  });

  it.each([0, -1, -10_000, Number.NEGATIVE_INFINITY])(
    'is given up when the budget is spent: %d ms are left',
    (remaining) => {
      expect(retryDelay(unreachable(false), { tried: 1, remaining, random: 0 })).toBeUndefined();
    }
  );

  it('is as long as the gateway asks, when that fits into the budget', () => {
    const failure = answered('retry', { retryAfter: 2000 });

    expect(retryDelay(failure, { tried: 1, remaining: 2500, random: 0 })).toBe(2000);
    expect(retryDelay(failure, { tried: 2, remaining: 7500, random: 1 })).toBe(2000);
  });

  it('is given up when the gateway asks for more than there is', () => {
    const failure = answered('retry', { retryAfter: 2000 });

    expect(retryDelay(failure, { tried: 1, remaining: 2499, random: 0 })).toBeUndefined();
    expect(delayAfter(answered('retry', { retryAfter: 60_000 }), 1)).toBeUndefined();
    expect(
      delayAfter(answered('retry', { retryAfter: Number.MAX_SAFE_INTEGER }), 1)
    ).toBeUndefined();
  });

  it('is not shorter than usual when the gateway asks for less', () => {
    expect(delayAfter(answered('retry', { retryAfter: 0 }), 1)).toBe(300);
    expect(delayAfter(answered('retry', { retryAfter: 100 }), 2)).toBe(600);
  });
});

describe('the budget of a send', () => {
  it('is a little less than 8 s', () => {
    expect(sendBudget).toBe(7500);
  });

  it('has room for all tries that are answered at once', () => {
    const first = retryDelay(unreachable(false), { tried: 1, remaining: 7500, random: 1 });
    const second = retryDelay(unreachable(false), { tried: 2, remaining: 7600, random: 1 });

    expect([first, second]).toEqual([300, 600]);
  });
});
