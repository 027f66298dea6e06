import { describe, expect, it } from 'vitest';

import { relaySecret } from '../../test/support/registration.js';
import { startStandIn } from '../../test/support/stand-in.js';

import { probeRelay, probeRelaySecret } from './probe-relay.js';
import { probeWebhook } from './probe-webhook.js';
import { Absence } from './settle.js';

const timeout = 5000;

const answering = async (status: number, body: unknown) => {
  const standIn = await startStandIn(() => ({ status, body: JSON.stringify(body) }));

  return { standIn, url: `http://127.0.0.1:${standIn.port}` };
};

const problem = (code: string) => ({ error: { code, message: 'No.', remedy: 'Mend it.' } });

describe('a relay', () => {
  it.each([
    [200, { status: 'ready' }, true],
    [503, problem('unavailable'), true],
    [200, { status: 'ok' }, false],
    [404, problem('not_found'), false],
  ])('answers with %i and %j', async (status, body, isRelay) => {
    const { url } = await answering(status, body);

    expect(await probeRelay({ url }, timeout, () => new Date())).toEqual({
      status,
      isRelay,
      skew: 0,
    });
  });

  it.each([
    [200, { status: 'ok' }, 'same'],
    [401, problem('wrong_secret'), 'other'],
    [404, problem('not_found'), 'old'],
    [400, problem('not_a_registration'), 'old'],
    [404, { hello: 'proxy' }, 'stranger'],
    [401, { hello: 'proxy' }, 'stranger'],
    [200, { hello: 'world' }, 'stranger'],
    [429, { hello: 'proxy' }, 'busy'],
    [503, problem('unavailable'), 'busy'],
  ])('answers with %i and %j when it is asked for its secret', async (status, body, expected) => {
    const { url, standIn } = await answering(status, body);

    expect(await probeRelaySecret({ url, secret: relaySecret }, timeout)).toBe(expected);
    expect(standIn.requests).toMatchObject([
      { method: 'POST', url: '/deliveries/check', headers: { 'content-type': 'application/jose' } },
    ]);
    expect(new TextDecoder().decode(standIn.requests[0]?.body)).not.toContain(relaySecret);
  });
});

describe('a webhook', () => {
  it('is called as by Meta, and as by somebody who is not Meta', async () => {
    const standIn = await startStandIn(({ method, url }) =>
      method === 'GET' && new URL(url, 'http://x').searchParams.get('hub.verify_token') === 'right'
        ? { status: 200, body: new URL(url, 'http://x').searchParams.get('hub.challenge') ?? '' }
        : { status: 403, body: JSON.stringify(problem('wrong_verify_token')) }
    );
    const address = `http://127.0.0.1:${standIn.port}/webhook?own=1`;

    expect(await probeWebhook({ address, verifyToken: 'right', timeout })).toEqual({
      address,
      wrongToken: { status: 403, isRelay: true },
      isEchoed: true,
      forgery: { status: 403, isRelay: false },
    });
    expect(await probeWebhook({ address, verifyToken: 'wrong', timeout })).toMatchObject({
      isEchoed: false,
    });
    expect(await probeWebhook({ address, timeout })).toMatchObject({ isEchoed: undefined });
  });

  it.each(['http://relay.example.com/webhook', 'ftp://127.0.0.1/webhook', 'nowhere'])(
    'is not called at %s',
    async (address) => {
      await expect(probeWebhook({ address, timeout })).rejects.toThrow(Absence);
    }
  );
});
