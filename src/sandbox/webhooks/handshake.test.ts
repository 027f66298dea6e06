import { describe, expect, it } from 'vitest';

import { Receiver, closedAddress, verifyToken } from '../../../test/support/receiver.js';

import { isWebhookAddress, problemOf, shakeHands, webhookTimeout } from './handshake.js';

/** An answer that has the challenge in it, and is wrong otherwise. */
type Odd = { status: number; headers?: Record<string, string>; end?: string };

describe('the handshake', () => {
  it('is good when the challenge comes back', async () => {
    const { target } = await Receiver.start();

    expect(await shakeHands(target)).toBeUndefined();
  });

  it('keeps the query that the address has', async () => {
    const receiver = await Receiver.start();

    await shakeHands({ url: `${receiver.url}/hook?tenant=7&hub.mode=x`, verifyToken });

    expect(Object.fromEntries(receiver.handshakes[0] ?? [])).toMatchObject({
      tenant: '7',
      'hub.mode': 'subscribe',
      'hub.verify_token': verifyToken,
    });
  });

  it('has another challenge each time', async () => {
    const receiver = await Receiver.start();

    await shakeHands(receiver.target);
    await shakeHands(receiver.target);

    const challenges = receiver.handshakes.map((query) => query.get('hub.challenge'));
    expect(new Set(challenges).size).toBe(2);
  });

  it.each([
    ['the status is another one', { status: 403 }, '403'],
    ['there is a line break after the challenge', { status: 200, end: '\n' }, 'something else'],
    ['it points elsewhere', { status: 301, headers: { location: '/elsewhere' } }, '301'],
  ])('is bad when %s', async (_, { end = '', ...answer }: Odd, words) => {
    const { target } = await Receiver.start({
      onHandshake: (query) => ({ ...answer, body: `${query.get('hub.challenge') ?? ''}${end}` }),
    });

    expect(await shakeHands(target)).toContain(words);
  });

  it.each(['nonsense', 'http://somebody:password@127.0.0.1:1'])(
    'is bad when the address is %s, and repeats neither it nor the token',
    async (url) => {
      expect(await shakeHands({ url, verifyToken })).toBe(
        'the handshake failed: its address cannot be called'
      );
    }
  );

  it('is bad when nobody listens', async () => {
    const { url } = await closedAddress();

    expect(await shakeHands({ url, verifyToken })).toMatch(/^the handshake failed: .*ECONNREFUSED/);
  });
});

describe('an address for webhooks', () => {
  it.each([
    ['http://localhost:3000/webhook', true],
    ['HTTPS://example.com', true],
    ['nonsense', false],
    ['ftp://example.com', false],
    ['https://somebody:password@example.com', false],
    ['https://somebody@example.com', false],
  ])('%s: %s', (text, isOne) => {
    expect(isWebhookAddress(text)).toBe(isOne);
  });
});

/** What Node throws when a host has two addresses. */
class BothAddressesRefused extends AggregateError {
  constructor() {
    super([], '');
  }

  get code(): string {
    return 'ECONNREFUSED';
  }
}

describe('the words for a problem', () => {
  it.each([
    [new TypeError('fetch failed', { cause: new Error('read ECONNRESET') }), 'read ECONNRESET'],
    [new TypeError('fetch failed', { cause: new BothAddressesRefused() }), 'ECONNREFUSED'],
    [new TypeError('Invalid URL'), 'its address cannot be called'],
    [new DOMException('', 'TimeoutError'), `no answer within ${webhookTimeout / 1000} s`],
    ['a text', 'it failed'],
  ])('are those of what caused it: %s', (problem, words) => {
    expect(problemOf(problem)).toBe(words);
  });
});
