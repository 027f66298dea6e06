import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isSameSecret } from './same-secret.js';

describe('a secret', () => {
  it.each([
    ['secret', true],
    ['Secret', false],
    ['secret ', false],
    ['secre', false],
    ['', false],
  ])('is the same as "secret" when it is %j: %s', (given, isSame) => {
    expect(isSameSecret(given, 'secret')).toBe(isSame);
  });

  it('is known to nobody when it is empty', () => {
    expect(isSameSecret('', '')).toBe(false);
  });

  it('may be of any length and have any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string(), (secret, other) => {
        expect(isSameSecret(secret, secret)).toBe(true);
        expect(isSameSecret(secret + other, secret)).toBe(other === '');
      })
    );
  });
});
