import { ConnectorError, ConnectorErrorCodes } from '@logto/connector-kit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ZodError } from 'zod';

import { configGuard, parseConfig } from './types.js';

const accessToken = 'EAAGm0PX4ZCpsBAJ7ZC';
const templates = ['Register', 'SignIn', 'ForgotPassword', 'Generic'].map((usageType) => ({
  usageType,
  templateName: 'verification_code',
  language: ['en_US', 'pt_BR'],
}));
const smallest = { accessToken, phoneNumberId: '106540352242922', templates };

const issuesOf = (raw: unknown) => configGuard.safeParse(raw).error?.issues;

const pathsOf = (raw: unknown) => issuesOf(raw)?.map(({ path }) => path.join('.'));

const messageAt = (raw: unknown, at: string) =>
  issuesOf(raw)?.find(({ path }) => path.join('.') === at)?.message;

const withVersion = (apiVersion: string) => ({ ...smallest, apiVersion });

/** With one more template, in which something is different. */
const withTemplate = (rest: Record<string, unknown>) => ({
  ...smallest,
  templates: [...templates, { ...templates[0], ...rest }],
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-21T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a config', () => {
  it('needs a token, a number and templates, and has defaults for the rest', () => {
    expect(configGuard.parse(smallest)).toEqual({
      gateway: 'meta',
      accessToken: 'EAAGm0PX4ZCpsBAJ7ZC',
      phoneNumberId: '106540352242922',
      apiVersion: 'v25.0',
      templates: [
        { usageType: 'Register', templateName: 'verification_code', language: ['en_US', 'pt_BR'] },
        { usageType: 'SignIn', templateName: 'verification_code', language: ['en_US', 'pt_BR'] },
        {
          usageType: 'ForgotPassword',
          templateName: 'verification_code',
          language: ['en_US', 'pt_BR'],
        },
        { usageType: 'Generic', templateName: 'verification_code', language: ['en_US', 'pt_BR'] },
      ],
    });
  });

  it('may have every key, with white space around what was pasted', () => {
    expect(
      configGuard.parse({
        gateway: ' meta ',
        accessToken: `\n${accessToken}\n`,
        phoneNumberId: ' 106540352242922 ',
        businessAccountId: '\t102290129340398',
        appSecret: ' 0123456789abcdef0123456789abcdef ',
        apiVersion: ' v26.0 ',
        baseUrl: ' https://proxy.example.com/waba/ ',
        allowedCountries: ' br, MX ',
        templates: templates.map(({ usageType }) => ({
          usageType: ` ${usageType} `,
          templateName: ' verification_code ',
          language: ' es_MX ',
        })),
      })
    ).toEqual({
      gateway: 'meta',
      accessToken: 'EAAGm0PX4ZCpsBAJ7ZC',
      phoneNumberId: '106540352242922',
      businessAccountId: '102290129340398',
      appSecret: '0123456789abcdef0123456789abcdef',
      apiVersion: 'v26.0',
      baseUrl: 'https://proxy.example.com/waba',
      allowedCountries: ['BR', 'MX'],
      templates: ['Register', 'SignIn', 'ForgotPassword', 'Generic'].map((usageType) => ({
        usageType,
        templateName: 'verification_code',
        language: ['es_MX'],
      })),
    });
  });

  it('of the official connector works unchanged', () => {
    const official = {
      accessToken,
      phoneNumberId: '106540352242922',
      templates: [
        { usageType: 'SignIn', templateName: 'logto_sign_in', language: 'en' },
        { usageType: 'Register', templateName: 'logto_register', language: 'en' },
        { usageType: 'ForgotPassword', templateName: 'logto_forgot_password', language: 'en' },
        { usageType: 'Generic', templateName: 'logto_generic' },
        { usageType: 'OrganizationInvitation', templateName: 'logto_generic', language: 'en' },
        { usageType: 'UserPermissionValidation', templateName: 'logto_generic', language: 'en' },
        { usageType: 'BindNewIdentifier', templateName: 'logto_generic', language: 'en' },
        { usageType: 'MfaVerification', templateName: 'logto_generic', language: 'en' },
        { usageType: 'BindMfa', templateName: 'logto_generic', language: 'en' },
      ],
    };
    const config = configGuard.parse(official);

    expect(config).toMatchObject({ accessToken, phoneNumberId: '106540352242922' });
    expect(config.templates).toEqual([
      { usageType: 'SignIn', templateName: 'logto_sign_in', language: ['en'] },
      { usageType: 'Register', templateName: 'logto_register', language: ['en'] },
      { usageType: 'ForgotPassword', templateName: 'logto_forgot_password', language: ['en'] },
      { usageType: 'Generic', templateName: 'logto_generic', language: ['en'] },
      { usageType: 'OrganizationInvitation', templateName: 'logto_generic', language: ['en'] },
      { usageType: 'UserPermissionValidation', templateName: 'logto_generic', language: ['en'] },
      { usageType: 'BindNewIdentifier', templateName: 'logto_generic', language: ['en'] },
      { usageType: 'MfaVerification', templateName: 'logto_generic', language: ['en'] },
      { usageType: 'BindMfa', templateName: 'logto_generic', language: ['en'] },
    ]);
  });

  it('drops keys that it does not know', () => {
    expect(configGuard.parse({ ...smallest, fallback: {}, content: 'x' })).toEqual(
      configGuard.parse(smallest)
    );
  });

  it('needs no number with 360dialog, which has one for each key', () => {
    const { phoneNumberId, ...rest } = smallest;

    expect(pathsOf({ ...rest, gateway: '360dialog' })).toBeUndefined();
    expect(pathsOf({ ...rest, gateway: ' 360dialog ' })).toBeUndefined();
    expect(pathsOf({ ...rest, gateway: 'meta' })).toEqual(['phoneNumberId']);
    expect(pathsOf(rest)).toEqual(['phoneNumberId']);
  });

  it.each([undefined, null, 'EAA', 7, true, [], [smallest]])(
    'has to be an object: not %j',
    (raw) => {
      expect(pathsOf(raw)).toContain('');
    }
  );
});

const optionalKeys = [
  'gateway',
  'businessAccountId',
  'appSecret',
  'apiVersion',
  'baseUrl',
  'allowedCountries',
];

describe.each([undefined, null, '', '   ', {}, []])('the blank %j', (blank) => {
  it.each(optionalKeys)('counts as absent for %s', (key) => {
    expect(configGuard.parse({ ...smallest, [key]: blank })).toEqual(configGuard.parse(smallest));
  });

  it('counts as absent for the number, with 360dialog', () => {
    const config = configGuard.parse({ ...smallest, gateway: '360dialog', phoneNumberId: blank });

    expect(config.phoneNumberId).toBeUndefined();
  });

  it.each(['accessToken', 'phoneNumberId', 'templates'])('counts as missing for %s', (key) => {
    expect(pathsOf({ ...smallest, [key]: blank })).toEqual([key]);
  });
});

describe('an id', () => {
  it.each(['123/../456', '+5511999998888', '12 34', '123?a=b', '１２３'])(
    'is refused unless it consists of digits: "%s"',
    (id) => {
      expect(pathsOf({ ...smallest, phoneNumberId: id, businessAccountId: id })).toEqual([
        'phoneNumberId',
        'businessAccountId',
      ]);
    }
  );

  it.each([
    { phoneNumberId: '+55' },
    { businessAccountId: '+55' },
    { appSecret: 'a b' },
    { apiVersion: 'v19.0' },
  ])('is not looked at with 360dialog, for which the form hides it: %j', (hidden) => {
    expect(pathsOf({ ...smallest, gateway: '360dialog', ...hidden })).toBeUndefined();
  });
});

describe('the issues of a config', () => {
  const wrong = {
    gateway: 'twilio',
    accessToken: 'EAA one two',
    phoneNumberId: '+5511999998888',
    businessAccountId: '12 34',
    appSecret: 'geheimnisvoll…',
    apiVersion: 'v20.0',
    baseUrl: 'http://proxy.example.com',
    allowedCountries: 'UK',
    templates: [
      { usageType: 'SignIn', templateName: 'Verification Code', language: ['en_US', 'pt'] },
      { usageType: '', templateName: 'ok', language: 'en-US' },
      'Generic',
      { usageType: 'Register', templateName: '', language: [] },
    ],
  };

  it('are all there at once, each with its key path', () => {
    expect(pathsOf(wrong)?.toSorted()).toEqual([
      'accessToken',
      'allowedCountries',
      'apiVersion',
      'appSecret',
      'baseUrl',
      'businessAccountId',
      'gateway',
      'phoneNumberId',
      'templates',
      'templates.0.language.1',
      'templates.0.templateName',
      'templates.1.language',
      'templates.1.usageType',
      'templates.2',
      'templates.3.templateName',
    ]);
  });

  it('are custom ones, the only kind whose message Console shows', () => {
    expect(issuesOf(wrong)?.filter(({ code }) => code !== 'custom')).toEqual([]);
    expect(issuesOf({})?.filter(({ code }) => code !== 'custom')).toEqual([]);
  });

  it('name what is missing in an empty config', () => {
    const paths = pathsOf({});

    expect(paths?.toSorted()).toEqual(['accessToken', 'phoneNumberId', 'templates']);
  });

  it('say what may have been meant, and since when a version is expired', () => {
    expect(messageAt(wrong, 'apiVersion')).toContain('2026-09-24');
    expect(messageAt(wrong, 'templates.0.language.1')).toContain('pt_BR or pt_PT');
    expect(messageAt(wrong, 'templates.1.language')).toContain('en_US');
    expect(messageAt(wrong, 'templates')).toContain('ForgotPassword and Generic');
  });

  const secrets = [
    'EAAGm0PX4ZCpsBO7ZCfakeTokenThatIsLongEnough',
    'EAAGm0PX4ZCpsBO7ZC fakeTokenThatIsLongEnough',
    '0123456789abcdef0123456789abcdef',
    'd360-AK_0123456789',
  ];

  it.each(secrets)('never repeat a secret that was pasted into the wrong field: %s', (secret) => {
    const keys = [
      'gateway',
      'accessToken',
      'phoneNumberId',
      'businessAccountId',
      'appSecret',
      'apiVersion',
      'baseUrl',
      'allowedCountries',
      'templates',
    ];
    const configs = [
      secret,
      ...keys.map((key) => ({ ...smallest, [key]: secret })),
      ...keys.map((key) => ({ ...smallest, [key]: [secret] })),
      ...keys.map((key) => ({ ...smallest, [key]: { [secret]: secret } })),
      { ...smallest, baseUrl: `ftp://example.com/${secret}` },
      { ...smallest, baseUrl: `https://example.com/?token=${secret}` },
      { ...smallest, baseUrl: `http://${secret}@example.com` },
      { ...smallest, templates: [...templates, secret] },
      withTemplate({ usageType: { secret } }),
      withTemplate({ templateName: `${secret}!` }),
      withTemplate({ language: secret }),
      withTemplate({ language: ['en_US', secret] }),
    ];
    const messages = configs.flatMap((config) => issuesOf(config)?.map(({ message }) => message));

    expect(messages.length).toBeGreaterThan(20);
    expect(messages.filter((message) => message?.includes(secret))).toEqual([]);
  });
});

describe('any value at all', () => {
  const anything = fc.anything({ withNullPrototype: true, withSparseArray: true });
  const template = fc.record(
    { usageType: anything, templateName: anything, language: anything },
    { requiredKeys: [] }
  );
  const config = fc.record(
    {
      gateway: anything,
      accessToken: anything,
      phoneNumberId: anything,
      businessAccountId: anything,
      appSecret: anything,
      apiVersion: anything,
      baseUrl: anything,
      allowedCountries: anything,
      templates: fc.oneof(anything, fc.array(fc.oneof(anything, template))),
    },
    { requiredKeys: [] }
  );

  it('is either a config or has issues for Console, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(anything, config), (raw) => {
        const { error } = configGuard.safeParse(raw);

        expect((error?.issues ?? []).filter(({ code }) => code !== 'custom')).toEqual([]);
      }),
      { numRuns: 500 }
    );
  });

  it.each([Object.create(null), JSON.parse('{"toString":1}'), JSON.parse('{"__proto__":1}')])(
    'may stand where the gateway should: %j',
    (gateway: unknown) => {
      expect(() => configGuard.safeParse({ ...smallest, gateway })).not.toThrow();
    }
  );
});

describe('a config that is read to send with it', () => {
  it.each(['form', 'storage'] as const)('has its defaults, from the %s', (origin) => {
    expect(parseConfig(smallest, origin)).toMatchObject({ gateway: 'meta', apiVersion: 'v25.0' });
  });

  it.each(['form', 'storage'] as const)('is refused with every problem, from the %s', (origin) => {
    const error: unknown = (() => {
      try {
        return parseConfig({ gateway: 'twilio' }, origin);
      } catch (error: unknown) {
        return error;
      }
    })();

    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toMatchObject({ code: ConnectorErrorCodes.InvalidConfig });

    const data = error instanceof ConnectorError ? error.data : undefined;

    expect(data).toBeInstanceOf(ZodError);
    expect(
      data instanceof ZodError ? data.issues.map(({ path }) => path.join('.')).toSorted() : []
    ).toEqual(['accessToken', 'gateway', 'phoneNumberId', 'templates']);
  });

  it('keeps working from storage when its version expires, and is refused in the form', () => {
    vi.setSystemTime(new Date('2027-06-01T00:00:00Z'));

    expect(parseConfig(withVersion('v21.0'), 'storage').apiVersion).toBe('v21.0');
    expect(() => parseConfig(withVersion('v21.0'), 'form')).toThrow(ConnectorError);
    expect(messageAt(withVersion('v21.0'), 'apiVersion')).toContain('2027-01-21');
  });

  it.each(['2026-11-21', '2027-06-01'])(
    'is refused on %s, from both, with a version that no release has allowed',
    (day) => {
      vi.setSystemTime(new Date(`${day}T00:00:00Z`));

      expect(() => parseConfig(withVersion('v20.0'), 'storage')).toThrow(ConnectorError);
      expect(() => parseConfig(withVersion('v20.0'), 'form')).toThrow(ConnectorError);
    }
  );

  it.each(['v21.0', 'v25.0', 'v27.0'])('may have the version %s today', (version) => {
    expect(parseConfig(withVersion(version), 'form').apiVersion).toBe(version);
    expect(parseConfig(withVersion(version), 'storage').apiVersion).toBe(version);
  });

  it.each([
    ['v19.0', '2026-05-21'],
    ['v20.0', '2026-09-24'],
  ])('may not have the version %s, which expired on %s', (version, since) => {
    expect(messageAt(withVersion(version), 'apiVersion')).toContain(since);
  });

  it('may not have a version that is written in another way', () => {
    expect(pathsOf(withVersion('25'))).toEqual(['apiVersion']);
  });
});
