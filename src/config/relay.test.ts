import { describe, expect, it } from 'vitest';

import { textLike } from '../../test/support/matchers.js';

import { Problem } from './field.js';
import { relayGuard, relaySecretRule, relayUrlRule } from './relay.js';

const relayUrl = 'http://relay:4600';
const relaySecret = '3q2+7wAAq83vEjRWeJq83vEjRWeJq83vEjRWeJq83vE=';

const messageOf = (result: unknown) => (result instanceof Problem ? result.message : undefined);

/** Each issue by its key path; Console shows the message of `custom` ones only. */
const issuesOf = (raw: unknown): Record<string, string> => {
  const issues = relayGuard.safeParse(raw).error?.issues ?? [];
  expect(issues.filter(({ code }) => code !== 'custom')).toEqual([]);

  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]));
};

describe('the URL of a relay', () => {
  it.each([
    ['http://relay:4600', 'http://relay:4600'],
    ['http://10.0.0.7:4600/', 'http://10.0.0.7:4600'],
    ['https://relay.example.com', 'https://relay.example.com'],
    ['https://example.com/whatsapp/relay//', 'https://example.com/whatsapp/relay'],
    ['https://example.com/webhook/relay', 'https://example.com/webhook/relay'],
  ])('can be %s', (text, read) => {
    expect(relayUrlRule(text)).toBe(read);
  });

  it.each(['relay:4600', 'relay', 'ws://relay:4600'])('has to be whole: %s', (text) => {
    expect(messageOf(relayUrlRule(text))).toBe(
      'Write a whole address, such as http://relay:4600 or https://relay.example.com.'
    );
  });

  it.each(['http://user:password@relay', 'http://relay/?token=1', 'http://relay/#page'])(
    'is nothing but an address: %s',
    (text) => {
      expect(messageOf(relayUrlRule(text))).toContain('Leave user name, password');
    }
  );

  it.each([
    ['https://relay.example.com/webhook', 'Leave /webhook out of the address: that is what Meta'],
    ['https://relay.example.com/a/webhook/', 'Leave /webhook out of the address'],
    ['http://relay:4600/deliveries', 'Leave /deliveries out of the address: it is added to it.'],
  ])('is that of the relay as a whole: %s', (text, message) => {
    expect(messageOf(relayUrlRule(text))).toContain(message);
  });
});

describe('the secret of a relay', () => {
  it.each([relaySecret, 'x'.repeat(32), '!~'.repeat(16)])('can be %s', (text) => {
    expect(relaySecretRule(text)).toBe(text);
  });

  it.each(['x'.repeat(31), 'secret'])('has at least 32 characters, unlike %s', (text) => {
    expect(messageOf(relaySecretRule(text))).toBe(
      'The relay secret has to have at least 32 characters. Make one with "openssl rand -base64 32", and give the same to the relay as RELAY_SECRET.'
    );
  });

  it('has no comma, which stands between several in the relay', () => {
    expect(messageOf(relaySecretRule(`${relaySecret},${relaySecret}`))).toContain(
      'without a comma'
    );
  });

  it.each([`${relaySecret} ${relaySecret}`, `${relaySecret}\u00E4`])(
    'has no other signs than secrets have: %s',
    (text) => {
      expect(messageOf(relaySecretRule(text))).toMatch(/^The relay secret has (?:a space|char)/);
    }
  );
});

describe('a relay', () => {
  it('has both, without what was pasted around them', () => {
    expect(
      relayGuard.parse({ relayUrl: ` ${relayUrl}/\n`, relaySecret: `${relaySecret}\n` })
    ).toEqual({ relayUrl, relaySecret });
  });

  it.each([[{}], [{ relayUrl: '', relaySecret: ' ' }], ['EAA'], [undefined]])(
    'may be left out: %j',
    (raw) => {
      expect(relayGuard.parse(raw)).toEqual({});
    }
  );

  it('is missed where there is only one of both', () => {
    expect(issuesOf({ relaySecret })).toEqual({
      relayUrl: textLike(/^Enter the address of the relay, such as http:\/\/relay:4600/),
    });
    expect(issuesOf({ relayUrl, relaySecret: '' })).toEqual({
      relaySecret: textLike(/RELAY_SECRET, .*openssl rand -base64 32/),
    });
  });

  it('is told of every problem at once, and never with a value', () => {
    const issues = issuesOf({
      relayUrl: `http://${relaySecret}@relay`,
      relaySecret: 'short-secret',
    });

    expect(Object.keys(issues)).toEqual(['relayUrl', 'relaySecret']);
    expect(JSON.stringify(issues)).not.toMatch(/3q2\+7w|short-secret/);
  });

  it.each([25, '25', 0, [1]])('is needed for a deadline: %j', (whenNotDeliveredWithinSeconds) => {
    const fallback = { connector: 'connector-example', whenNotDeliveredWithinSeconds };

    expect(issuesOf({ fallback })).toEqual({
      'fallback.whenNotDeliveredWithinSeconds': textLike(/^This needs a relay, /),
    });
    expect(issuesOf({ fallback, relayUrl, relaySecret })).toEqual({});
  });

  it.each([undefined, '', 'text', {}, { whenNotDeliveredWithinSeconds: '' }])(
    'is not needed for the fallback %j',
    (fallback) => {
      expect(issuesOf({ fallback })).toEqual({});
    }
  );
});
