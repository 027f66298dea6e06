import { describe, expect, it } from 'vitest';

import { apiVersionRule, baseUrlRule, gatewayRule, idRule, secretRule } from './account.js';
import { Problem } from './field.js';

const messageOf = (result: unknown) => (result instanceof Problem ? result.message : undefined);

describe('a base URL', () => {
  it.each([
    ['https://graph.facebook.com', 'https://graph.facebook.com'],
    ['https://graph.facebook.com/', 'https://graph.facebook.com'],
    ['https://graph.facebook.com///', 'https://graph.facebook.com'],
    ['HTTPS://Graph.Facebook.com', 'https://graph.facebook.com'],
    ['https://proxy.example.com:8443', 'https://proxy.example.com:8443'],
    ['https://proxy.example.com:443', 'https://proxy.example.com'],
    ['https://api.kapso.ai/meta/whatsapp', 'https://api.kapso.ai/meta/whatsapp'],
    ['https://api.kapso.ai/meta/whatsapp/', 'https://api.kapso.ai/meta/whatsapp'],
    ['https://proxy.example.com/a/../b/', 'https://proxy.example.com/b'],
    ['https://10.0.0.7/waba', 'https://10.0.0.7/waba'],
    ['http://localhost', 'http://localhost'],
    ['http://localhost:4040/', 'http://localhost:4040'],
    ['http://127.0.0.1:4040', 'http://127.0.0.1:4040'],
    ['http://127.8.9.10', 'http://127.8.9.10'],
    ['http://127.1/path', 'http://127.0.0.1/path'],
    ['http://[::1]:4040/sandbox', 'http://[::1]:4040/sandbox'],
  ])('%s is read as %s', (text, expected) => {
    expect(baseUrlRule(text)).toBe(expected);
  });

  it.each([
    'http://graph.facebook.com',
    'http://10.0.0.7',
    'http://192.168.1.7:4040',
    'http://0.0.0.0:4040',
    'http://[fe80::1]',
    'http://localhost.example.com',
    'http://notlocalhost',
    'http://127.0.0.1.example.com',
    'http://128.0.0.1',
    'http://host.docker.internal:4040',
    'http://localhost@example.com',
  ])('%s would carry the token unencrypted', (text) => {
    expect(messageOf(baseUrlRule(text))).toContain('unencrypted');
  });

  it.each([
    'https://graph.facebook.com/v25.0',
    'https://graph.facebook.com/v25.0/',
    'https://waba-v2.360dialog.io/messages',
  ])('%s has what is added to it anyway', (text) => {
    expect(messageOf(baseUrlRule(text))).toContain('Leave the version and /messages out');
  });

  it('is on this machine only under its own names', () => {
    expect(messageOf(baseUrlRule('http://sandbox.localhost:4040'))).toContain('unencrypted');
  });

  it.each([
    'https://user@proxy.example.com',
    'https://user:password@proxy.example.com',
    'https://:password@proxy.example.com',
    'https://proxy.example.com?access_token=EAA',
    'https://proxy.example.com/path?a',
    'https://proxy.example.com/#top',
    'http://user@localhost',
  ])('%s has more than an address', (text) => {
    expect(messageOf(baseUrlRule(text))).toContain('user name, password');
  });

  it.each([
    'ftp://graph.facebook.com',
    'file:///etc/passwd',
    'mailto:a@example.com',
    'data:text/plain,x',
    'graph.facebook.com',
    '//graph.facebook.com',
    '/messages',
    'localhost:4040',
    'https://',
    'https://exa mple.com',
    'https://[::1',
    'nonsense',
  ])('"%s" is no address for calls', (text) => {
    expect(messageOf(baseUrlRule(text))).toContain('a whole address');
  });
});

describe('an API version', () => {
  const rule = apiVersionRule(() => new Date('2026-11-21T12:00:00Z'));

  it.each(['v21.0', 'v22.0', 'v25.0', 'v26.0', 'v27.0'])('can be %s', (version) => {
    expect(rule(version)).toBe(version);
  });

  it.each([
    ['v20.0', 'on 2026-09-24'],
    ['v19.0', 'on 2026-05-21'],
    ['v16.0', 'on 2025-05-14'],
    ['v9.0', 'before 2025'],
  ])('cannot be %s, which expired (%s)', (version, since) => {
    expect(messageOf(rule(version))).toContain(`${version} expired ${since}`);
  });

  it.each(['25', 'v25', '25.0', 'V25.0', 'latest', 'v25.0/me', 'v25.0 v26.0'])(
    'cannot be written like "%s"',
    (version) => {
      expect(messageOf(rule(version))).toContain('like v25.0');
    }
  );

  it('is judged by the day on which it is asked for', () => {
    expect(apiVersionRule(() => new Date('2027-01-20T23:59:59Z'))('v21.0')).toBe('v21.0');
    expect(messageOf(apiVersionRule(() => new Date('2027-01-21T00:00:00Z'))('v21.0'))).toContain(
      '2027-01-21'
    );
  });
});

describe('an id', () => {
  const rule = idRule('phone number ID', 'Copy it.');

  it.each(['0', '106540352242922', '1'.repeat(32)])('consists of digits, like %s', (id) => {
    expect(rule(id)).toBe(id);
  });

  it.each([
    '123/../456',
    '+5511999998888',
    '12 34',
    '12-34',
    '123\n',
    '1e5',
    '0x7',
    '-1',
    '123?a=b',
    '123#',
    '%31',
    '١٢٣',
    '１２３',
    '1'.repeat(33),
  ])('consists of nothing else: "%s" is refused', (id) => {
    expect(messageOf(rule(id))).toMatch(/^The phone number ID .*digits only.* Copy it\.$/);
  });
});

describe('a secret', () => {
  const rule = secretRule('access token');

  it.each(['EAAGm0PX4ZCpsBAJ7ZC', 'a', '!~', 'key_with-signs.+/='])(
    'can be anything that fits a header, like %s',
    (secret) => {
      expect(rule(secret)).toBe(secret);
    }
  );

  it.each(['EAA one', 'EAA\nX-Header: 1', 'EAA\r\n', 'a\tb', 'a\u00A0b'])(
    'has no white space in it: %j',
    (secret) => {
      expect(messageOf(rule(secret))).toMatch(/^The access token has a space or a line break/);
    }
  );

  it.each(['EAAü', 'EAA…', 'a\0b', 'a\u007Fb', '\u200BEAA', '令牌'])(
    'has no signs that do not fit a header: %j',
    (secret) => {
      expect(messageOf(rule(secret))).toMatch(/^The access token has characters/);
    }
  );
});

describe('a gateway', () => {
  it('can be meta or 360dialog', () => {
    expect(gatewayRule('meta')).toBe('meta');
    expect(gatewayRule('360dialog')).toBe('360dialog');
  });

  it.each(['Meta', 'twilio', 'toString'])('cannot be %s', (text) => {
    expect(messageOf(gatewayRule(text))).toContain('meta or 360dialog');
  });
});
