import {
  type ConnectorConfigFormItem,
  connectorConfigFormItemGuard,
  connectorMetadataGuard,
} from '@logto/connector-kit';
import { describe, expect, it } from 'vitest';

import { defaultMetadata } from './constant.js';
import { configGuard } from './types.js';

const formItems: ConnectorConfigFormItem[] = defaultMetadata.formItems ?? [];

const logtoLanguages = [
  'ar',
  'de',
  'en',
  'es',
  'fr',
  'it',
  'ja',
  'ko',
  'pl-PL',
  'pt-BR',
  'pt-PT',
  'ru',
  'th',
  'tr-TR',
  'zh-CN',
  'zh-HK',
  'zh-TW',
];

/** The keys of the config, each of which Console would drop without a form item. */
const configKeys = [
  'gateway',
  'accessToken',
  'phoneNumberId',
  'templates',
  'allowedCountries',
  'fallback',
  'relayUrl',
  'relaySecret',
  'appSecret',
  'businessAccountId',
  'apiVersion',
  'baseUrl',
];

describe('the metadata', () => {
  it('is what the connector kit accepts', () => {
    expect(connectorMetadataGuard.safeParse(defaultMetadata).error).toBeUndefined();
  });

  it('has an id that no official connector has', () => {
    expect(defaultMetadata).toMatchObject({
      id: 'whatsapp-otp',
      target: 'whatsapp-otp',
      platform: null,
    });
  });

  it.each(['name', 'description'] as const)('has a %s in every language of Logto', (key) => {
    const texts = Object.entries(defaultMetadata[key]);

    expect(texts.map(([language]) => language).toSorted()).toEqual(logtoLanguages);
    expect(texts.filter(([, text]) => text.trim() !== text || !text.includes('Meta'))).toEqual(
      key === 'name' ? texts : []
    );
  });
});

describe('the form', () => {
  it.each(formItems)('has an item that the connector kit accepts: $key', (item) => {
    expect(connectorConfigFormItemGuard.safeParse(item).error).toBeUndefined();
  });

  it('has an item for each key of the config, and for nothing else', () => {
    const everything = configGuard.parse({
      gateway: 'meta',
      accessToken: 'EAAtoken',
      phoneNumberId: '1',
      templates: ['Register', 'SignIn', 'ForgotPassword', 'Generic'].map((usageType) => ({
        usageType,
        templateName: 'otp',
      })),
      allowedCountries: 'BR',
      appSecret: 'secret',
      businessAccountId: '2',
      apiVersion: 'v26.0',
      baseUrl: 'https://proxy.example.com',
      fallback: {
        connector: '@logto/connector-http-sms',
        config: { endpoint: 'https://sms.example.com' },
      },
      relayUrl: 'http://relay:4600',
      relaySecret: 'a-secret-that-nobody-else-can-guess',
    });

    expect(formItems.map(({ key }) => key)).toEqual(configKeys);
    expect(Object.keys(everything).toSorted()).toEqual(configKeys.toSorted());
  });

  it('gives, with its defaults, a token and a number, a config that works', () => {
    const defaults = Object.fromEntries(
      formItems.flatMap(({ key, defaultValue }) =>
        defaultValue === undefined ? [] : [[key, defaultValue]]
      )
    );

    expect(Object.keys(defaults)).toEqual(['gateway', 'templates']);
    expect(
      configGuard.parse({
        ...defaults,
        accessToken: 'EAAtoken',
        phoneNumberId: '106540352242922',
      })
    ).toEqual({
      gateway: 'meta',
      accessToken: 'EAAtoken',
      phoneNumberId: '106540352242922',
      apiVersion: 'v25.0',
      templates: [
        { usageType: 'SignIn', templateName: 'verification_code', language: ['en_US'] },
        { usageType: 'Register', templateName: 'verification_code', language: ['en_US'] },
        { usageType: 'ForgotPassword', templateName: 'verification_code', language: ['en_US'] },
        { usageType: 'Generic', templateName: 'verification_code', language: ['en_US'] },
      ],
    });
  });

  it('hides the token and the secrets, and nothing else', () => {
    expect(
      formItems.flatMap((item) =>
        'isConfidential' in item && item.isConfidential ? [item.key] : []
      )
    ).toEqual(['accessToken', 'relaySecret', 'appSecret']);
  });

  it('requires what every config has to have', () => {
    expect(formItems.flatMap(({ key, required }) => (required ? [key] : []))).toEqual([
      'gateway',
      'accessToken',
      'phoneNumberId',
      'templates',
    ]);
  });

  it('shows only with Meta what 360dialog has no use for', () => {
    expect(formItems.flatMap(({ key, showConditions }) => (showConditions ? [key] : []))).toEqual([
      'phoneNumberId',
      'appSecret',
      'businessAccountId',
      'apiVersion',
    ]);
    expect(formItems.flatMap(({ showConditions = [] }) => showConditions)).toEqual(
      Array.from({ length: 4 }, () => ({ targetKey: 'gateway', expectValue: 'meta' }))
    );
  });

  it('lets a person choose the gateways that the config knows', () => {
    expect(
      formItems.flatMap((item) => ('selectItems' in item ? item.selectItems : []))
    ).toMatchObject([{ value: 'meta' }, { value: '360dialog' }]);
  });
});
