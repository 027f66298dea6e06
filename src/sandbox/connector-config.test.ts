import { describe, expect, it } from 'vitest';

import { defaultMetadata } from '../constant.js';
import { configGuard } from '../types.js';

import { type SandboxSeed, accountGuard } from './account.js';
import { connectorConfigFor, formFieldsFor } from './connector-config.js';

const url = 'http://127.0.0.1:4280';

const configWith = (seed: SandboxSeed = {}) => {
  const account = accountGuard.parse(seed);

  return connectorConfigFor(account, account.templates, url);
};

describe("the connector's config for a sandbox", () => {
  it.each([
    ['as it is', {}],
    ['with the proof required', { requireProof: true }],
    [
      'with a seed of its own',
      {
        tokens: { EAAold: { state: 'expired' }, EAAnew: {} },
        phoneNumbers: [{ id: '42' }, { id: '43' }],
        templates: [
          { name: 'paused_code', language: 'de', status: 'PAUSED' },
          { name: 'login_code', language: 'en_US' },
          { name: 'login_code', language: 'fr' },
          { name: 'other_code', language: 'it' },
        ],
      },
    ],
  ] satisfies Array<[string, SandboxSeed]>)('is one that the connector takes: %s', (_, seed) => {
    expect(configGuard.safeParse(configWith(seed))).toMatchObject({ success: true });
  });

  it('names the first token that is valid, the first number, and a template that can be sent', () => {
    const config = configWith({
      tokens: { EAAold: { state: 'expired' }, EAAnew: {} },
      phoneNumbers: [{ id: '42' }, { id: '43' }],
      templates: [
        { name: 'paused_code', language: 'de', status: 'PAUSED' },
        { name: 'login_code', language: 'en_US' },
        { name: 'other_code', language: 'it' },
        { name: 'login_code', language: 'fr' },
        { name: 'login_code', language: 'es', status: 'PENDING' },
      ],
    });

    expect(config).toEqual({
      gateway: 'meta',
      accessToken: 'EAAnew',
      phoneNumberId: '42',
      businessAccountId: '200000000000001',
      baseUrl: url,
      templates: ['SignIn', 'Register', 'ForgotPassword', 'Generic'].map((usageType) => ({
        usageType,
        templateName: 'login_code',
        language: ['en_US', 'fr'],
      })),
    });
  });

  it('names the first token where none is valid', () => {
    expect(
      configWith({ tokens: { EAAold: { state: 'expired' }, EAAolder: { state: 'revoked' } } })
    ).toMatchObject({ accessToken: 'EAAold' });
  });

  it('is what an administrator has who has typed something else', () => {
    expect(
      configWith({
        connector: {
          accessToken: 'EAAother',
          phoneNumberId: '42',
          businessAccountId: '43',
          appSecret: 'other',
          templateName: 'login_code',
          language: ['de'],
        },
      })
    ).toMatchObject({
      accessToken: 'EAAother',
      phoneNumberId: '42',
      businessAccountId: '43',
      appSecret: 'other',
      templates: [{ templateName: 'login_code', language: ['de'] }, {}, {}, {}],
    });
  });

  it('leaves out what is not filled in', () => {
    const config = configWith({
      requireProof: true,
      templates: [],
      connector: { phoneNumberId: '', businessAccountId: '', appSecret: '' },
    });

    expect(Object.keys(config)).toEqual(['gateway', 'accessToken', 'baseUrl']);
    expect(formFieldsFor(config).map(({ label }) => label)).toEqual([
      'Gateway',
      'Access token',
      'Base URL',
    ]);
  });

  it('has the app secret only where a proof is required', () => {
    expect(configWith()).not.toHaveProperty('appSecret');
    expect(configWith({ requireProof: true, appSecret: 'test_app_secret' })).toMatchObject({
      appSecret: 'test_app_secret',
    });
  });
});

describe('the same as the fields of the form', () => {
  it('has a value for each label', () => {
    const config = configWith();

    expect(formFieldsFor(config)).toEqual([
      { label: 'Gateway', value: 'Meta Cloud API' },
      { label: 'Access token', value: 'EAAsandboxValidToken' },
      { label: 'Phone number ID', value: '100000000000001' },
      { label: 'Base URL', value: url },
      { label: 'Templates', value: JSON.stringify(config.templates) },
    ]);
  });

  it('has the app secret only where a proof is required', () => {
    expect(formFieldsFor(configWith({ requireProof: true }))).toContainEqual({
      label: 'App secret',
      value: 'sandbox_app_secret',
    });
  });

  it('has labels that the form has', () => {
    const labels = defaultMetadata.formItems?.map(({ label }) => label);
    const fields = formFieldsFor(configWith({ requireProof: true }));

    expect(fields.filter(({ label }) => !labels?.includes(label))).toEqual([]);
  });
});
