import { createHmac } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isSigned } from './signature.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const sign = (body: Uint8Array, secret: string) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

const secret = 'test_app_secret';
const body = bytesOf('{"object":"whatsapp_business_account","entry":[]}');
const digits = 'dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756';
const header = `sha256=${digits}`;

describe('a signature', () => {
  it.each([
    ['{"object":"whatsapp_business_account","entry":[]}', header],
    [
      '{"object": "whatsapp_business_account", "entry": []}',
      'sha256=56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a',
    ],
  ])('is over the very bytes of %s', (text, signature) => {
    expect(isSigned(bytesOf(text), signature, [secret])).toBe(true);
    expect(isSigned(bytesOf(`${text} `), signature, [secret])).toBe(false);
  });

  it('is taken with its digits in capitals', () => {
    expect(isSigned(body, `sha256=${digits.toUpperCase()}`, [secret])).toBe(true);
  });

  it.each([
    ['first', [secret, 'other']],
    ['last', ['other', 'another', secret]],
    ['only', [secret]],
  ])('is taken with the %s of the secrets', (_, secrets) => {
    expect(isSigned(body, header, secrets)).toBe(true);
  });

  it.each([
    ['another secret', ['other']],
    ['no secret', []],
  ])('is refused with %s', (_, secrets) => {
    expect(isSigned(body, header, secrets)).toBe(false);
  });

  it('is refused with an empty secret, which anybody knows', () => {
    // Node signs with an empty key without a word.
    expect(isSigned(body, sign(body, ''), ['', secret])).toBe(false);
  });

  it.each([
    undefined,
    '',
    'sha256=',
    digits,
    `SHA256=${digits}`,
    `sha1=${digits.slice(0, 40)}`,
    `sha256=${digits.slice(1)}`,
    `${header}0`,
    `${header}\n`,
    ` ${header}`,
    `${header}, ${header}`,
    `sha256=${'g'.repeat(64)}`,
    // As many bytes, were it read as text.
    `sha256=${'\u0000'.repeat(64)}`,
  ])('is refused when it reads %j', (text) => {
    expect(isSigned(body, text, [secret])).toBe(false);
  });
});

describe('of any body and secret, a signature', () => {
  const anyBody = fc.uint8Array({ maxLength: 200 });
  const anySecret = fc.string({ unit: 'binary', minLength: 1, maxLength: 64 });

  it('is taken when it is right', () => {
    fc.assert(
      fc.property(anyBody, anySecret, fc.array(fc.string()), (bytes, right, others) => {
        expect(isSigned(bytes, sign(bytes, right), [...others, right])).toBe(true);
      })
    );
  });

  it('is refused when a single byte is another, of the body or of itself', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        anySecret,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, right, position, distance) => {
          const alter = (original: Uint8Array) =>
            original.map((byte, index) =>
              index === position % original.length ? (byte + distance) % 256 : byte
            );
          const signature = sign(bytes, right);
          const altered = alter(Buffer.from(signature.slice('sha256='.length), 'hex'));

          expect(isSigned(alter(bytes), signature, [right])).toBe(false);
          expect(isSigned(bytes, `sha256=${Buffer.from(altered).toString('hex')}`, [right])).toBe(
            false
          );
        }
      )
    );
  });

  it('is refused when it is any text', () => {
    fc.assert(
      fc.property(anyBody, fc.string({ unit: 'binary' }), (bytes, text) => {
        expect(isSigned(bytes, text, [secret])).toBe(false);
        expect(isSigned(bytes, `sha256=${text}`, [secret])).toBe(false);
      })
    );
  });
});
