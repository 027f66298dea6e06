import { describe, expect, it } from 'vitest';

import { readConfigEnvironment } from './config-environment.js';
import { parseSetup } from './parse-setup.js';

const token = 'EAAplantedToken';

/** What is made of an environment with a token. */
const parse = (variables: Record<string, string | undefined>) => {
  const source = readConfigEnvironment({ WHATSAPP_ACCESS_TOKEN: token, ...variables });

  if (!source) {
    throw new Error('The environment holds no config.');
  }

  return parseSetup(source);
};

const templates = ['SignIn', 'Register', 'ForgotPassword', 'Generic'].map((usageType) => ({
  usageType,
  templateName: 'verification_code',
  language: ['en_US'],
}));

describe('the environment', () => {
  it.each([{}, { WHATSAPP_ACCESS_TOKEN: ' ' }, { WHATSAPP_PHONE_NUMBER_ID: '100' }])(
    'holds no config without a token: %j',
    (environment) => {
      expect(readConfigEnvironment(environment)).toBeUndefined();
    }
  );

  it('is read whole', () => {
    const setup = parse({
      WHATSAPP_ACCESS_TOKEN: ` ${token}\n`,
      WHATSAPP_APP_SECRET: 'new0secret, old0secret',
      WHATSAPP_PHONE_NUMBER_ID: '100,101',
      WHATSAPP_BUSINESS_ACCOUNT_ID: '200',
      WHATSAPP_BASE_URL: 'http://127.0.0.1:4500',
      WHATSAPP_API_VERSION: 'v24.0',
      WHATSAPP_GATEWAY: 'meta',
      WHATSAPP_TEMPLATES: JSON.stringify(templates),
      WHATSAPP_FALLBACK: JSON.stringify({
        connector: '@logto/connector-twilio-sms',
        config: { authToken: 'planted-auth-token' },
      }),
      WHATSAPP_ALLOWED_COUNTRIES: 'BR, MX',
      RELAY_URL: 'http://relay:4600',
      RELAY_SECRET: `${'r'.repeat(32)},${'s'.repeat(32)}`,
    });

    expect(setup).toMatchObject({
      origin: 'the environment',
      issues: [],
      gateway: 'meta',
      accessToken: token,
      appSecret: 'new0secret',
      phoneNumberId: '100',
      businessAccountId: '200',
      baseUrl: 'http://127.0.0.1:4500',
      apiVersion: 'v24.0',
      templates,
      fallback: { connector: '@logto/connector-twilio-sms', mode: 'send' },
      relay: { url: 'http://relay:4600', secret: 'r'.repeat(32) },
      raw: { allowedCountries: 'BR, MX' },
    });
    expect(
      setup.censor.text(
        `${token} new0secret old0secret ${'r'.repeat(32)} ${'s'.repeat(32)} planted-auth-token`
      )
    ).toBe(Array.from({ length: 6 }, () => '[redacted]').join(' '));
  });

  it('calls what is wrong by the names of the variables', () => {
    expect(
      parse({
        WHATSAPP_PHONE_NUMBER_ID: '+49 planted',
        WHATSAPP_TEMPLATES: '[{"usageType":"SignIn","templateName":"code","language":["planted"]}]',
        WHATSAPP_FALLBACK: '{"connector":"planted/../path"}',
        RELAY_URL: 'http://relay:4600',
      }).issues.map(({ path }) => path)
    ).toEqual(
      expect.arrayContaining([
        'WHATSAPP_PHONE_NUMBER_ID',
        'WHATSAPP_TEMPLATES',
        'WHATSAPP_TEMPLATES.0.language.0',
        'WHATSAPP_FALLBACK.connector',
        'RELAY_SECRET',
      ])
    );
  });

  it.each(['WHATSAPP_TEMPLATES', 'WHATSAPP_FALLBACK'])('says that %s is no JSON', (name) => {
    const { issues } = parse({ WHATSAPP_PHONE_NUMBER_ID: '100', [name]: '[{planted' });

    expect(issues.filter(({ path }) => path.startsWith(name))).toEqual([
      expect.objectContaining({ path: name }),
    ]);
    expect(issues.map(({ message }) => message).join('\n')).toContain('This is no JSON.');
    expect(JSON.stringify(issues)).not.toContain('planted');
  });
});
