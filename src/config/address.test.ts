import { describe, expect, it } from 'vitest';

import { bareAddress, readAddress } from './address.js';
import { Problem } from './field.js';

describe('an address', () => {
  it.each([
    'relay:4600',
    'relay.example.com',
    'ftp://relay',
    '/relay',
    'http://',
    'mailto:relay',
    '',
  ])('has to be whole: "%s"', (text) => {
    expect(readAddress(text, 'http://relay:4600')).toEqual(
      new Problem('Write a whole address, such as http://relay:4600.')
    );
  });

  it.each(['http://relay:4600', 'https://relay.example.com/a/'])('can be %s', (text) => {
    expect(readAddress(text, '')).toEqual(new URL(text));
  });

  it.each([
    ['http://relay:4600///', 'http://relay:4600'],
    ['https://Example.com:443/a/b/', 'https://example.com/a/b'],
  ])('is bare without slashes at its end: %s', (text, bare) => {
    expect(bareAddress(new URL(text))).toBe(bare);
  });

  it.each(['http://user@relay', 'http://:password@relay', 'http://relay/?a=b', 'http://relay/#a'])(
    'is not bare when there is more to it: %s',
    (text) => {
      expect(bareAddress(new URL(text))).toEqual(
        new Problem('Leave user name, password, and everything from ? or # on out of the address.')
      );
    }
  );
});
