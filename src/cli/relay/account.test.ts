import { describe, expect, it } from 'vitest';

import { readAccount, readSubscription } from './account.js';

const environment = Object.freeze({
  WHATSAPP_APP_ID: '400000000000001',
  WHATSAPP_APP_SECRET: 'planted0app0secret',
  WHATSAPP_VERIFY_TOKEN: 'planted0verify0token',
  WHATSAPP_BUSINESS_ACCOUNT_ID: '200000000000001',
  WHATSAPP_ACCESS_TOKEN: 'EAAplantedToken',
  RELAY_PUBLIC_URL: 'https://relay.example.com',
});

const now = () => new Date('2026-11-21T12:00:00Z');

const read = (changes: Record<string, string | undefined> = {}) =>
  readSubscription({ ...environment, ...changes }, now);

/** What is said of a text that holds a secret, which must not be in it. */
const problemOf = (changes: Record<string, string | undefined>): string => {
  try {
    read(changes);
  } catch (error: unknown) {
    return String(error);
  }

  return 'no problem';
};

describe('the environment', () => {
  it('is read with its defaults', () => {
    const { censor, ...account } = read();

    expect(account).toEqual({
      baseUrl: 'https://graph.facebook.com',
      apiVersion: 'v25.0',
      appId: '400000000000001',
      appSecret: 'planted0app0secret',
      accessToken: 'EAAplantedToken',
      businessAccountId: '200000000000001',
      phoneNumberIds: [],
      callbackUrl: 'https://relay.example.com/webhook',
      verifyToken: 'planted0verify0token',
    });
    expect(censor.text('planted0app0secret planted0verify0token')).toBe('[redacted] [redacted]');
  });

  it('is read whole', () => {
    expect(
      read({
        WHATSAPP_APP_SECRET: ' new0secret , old0secret,',
        WHATSAPP_PHONE_NUMBER_ID: '100, 101',
        WHATSAPP_BASE_URL: 'http://127.0.0.1:4500/',
        WHATSAPP_API_VERSION: 'v26.0',
      })
    ).toMatchObject({
      appSecret: 'new0secret',
      phoneNumberIds: ['100', '101'],
      baseUrl: 'http://127.0.0.1:4500',
      apiVersion: 'v26.0',
    });
  });

  it('keeps every secret out of what Meta says', () => {
    const { censor } = read({ WHATSAPP_APP_SECRET: 'new0secret,old0secret' });

    expect(censor.text('400000000000001|new0secret old0secret EAAplantedToken')).toBe(
      '[redacted] [redacted] [redacted]'
    );
  });

  it('needs no verify token to unsubscribe', () => {
    const { WHATSAPP_VERIFY_TOKEN: _, ...rest } = environment;

    expect(readAccount(rest)).toMatchObject({ callbackUrl: 'https://relay.example.com/webhook' });
  });

  it.each([readAccount, readSubscription])('is read at the present day: %s', (readNow) => {
    expect(readNow({ ...environment, WHATSAPP_API_VERSION: 'v99.0' })).toMatchObject({
      apiVersion: 'v99.0',
    });
    expect(() => readNow({ ...environment, WHATSAPP_API_VERSION: 'v19.0' })).toThrow(
      'WHATSAPP_API_VERSION'
    );
  });

  it('names all that is missing, and where to find it', () => {
    expect(() => readSubscription({ WHATSAPP_APP_SECRET: ' ' }))
      .toThrowErrorMatchingInlineSnapshot(`
        [Error: These environment variables are missing, or cannot be used:
          WHATSAPP_APP_ID: It is missing. In the app's dashboard, open App settings → Basic: App ID.
          WHATSAPP_APP_SECRET: It is missing. In the app's dashboard, open App settings → Basic: App secret.
          WHATSAPP_BUSINESS_ACCOUNT_ID: It is missing. In the app's dashboard, open WhatsApp → API Setup: WhatsApp Business Account ID.
          WHATSAPP_ACCESS_TOKEN: It is missing. It is the connector's access token; Business settings → Users → System users makes one for this app, with whatsapp_business_messaging and whatsapp_business_management.
          RELAY_PUBLIC_URL: It is missing. It is the address by which the internet reaches the relay, such as https://relay.example.com.
          WHATSAPP_VERIFY_TOKEN: It is missing. Make one up (openssl rand -base64 32), and start the relay with the same.]
      `);
  });

  it.each([
    ['https://relay.example.com/', 'https://relay.example.com/webhook'],
    ['https://example.com/relay//', 'https://example.com/relay/webhook'],
    ['http://localhost:4600', 'http://localhost:4600/webhook'],
    ['http://127.0.0.1:4600', 'http://127.0.0.1:4600/webhook'],
    ['http://[::1]:4600', 'http://[::1]:4600/webhook'],
    [`https://example.com/${'x'.repeat(172)}`, `https://example.com/${'x'.repeat(172)}/webhook`],
  ])('makes of %s the address that Meta calls', (RELAY_PUBLIC_URL, callbackUrl) => {
    expect(read({ RELAY_PUBLIC_URL })).toMatchObject({ callbackUrl });
  });

  it.each([
    ['RELAY_PUBLIC_URL', 'planted', 'Write a whole address'],
    ['RELAY_PUBLIC_URL', 'ftp://planted.example.com', 'Write a whole address'],
    ['RELAY_PUBLIC_URL', 'http://planted.example.com', 'Meta calls https only'],
    ['RELAY_PUBLIC_URL', 'https://me:planted@relay.example.com', 'Leave user name'],
    ['RELAY_PUBLIC_URL', 'https://relay.example.com/?token=planted', 'everything from ?'],
    ['RELAY_PUBLIC_URL', 'https://relay.example.com/#planted', 'everything from ?'],
    ['RELAY_PUBLIC_URL', 'https://planted.example.com/webhook/', 'Leave /webhook out'],
    ['RELAY_PUBLIC_URL', `https://example.com/${'planted'.repeat(25)}`, 'has 203 characters'],
    ['WHATSAPP_APP_ID', 'planted', 'The app ID consists of digits only.'],
    ['WHATSAPP_APP_SECRET', 'good,planted secret', 'The app secret has a space'],
    ['WHATSAPP_APP_SECRET', ' , ', 'App settings → Basic: App secret.'],
    ['WHATSAPP_VERIFY_TOKEN', 'planted token', 'The verify token has a space'],
    ['WHATSAPP_BUSINESS_ACCOUNT_ID', 'planted', 'Copy the ID of the account'],
    ['WHATSAPP_ACCESS_TOKEN', 'EAAplanted\u0000', 'The access token has characters'],
    ['WHATSAPP_PHONE_NUMBER_ID', '100,+49 planted', 'not the number itself'],
    ['WHATSAPP_BASE_URL', 'http://planted.example.com', 'Use https'],
    ['WHATSAPP_API_VERSION', '25', 'written like v25.0'],
    ['WHATSAPP_API_VERSION', 'v20.0', 'that can still be called'],
  ])('says what is wrong with %s: %s', (name, value, expected) => {
    const problem = problemOf({ [name]: value });

    expect(problem).toContain(`  ${name}: `);
    expect(problem).toContain(expected);
    expect(problem).not.toContain('planted');
  });
});
