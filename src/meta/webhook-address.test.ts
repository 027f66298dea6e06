import { describe, expect, it } from 'vitest';

import { isSameAddress, nameAddress } from './webhook-address.js';

describe('an address', () => {
  it.each([
    ['https://a.example/path', 'https://a.example/path'],
    ['https://a.example/path?token=planted', 'https://a.example/path?…'],
    ['https://me:planted@a.example:8443/#planted', 'https://a.example:8443/'],
    ['planted', 'an address that cannot be read'],
  ])('is named without secrets: %s', (address, expected) => {
    expect(nameAddress(address)).toBe(expected);
  });

  it.each([
    ['https://a.example/x', 'https://a.example/x', true],
    ['https://A.example:443/x', 'https://a.example/x', true],
    ['https://a.example/x', 'https://a.example/x?y', false],
    ['https://a.example/x', 'https://a.example/x/', false],
    ['nonsense', 'nonsense', true],
    ['nonsense', 'https://a.example/x', false],
  ])('is compared as a client would call it: %s, %s', (one, other, expected) => {
    expect(isSameAddress(one, other)).toBe(expected);
  });
});
