import nock from 'nock';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { answeringRelay } from '../../test/support/nocked-relay.js';
import { claims, refusal, relay, smsClaims } from '../../test/support/registration.js';
import * as http from '../meta/http.js';

import { type Relay, postRegistration } from './post-registration.js';
import { maximumRegistrationSize } from './seal.js';

beforeAll(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
});

const withData = (payload: Record<string, unknown>, rest: Record<string, unknown> = {}) => ({
  ...claims,
  sms: {
    ...smsClaims,
    data: {
      ...smsClaims.data,
      ...rest,
      payload: { ...smsClaims.data.payload, ...payload },
    },
  },
});

/** What the relay is told of a payload that is out of the ordinary. */
const toldOf = async (payload: Record<string, unknown>, rest?: Record<string, unknown>) => {
  const receive = answeringRelay([[202]]);
  expect(await postRegistration(relay, withData(payload, rest), 1000)).toBeUndefined();
  const [opened] = receive.mock.calls[0] ?? [];

  return opened && 'claims' in opened ? opened.claims.sms?.data : undefined;
};

describe('a registration', () => {
  it('is posted sealed, and taken with 202', async () => {
    const receive = answeringRelay([[202]]);

    expect(await postRegistration(relay, claims, 1000)).toBeUndefined();
    expect(receive.mock.calls).toMatchObject([[{ claims }, 'application/jose']]);
  });

  it('is posted below the path of the address', async () => {
    const deep: Relay = { ...relay, url: 'https://example.com/whatsapp/relay' };
    const receive = answeringRelay([[202]], deep);

    expect(await postRegistration(deep, claims, 1000)).toBeUndefined();
    expect(receive).toHaveBeenCalledTimes(1);
  });

  it.each<[number, unknown, Record<string, unknown>]>([
    [401, refusal('undecipherable'), { kind: 'other-secret' }],
    [409, refusal('too-old'), { kind: 'clocks' }],
    [400, refusal('malformed'), { kind: 'misunderstood', status: 400 }],
    [413, refusal('too-large'), { kind: 'misunderstood', status: 413 }],
    [404, refusal('not-found'), { kind: 'stranger', status: 404 }],
    [429, 'Slow down', { kind: 'busy', status: 429 }],
    [500, '', { kind: 'busy', status: 500 }],
    [503, refusal('no-database'), { kind: 'busy', status: 503 }],
    [502, '<html>Bad gateway</html>', { kind: 'busy', status: 502 }],
    [404, '<html>Not found</html>', { kind: 'stranger', status: 404 }],
    [401, '<html>Log in</html>', { kind: 'stranger', status: 401 }],
    [400, { error: { message: 'Unsupported post request.', code: 100 } }, { kind: 'stranger' }],
    [200, '<html>Welcome</html>', { kind: 'stranger', status: 200 }],
    [200, {}, { kind: 'stranger', status: 200 }],
    [301, '', { kind: 'stranger', status: 301 }],
  ])('answered with %i and %j is explained', async (status, body, problem) => {
    answeringRelay([[status, typeof body === 'string' ? body : JSON.stringify(body)]]);

    expect(await postRegistration(relay, claims, 1000)).toMatchObject(problem);
  });

  it('keeps only what an SMS connector needs when it would be larger than 64 KB', async () => {
    const data = await toldOf(
      { application: { description: 'x'.repeat(50_000) }, uiLocales: 'de '.repeat(1000) },
      { extra: 'y' }
    );

    expect(data).toEqual({
      to: '12025550143',
      type: 'SignIn',
      payload: { code: '482913', locale: 'de', uiLocales: 'de '.repeat(1000).slice(0, 1000) },
    });
  });

  it.each<[string, unknown]>([
    ['a function', () => 'x'],
    ['a large number', 7n],
    ['a value that throws', { toJSON: () => JSON.parse('{') }],
  ])('keeps only what an SMS connector needs when it holds %s', async (_, strange) => {
    expect(await toldOf({ user: strange, locale: 7 })).toEqual({
      to: '12025550143',
      type: 'SignIn',
      payload: { code: '482913', uiLocales: 'de en' },
    });
  });

  it('is as large as the relay takes, and no larger', async () => {
    const receive = answeringRelay([[202]]);
    const post = vi.spyOn(http, 'post');

    await postRegistration(relay, withData({ user: 'x'.repeat(47_500) }), 1000);
    await postRegistration(relay, withData({ user: 'x'.repeat(49_000) }), 1000);

    const sizes = post.mock.calls.map(([options]) => ('body' in options ? options.body.length : 0));
    expect(receive).toHaveBeenCalledTimes(2);
    expect(sizes[0]).toBeGreaterThan(63_000);
    expect(sizes[0]).toBeLessThanOrEqual(maximumRegistrationSize);
    expect(sizes[1]).toBeLessThan(3000);
  });

  it('is not posted when the config of the SMS connector is too large', async () => {
    const receive = answeringRelay([[202]]);
    const fallback = { ...smsClaims.fallback, config: { templates: 'x'.repeat(60_000) } };

    expect(
      await postRegistration(relay, { ...claims, sms: { ...smsClaims, fallback } }, 1000)
    ).toEqual({ kind: 'oversized' });
    expect(receive).not.toHaveBeenCalled();
  });

  it('passes on what is no failure of the network', async () => {
    const stranger = new Error('Out of memory.');
    vi.spyOn(http, 'post').mockRejectedValueOnce(stranger);

    await expect(postRegistration(relay, claims, 1000)).rejects.toBe(stranger);
  });
});
