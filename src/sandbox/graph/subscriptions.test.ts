import { describe, expect, it } from 'vitest';

import {
  accountId,
  appId,
  appToken,
  createSandbox,
  numberId,
  refusalOf,
} from '../../../test/support/graph-call.js';
import { textLike } from '../../../test/support/matchers.js';
import { Receiver, closedAddress, verifyToken } from '../../../test/support/receiver.js';

type Sandbox = ReturnType<typeof createSandbox>;

const accountPath = `/v25.0/${accountId}/subscribed_apps`;
const appPath = `/v25.0/${appId}/subscriptions`;
const authorization = `Bearer ${appToken}`;

const asApp = async ({ call }: Sandbox, method: string, body?: unknown) =>
  call({ method, path: appPath, authorization, body });

describe('the subscription of the app to the account', () => {
  const app = {
    whatsapp_business_api_data: {
      id: appId,
      name: 'Sandbox app',
      link: `https://www.facebook.com/games/?app_id=${appId}`,
    },
  };

  it('is there at first', async () => {
    expect(await createSandbox().get(accountPath)).toMatchObject({
      status: 200,
      body: { data: [app] },
    });
  });

  it('can be ended, and begun again without a body', async () => {
    const { call, get } = createSandbox();

    expect(await call({ method: 'DELETE', path: accountPath })).toMatchObject({
      body: { success: true },
    });
    expect(await get(accountPath)).toMatchObject({ body: { data: [] } });

    expect(await call({ path: accountPath, body: '' })).toMatchObject({ body: { success: true } });
    expect(await get(accountPath)).toMatchObject({ body: { data: [app] } });
  });

  it('may send webhooks elsewhere, until it is made without a body', async () => {
    const { call, get } = createSandbox();
    const { url } = await Receiver.start();
    const body = { override_callback_uri: url, verify_token: verifyToken };

    expect(await call({ path: accountPath, body })).toMatchObject({ body: { success: true } });
    expect(await get(accountPath)).toMatchObject({
      body: { data: [{ ...app, override_callback_uri: url }] },
    });
    expect(await get(`/v25.0/${numberId}?fields=webhook_configuration`)).toMatchObject({
      body: { webhook_configuration: { whatsapp_business_account: url } },
    });

    await call({ path: accountPath, body: '' });
    const { body: withoutOverride } = await get(accountPath);
    expect(withoutOverride).toEqual({ data: [app] });
  });

  it('is left as it was when the other address refuses the handshake', async () => {
    const { call, get } = createSandbox();
    const { url } = await Receiver.start({ onHandshake: () => ({ status: 404 }) });
    await call({ method: 'DELETE', path: accountPath });

    const answer = await call({
      path: accountPath,
      body: { override_callback_uri: url, verify_token: verifyToken },
    });

    expect(refusalOf(answer)).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 2200,
      message: textLike(/^\(#2200\) Callback verification failed .*404/),
    });
    expect(await get(accountPath)).toMatchObject({ body: { data: [] } });
  });

  it('is one of the account, and of nothing else', async () => {
    const { get } = createSandbox();

    expect(refusalOf(await get(`/v25.0/${numberId}/subscribed_apps`))).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
  });

  it('needs the permission to manage', async () => {
    const { get } = createSandbox();

    expect(refusalOf(await get(accountPath, 'Bearer EAAsandboxNoManagementToken'))).toMatchObject({
      status: 403,
      code: 10,
    });
  });
});

const subscription = (url: string, fields?: unknown) => ({
  object: 'whatsapp_business_account',
  callback_url: url,
  verify_token: verifyToken,
  ...(fields !== undefined && { fields }),
});

describe('the subscription of the app itself', () => {
  it('is none at first', async () => {
    expect(await asApp(createSandbox(), 'GET')).toMatchObject({ status: 200, body: { data: [] } });
  });

  it.each([
    ['a list', ['messages', 'message_template_status_update']],
    ['a text', 'messages, message_template_status_update'],
  ])('is made with its fields as %s', async (_, fields) => {
    const sandbox = createSandbox();
    const { url } = await Receiver.start();

    expect(await asApp(sandbox, 'POST', subscription(url, fields))).toMatchObject({
      status: 200,
      body: { success: true },
    });
    const { body: subscriptions } = await asApp(sandbox, 'GET');
    expect(subscriptions).toEqual({
      data: [
        {
          object: 'whatsapp_business_account',
          callback_url: url,
          active: true,
          fields: [
            { name: 'messages', version: 'v25.0' },
            { name: 'message_template_status_update', version: 'v25.0' },
          ],
        },
      ],
    });
    expect(sandbox.webhooks.appTarget).toEqual({ url, verifyToken });
  });

  it('can be ended', async () => {
    const sandbox = createSandbox();
    const { url } = await Receiver.start();
    await asApp(sandbox, 'POST', subscription(url));

    expect(await asApp(sandbox, 'DELETE')).toMatchObject({ body: { success: true } });
    expect(await asApp(sandbox, 'GET')).toMatchObject({ body: { data: [] } });
  });

  it('is refused when nobody listens', async () => {
    const sandbox = createSandbox();
    const { url } = await closedAddress();

    expect(refusalOf(await asApp(sandbox, 'POST', subscription(url)))).toMatchObject({
      status: 400,
      code: 2200,
    });
    expect(sandbox.webhooks.appTarget).toBeUndefined();
  });

  it.each([{}, { object: 'page', callback_url: 'http://127.0.0.1/', verify_token: 'x' }])(
    'misses what is left out: %j',
    async (body) => {
      expect(refusalOf(await asApp(createSandbox(), 'POST', body))).toMatchObject({
        status: 400,
        code: 100,
      });
    }
  );

  it.each(['GET', 'POST', 'DELETE'])("needs the app's own token: %s", async (method) => {
    const { call } = createSandbox();

    expect(refusalOf(await call({ method, path: appPath, body: {} }))).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 15,
      message: '(#15) This method must be called with an app access_token.',
    });
  });

  it('is one of this app only', async () => {
    const { get } = createSandbox();

    expect(refusalOf(await get('/v25.0/42/subscriptions', authorization))).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
  });
});
