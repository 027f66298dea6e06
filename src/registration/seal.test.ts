import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';

import fc from 'fast-check';
import { EncryptJWT } from 'jose';
import { describe, expect, it } from 'vitest';

import { claims, relaySecret } from '../../test/support/registration.js';

import { open, seal } from './seal.js';

const otherSecret = 'another+relay+secret+0123456789abcdef';
const audience = 'connector-whatsapp-otp relay';
const key = new Uint8Array(
  hkdfSync('sha256', relaySecret, '', 'connector-whatsapp-otp registration', 32)
);

type Header = { alg: string; enc: string };

/** A token that seal would not make. */
const forge = async (payload: Record<string, unknown>, header: Partial<Header> = {}) =>
  new EncryptJWT(payload)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', ...header })
    .encrypt(header.enc === 'A128GCM' ? key.slice(0, 16) : key);

const encode = (value: string | Uint8Array) => Buffer.from(value).toString('base64url');

/** What the parts of a token mean. */
const decode = (token: string) =>
  token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.');

/** A compact JWE by Node's own means, with any header and text. */
const encrypt = (header: Record<string, unknown>, text: string | Uint8Array) => {
  const head = encode(JSON.stringify(header));
  const vector = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, vector);
  cipher.setAAD(Buffer.from(head));
  const ciphertext = Buffer.concat([cipher.update(text), cipher.final()]);

  return [head, '', encode(vector), encode(ciphertext), encode(cipher.getAuthTag())].join('.');
};

const whole = { ...claims, aud: audience, iat: 1_795_000_000 };

describe('a sealed registration', () => {
  it('is opened with the same secret', async () => {
    const token = await seal(claims, relaySecret, new Date('2026-11-21T12:00:00.900Z'));

    expect(await open(token, [relaySecret])).toEqual({
      claims,
      issuedAt: 1_795_262_400,
      secret: relaySecret,
    });
  });

  it.each([new Date(0), new Date('2100-01-01T00:00:00Z')])(
    'is as old as its clock says, and nobody asks how old that is: %o',
    async (date) => {
      const opened = await open(await seal(claims, relaySecret, date), [relaySecret]);

      expect(opened).toEqual({
        claims,
        issuedAt: date.getTime() / 1000,
        secret: relaySecret,
      });
    }
  );

  it('says by itself when it was sealed', async () => {
    const opened = await open(await seal(claims, relaySecret), [relaySecret]);

    expect('issuedAt' in opened && Math.abs(opened.issuedAt - Date.now() / 1000)).toBeLessThan(5);
  });

  it('is opened with whichever of several secrets fits', async () => {
    const token = await seal(claims, relaySecret);

    expect(await open(token, [otherSecret, relaySecret])).toMatchObject({ claims });
    expect(await open(token, [relaySecret, otherSecret])).toMatchObject({ claims });
  });

  it.each([[[otherSecret]], [[otherSecret, `${relaySecret}=`]], [[]]])(
    'cannot be opened with others: %j',
    async (secrets) => {
      expect(await open(await seal(claims, relaySecret), secrets)).toEqual({
        problem: 'undecipherable',
      });
    }
  );

  it('is another one each time, and shows nothing', async () => {
    const tokens = await Promise.all([seal(claims, relaySecret), seal(claims, relaySecret)]);

    expect(tokens[0]).not.toBe(tokens[1]);
    expect(tokens[0].split('.')[0]).toBe(encode('{"alg":"dir","enc":"A256GCM"}'));

    for (const part of tokens[0].split('.')) {
      expect(Buffer.from(part, 'base64url').toString('latin1')).not.toMatch(/2025550143|482913/);
    }
  });

  it('is what the format says, made by other means', async () => {
    expect(
      await open(encrypt({ alg: 'dir', enc: 'A256GCM' }, JSON.stringify(whole)), [relaySecret])
    ).toEqual({ claims, issuedAt: 1_795_000_000, secret: relaySecret });
  });

  it('is not opened any more when one sign of it is another', async () => {
    const token = await seal(claims, relaySecret);

    await fc.assert(
      fc.asyncProperty(fc.nat({ max: token.length - 1 }), async (at) => {
        const altered = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;

        // The last sign of a part has bits that mean nothing.
        if (decode(altered) !== decode(token)) {
          expect(await open(altered, [relaySecret])).toHaveProperty('problem');
        }
      }),
      { numRuns: 300 }
    );
  });

  it('keeps as many keys as it needs', async () => {
    const secrets = Array.from({ length: 120 }, (_, number) => `${relaySecret}${number}`);
    const tokens = await Promise.all(secrets.map(async (secret) => seal(claims, secret)));
    // Each of them with a key of its own, also when the first ones have been forgotten.
    const opened = await Promise.all(
      tokens.map(async (token, index) => open(token, [relaySecret, secrets[index] ?? '']))
    );

    expect(opened.filter((one) => 'claims' in one)).toHaveLength(120);

    // Now it has too many, and begins anew.
    const last = `${relaySecret} last`;
    expect(await open(await seal(claims, last), [last])).toHaveProperty('claims');
  });
});

describe('what is no registration', () => {
  it.each(['', 'text', 'a.b.c', 'a.b.c.d.e', '....', '{"protected":"e30"}', '\u0000', 'é.é.é.é.é'])(
    'is malformed: "%s"',
    async (token) => {
      expect(await open(token, [otherSecret, relaySecret])).toEqual({ problem: 'malformed' });
    }
  );

  it.each<[string, Record<string, unknown>]>([
    ['for somebody else', { ...whole, aud: 'another relay' }],
    ['for nobody', { ...claims, iat: 1_795_000_000 }],
    ['without a time', { ...claims, aud: audience }],
    ['without claims', { aud: audience, iat: 1_795_000_000 }],
    ['with a wrong claim', { ...whole, number: '12025550143' }],
  ])('is malformed, although the secret fits: %s', async (_, payload) => {
    expect(await open(await forge(payload), [relaySecret])).toEqual({ problem: 'malformed' });
  });

  it.each([
    ['another encryption', async () => forge(whole, { enc: 'A128GCM' })],
    ['no JSON', async () => encrypt({ alg: 'dir', enc: 'A256GCM' }, 'text')],
    ['a list', async () => encrypt({ alg: 'dir', enc: 'A256GCM' }, '[]')],
    ['another algorithm', async () => encrypt({ alg: 'A256KW', enc: 'A256GCM' }, '{}')],
    ['no algorithm', async () => encrypt({ alg: 'none', enc: 'A256GCM' }, '{}')],
    [
      'a text that would become large',
      async () =>
        encrypt(
          { alg: 'dir', enc: 'A256GCM', zip: 'DEF' },
          deflateRawSync(JSON.stringify({ ...whole, padding: ' '.repeat(100_000) }))
        ),
    ],
  ])('is malformed, although the secret fits: %s', async (_, make) => {
    expect(await open(await make(), [relaySecret])).toEqual({ problem: 'malformed' });
  });

  it('is never more than a problem, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(fc.base64String()).map((parts) => parts.join('.'))
        ),
        async (token) => {
          expect(await open(token, [relaySecret])).toHaveProperty('problem');
        }
      )
    );
  });
});
