import { describe, expect, it } from 'vitest';

import { secretsIn, stringsIn } from './secrets.js';

describe('the texts of a value', () => {
  it.each<[unknown, string[]]>([
    ['one', ['one']],
    [
      ['one', 2, ['two']],
      ['one', 'two'],
    ],
    [{ a: 'one', b: { c: [{ d: 'two' }], e: true } }, ['one', 'two']],
    [undefined, []],
    [null, []],
    [7, []],
  ])('of %j are %j', (value, expected) => {
    expect(stringsIn(value)).toEqual(expected);
  });
});

describe('the secrets of a config', () => {
  it('are its own, and every longer text of the SMS connector', () => {
    const secrets = secretsIn({
      accessToken: 'token',
      appSecret: 'app secret',
      relaySecret: 'relay secret',
      phoneNumberId: '100',
      baseUrl: 'https://proxy.example.com',
      templates: [{ templateName: 'verification_code' }],
      fallback: {
        connector: '@logto/connector-twilio-sms',
        config: {
          accountSID: 'AC0001',
          authToken: 'auth token',
          nested: [{ key: 'nested' }],
          on: 'en',
        },
      },
    });

    expect(new Set(secrets)).toEqual(
      new Set(['token', 'app secret', 'relay secret', 'AC0001', 'auth token', 'nested'])
    );
  });

  it('are found in a config that cannot be used', () => {
    expect(secretsIn({ accessToken: [' token\n'], fallback: 'auth token of a fallback' })).toEqual(
      expect.arrayContaining(['token', ' token\n', 'auth token of a fallback'])
    );
  });

  it("are the token of a header, and the texts as a JSON text has them, of an SMS connector's", () => {
    const secrets = secretsIn({
      fallback: { config: { authorization: 'Bearer t0ken-1', password: 'a"b\\c d' } },
    });

    expect(secrets).toEqual(
      expect.arrayContaining(['Bearer t0ken-1', 't0ken-1', String.raw`a\"b\\c d`])
    );
    expect(secrets).not.toContain('Bearer');
  });

  it('are none where there is nothing', () => {
    expect(secretsIn({})).toEqual([]);
  });
});
