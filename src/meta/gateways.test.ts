import { describe, expect, it } from 'vitest';

import { type GatewayAccount, isGateway, messagesCall } from './gateways.js';

const meta: GatewayAccount = {
  gateway: 'meta',
  accessToken: 'EAAtesttoken',
  apiVersion: 'v25.0',
  phoneNumberId: '106540352242922',
};
const dialog: GatewayAccount = {
  gateway: '360dialog',
  accessToken: 'D360apiKey',
  apiVersion: 'v25.0',
};

/** The test vector for this token and the secret `test_app_secret`. */
const proof = '2f6c99f265a9e1644d725e8f9c96e439fcbf40a73357d1d98ba8b98fbfe445e4';

const call = (account: GatewayAccount) => {
  const { url, headers } = messagesCall(account);

  return { url: url.href, headers };
};

describe('a call to Meta', () => {
  it('goes to the number, with the token as a bearer', () => {
    expect(call(meta)).toEqual({
      url: 'https://graph.facebook.com/v25.0/106540352242922/messages',
      headers: { authorization: 'Bearer EAAtesttoken' },
    });
  });

  it('carries a proof when there is an app secret, and never the secret itself', () => {
    expect(call({ ...meta, appSecret: 'test_app_secret' })).toEqual({
      url: `https://graph.facebook.com/v25.0/106540352242922/messages?appsecret_proof=${proof}`,
      headers: { authorization: 'Bearer EAAtesttoken' },
    });
  });

  it('goes to the version of the config', () => {
    expect(call({ ...meta, apiVersion: 'v26.0' }).url).toBe(
      'https://graph.facebook.com/v26.0/106540352242922/messages'
    );
  });

  it('goes to the base URL of the config', () => {
    expect(call({ ...meta, baseUrl: 'http://127.0.0.1:4040' }).url).toBe(
      'http://127.0.0.1:4040/v25.0/106540352242922/messages'
    );
  });

  it('keeps the path of the base URL, with and without a proof', () => {
    const baseUrl = 'https://api.kapso.ai/meta/whatsapp';

    expect(call({ ...meta, baseUrl }).url).toBe(
      'https://api.kapso.ai/meta/whatsapp/v25.0/106540352242922/messages'
    );
    expect(call({ ...meta, baseUrl, appSecret: 'test_app_secret' }).url).toBe(
      `https://api.kapso.ai/meta/whatsapp/v25.0/106540352242922/messages?appsecret_proof=${proof}`
    );
  });
});

describe('a call to 360dialog', () => {
  it('goes to an address without number and version, with the key in its own header', () => {
    expect(call(dialog)).toEqual({
      url: 'https://waba-v2.360dialog.io/messages',
      headers: { 'd360-api-key': 'D360apiKey' },
    });
  });

  it('carries no proof and no number, even if the config has an app secret and a number', () => {
    expect(
      call({ ...dialog, appSecret: 'test_app_secret', phoneNumberId: '106540352242922' })
    ).toEqual({
      url: 'https://waba-v2.360dialog.io/messages',
      headers: { 'd360-api-key': 'D360apiKey' },
    });
  });

  it('goes to the base URL of the config, with its path', () => {
    expect(call({ ...dialog, baseUrl: 'https://proxy.example.com/360' }).url).toBe(
      'https://proxy.example.com/360/messages'
    );
  });
});

describe('a gateway', () => {
  it.each(['meta', '360dialog'])('can be %s', (text) => {
    expect(isGateway(text)).toBe(true);
  });

  it.each(['', 'Meta', '360Dialog', 'twilio', 'toString', '__proto__'])(
    'cannot be "%s"',
    (text) => {
      expect(isGateway(text)).toBe(false);
    }
  );
});
