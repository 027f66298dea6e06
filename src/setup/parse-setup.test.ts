import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

import { CommandProblem } from '../problem/command-problem.js';

import { parseSetup } from './parse-setup.js';

const now = () => new Date('2026-11-21T12:00:00Z');

const parse = (raw: Record<string, unknown>) => parseSetup({ origin: 'a test', raw }, now);

const complete = Object.freeze({
  accessToken: 'EAAplantedToken',
  phoneNumberId: '100',
  templates: ['SignIn', 'Register', 'ForgotPassword', 'Generic'].map((usageType) => ({
    usageType,
    templateName: 'verification_code',
    language: 'pt_BR',
  })),
});

const pathsOf = (raw: Record<string, unknown>) => parse(raw).issues.map(({ path }) => path);

describe('a config', () => {
  it('is read with its defaults', () => {
    expect(parse(complete)).toMatchObject({
      issues: [],
      gateway: 'meta',
      baseUrl: 'https://graph.facebook.com',
      apiVersion: 'v25.0',
      accessToken: 'EAAplantedToken',
      phoneNumberId: '100',
      templates: complete.templates.map((entry) => ({ ...entry, language: ['pt_BR'] })),
      fallback: undefined,
      relay: undefined,
    });
  });

  it('is read at the present day', () => {
    expect(
      parseSetup({ origin: 'a test', raw: { ...complete, apiVersion: 'v19.0' } }).issues
    ).toMatchObject([{ path: 'apiVersion' }]);
  });

  it('can have nothing but a token', () => {
    const setup = parse({ accessToken: complete.accessToken });

    expect(setup).toMatchObject({ accessToken: complete.accessToken, templates: [] });
    expect(setup.issues.map(({ path }) => path)).toEqual(['phoneNumberId', 'templates']);
  });

  it('keeps what one broken field would hide', () => {
    const setup = parse({
      ...complete,
      appSecret: 'two words',
      businessAccountId: 'mine',
      templates: [{ usageType: 'Generic' }],
    });

    expect(setup).toMatchObject({
      accessToken: complete.accessToken,
      phoneNumberId: '100',
      appSecret: undefined,
      businessAccountId: undefined,
      templates: [],
    });
    expect(setup.issues.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'appSecret',
        'businessAccountId',
        'templates',
        'templates.0.templateName',
      ])
    );
  });

  it.each(['v19.0', 'v3.0'])('keeps the expired version %s, and tells of it', (apiVersion) => {
    const setup = parse({ ...complete, apiVersion });

    expect(setup).toMatchObject({ apiVersion, issues: [{ path: 'apiVersion' }] });
    expect(setup.issues[0]?.message).toContain('expired');
  });

  it.each(['25', 25, 'latest'])('has the usual version instead of %j', (apiVersion) => {
    expect(parse({ ...complete, apiVersion })).toMatchObject({
      apiVersion: 'v25.0',
      issues: [{ path: 'apiVersion' }],
    });
  });

  it('of 360dialog has its own address, and nothing that the form hides', () => {
    expect(
      parse({ ...complete, gateway: '360dialog', appSecret: 'two words', apiVersion: 'v1.0' })
    ).toMatchObject({
      gateway: '360dialog',
      baseUrl: 'https://waba-v2.360dialog.io',
      issues: [],
      apiVersion: 'v25.0',
      phoneNumberId: undefined,
      appSecret: undefined,
    });
  });

  it.each([
    ['baseUrl', 'http://planted.example.com'],
    ['baseUrl', 'https://me:planted@example.com'],
    ['gateway', 'planted'],
  ])('that does not say where the token goes is refused: %s', (key, value) => {
    const read = () => parse({ ...complete, phoneNumberId: 'x', [key]: value });

    expect(read).toThrow(CommandProblem);
    expect(read).toThrow(new RegExp(`  ${key}: `));
    expect(read).toThrow(/ {2}phoneNumberId: /);
    expect(read).not.toThrow('planted');
  });
});

describe('its fallback', () => {
  const fallback = { connector: '@logto/connector-nowhere-sms', config: { key: 'planted-key' } };

  it('need not be installed here', () => {
    expect(parse({ ...complete, fallback })).toMatchObject({
      issues: [],
      fallback: { ...fallback, mode: 'send', whenNotDeliveredWithinSeconds: 25 },
    });
  });

  it('is told of when it is wrong, without a line in the log', () => {
    const warn = vi.spyOn(console, 'warn');

    expect(pathsOf({ ...complete, fallback: { ...fallback, mode: 'maybe' } })).toEqual([
      'fallback.mode',
    ]);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('its relay', () => {
  const relay = { relayUrl: 'http://relay:4600', relaySecret: 'planted'.repeat(5) };

  it('is there with both of its fields', () => {
    expect(parse({ ...complete, ...relay }).relay).toEqual({
      url: relay.relayUrl,
      secret: relay.relaySecret,
    });
  });

  it.each([{ relaySecret: '' }, { relaySecret: 'short' }, { relayUrl: '' }])(
    'is not there with %j',
    (change) => {
      const setup = parse({ ...complete, ...relay, ...change });

      expect(setup.relay).toBeUndefined();
      expect(setup.issues).toHaveLength(1);
    }
  );
});

it('no secret is in what is said, whatever stands where', () => {
  const secret = fc.constantFrom('planted0one', ' planted two', 'http://planted', 'EAAplanted\n');
  const value = fc.oneof(
    secret,
    fc.array(secret),
    fc.dictionary(fc.constantFrom('connector', 'config', 'mode', 'usageType', 'language'), secret),
    fc.constant(7)
  );
  const keys = [
    'accessToken',
    'appSecret',
    'phoneNumberId',
    'templates',
    'fallback',
    'relaySecret',
  ];

  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys, 'relayUrl', 'apiVersion'), value), (raw) => {
      expect(JSON.stringify(parse(raw).issues)).not.toContain('planted');
    })
  );
});
