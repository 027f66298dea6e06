import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';

import { createAppSecretProof } from './app-secret-proof.js';
import { createCensor } from './censor.js';
import {
  SubscriptionFailure,
  readSubscriptions,
  removeNumberOverride,
  removeWebhook,
  setWebhook,
  subscribeToAccount,
  unsubscribeFromAccount,
} from './subscriptions.js';

const host = 'graph.facebook.com';
const accessToken = 'EAAtesttoken';
const appSecret = 'test_app_secret';
const appToken = `42|${appSecret}`;

const app = {
  baseUrl: `https://${host}`,
  apiVersion: 'v25.0',
  appId: '42',
  appSecret,
  accessToken,
  businessAccountId: '7',
  phoneNumberIds: [],
  censor: createCensor([accessToken, appToken, appSecret]),
};

afterEach(() => {
  nock.cleanAll();
});

const appPath = '/v25.0/42/subscriptions';
const accountPath = '/v25.0/7/subscribed_apps';
const numberPath = '/v25.0/100';

/** Meta, as it is called with one token and its proof. */
const meta = (token: string, query: Record<string, string> = {}) => ({
  scope: nock(app.baseUrl, { reqheaders: { authorization: `Bearer ${token}` } }),
  query: { ...query, appsecret_proof: createAppSecretProof(appSecret, token) },
});

const answerApp = (body: unknown) => {
  const { scope, query } = meta(appToken);
  scope.get(appPath).query(query).reply(200, JSON.stringify(body));
};

const answerAccount = (body: unknown) => {
  const { scope, query } = meta(accessToken);
  scope.get(accountPath).query(query).reply(200, JSON.stringify(body));
};

const answerNumber = (body: unknown) => {
  const { scope, query } = meta(accessToken, { fields: 'webhook_configuration' });
  scope.get(numberPath).query(query).reply(200, JSON.stringify(body));
};

const none = { data: [] };

describe('what Meta says about the subscriptions', () => {
  it('is nothing at first', async () => {
    answerApp(none);
    answerAccount(none);

    expect(await readSubscriptions(app)).toEqual({
      webhook: undefined,
      account: { isSubscribed: false, overrideUrl: undefined },
      numbers: [],
    });
  });

  it('is read whole', async () => {
    answerApp({
      data: [
        { object: 'page', callback_url: 'https://example.com/page', fields: [] },
        {
          object: 'whatsapp_business_account',
          callback_url: 'https://example.com/webhook',
          active: false,
          fields: [{ name: 'messages', version: 'v25.0' }, 'account_update', { version: 'v25.0' }],
        },
      ],
    });
    answerAccount({
      data: [
        { whatsapp_business_api_data: { id: '41' }, override_callback_uri: 'https://a.example/' },
        { whatsapp_business_api_data: { id: 42 }, override_callback_uri: 'https://b.example/' },
      ],
    });
    answerNumber({ webhook_configuration: { phone_number: 'https://c.example/' }, id: '100' });

    expect(await readSubscriptions({ ...app, phoneNumberIds: ['100'] })).toEqual({
      webhook: {
        callbackUrl: 'https://example.com/webhook',
        isActive: false,
        fields: ['messages', 'account_update'],
      },
      account: { isSubscribed: true, overrideUrl: 'https://b.example/' },
      numbers: [{ id: '100', overrideUrl: 'https://c.example/' }],
    });
  });

  it('may leave out what is not there', async () => {
    answerApp({
      data: [{ object: 'whatsapp_business_account', callback_url: 'https://a.example/' }],
    });
    answerAccount({
      data: [{ whatsapp_business_api_data: { id: '42' }, override_callback_uri: '' }, 'nonsense'],
    });
    answerNumber({ webhook_configuration: { application: 'https://a.example/' }, id: '100' });

    expect(await readSubscriptions({ ...app, phoneNumberIds: ['100'] })).toEqual({
      webhook: { callbackUrl: 'https://a.example/', isActive: true, fields: [] },
      account: { isSubscribed: true, overrideUrl: undefined },
      numbers: [],
    });
  });

  it('may also leave out the whole configuration of a number', async () => {
    answerApp(none);
    answerAccount(none);
    answerNumber({ id: '100' });

    expect(await readSubscriptions({ ...app, phoneNumberIds: ['100'] })).toMatchObject({
      numbers: [],
    });
  });

  it('is not read from what is not Meta', async () => {
    answerApp({ ok: true });

    await expect(readSubscriptions(app)).rejects.toMatchObject({
      subject: 'app',
      id: '42',
      failure: { kind: 'unreadable', host, status: 200 },
    });
  });
});

const success = { success: true };

describe('a change of the subscriptions', () => {
  it('sets the webhook of the app', async () => {
    const { scope, query } = meta(appToken);
    scope
      .post(appPath, {
        object: 'whatsapp_business_account',
        callback_url: 'https://example.com/webhook',
        verify_token: 'v',
        fields: 'account_update,messages',
      })
      .query(query)
      .reply(200, success);

    await setWebhook(app, {
      callbackUrl: 'https://example.com/webhook',
      verifyToken: 'v',
      fields: ['account_update', 'messages'],
    });

    expect(scope.isDone()).toBe(true);
  });

  it('removes the webhook of the app for WhatsApp only', async () => {
    const { scope, query } = meta(appToken, { object: 'whatsapp_business_account' });
    scope.delete(appPath).query(query).reply(200, success);

    await removeWebhook(app);

    expect(scope.isDone()).toBe(true);
  });

  it.each([
    ['subscribes', 'POST', subscribeToAccount],
    ['unsubscribes', 'DELETE', unsubscribeFromAccount],
  ])('%s the app, without a body', async (_, method, change) => {
    const { scope, query } = meta(accessToken);
    scope.intercept(accountPath, method, '').query(query).reply(200, success);

    await change(app);

    expect(scope.isDone()).toBe(true);
  });

  it('removes the callback of a number', async () => {
    const { scope, query } = meta(accessToken);
    scope
      .post(numberPath, { webhook_configuration: { override_callback_uri: '' } })
      .query(query)
      .reply(200, success);

    await removeNumberOverride(app, '100');

    expect(scope.isDone()).toBe(true);
  });
});

describe('a call that Meta refuses', () => {
  const error = { message: `(#2200) Callback verification failed ${appToken}`, code: 2200 };

  it('tells what it was about, without secrets', async () => {
    const { scope, query } = meta(appToken);
    scope.post(appPath).query(query).reply(400, { error });

    const callbackUrl = 'https://example.com/webhook';
    const change = setWebhook(app, {
      callbackUrl,
      verifyToken: 'v',
      fields: [],
    });

    await expect(change).rejects.toBeInstanceOf(SubscriptionFailure);
    await expect(change).rejects.toMatchObject({
      subject: 'app',
      id: '42',
      callbackUrl,
      failure: {
        kind: 'answered',
        report: { details: '(#[redacted]) Callback verification failed [redacted]' },
      },
    });
  });

  it('leaves an error of another kind alone', async () => {
    await expect(unsubscribeFromAccount({ ...app, baseUrl: 'nowhere' })).rejects.toThrow(TypeError);
  });
});
