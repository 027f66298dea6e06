import { ConnectorErrorCodes } from '@logto/connector-kit';
import nock from 'nock';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import {
  accepted,
  answering,
  connectorWith,
  messagesPath,
  metaConfig,
  signIn,
  token,
} from '../test/support/nocked-meta.js';
import { failureOf } from '../test/support/send.js';

beforeAll(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
  vi.useRealTimers();
});

const parameters = [{ type: 'text', text: '482913' }];

describe('the request to Meta', () => {
  it('is the payload of an authentication template', async () => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await connectorWith();

    await sendMessage(signIn);

    expect(receive.mock.calls.map(([body]) => body)).toEqual([
      {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+12025550143',
        type: 'template',
        template: {
          name: 'login_code',
          language: { code: 'en_US' },
          components: [
            { type: 'body', parameters },
            { type: 'button', sub_type: 'url', index: '0', parameters },
          ],
        },
      },
    ]);
  });

  it('has its credentials in a header, and in no other place', async () => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await connectorWith();

    await sendMessage(signIn);

    const [body, headers] = receive.mock.calls[0] ?? [];
    expect(headers).toMatchObject({
      authorization: 'Bearer EAAtesttoken',
      'content-type': 'application/json',
      'user-agent': 'connector-whatsapp-otp',
    });
    expect(new Set(Object.keys(headers ?? {}))).toEqual(
      new Set([
        'authorization',
        'connection',
        'content-length',
        'content-type',
        'host',
        'user-agent',
      ])
    );
    expect(JSON.stringify(body)).not.toContain(token);
  });

  it('goes to the version that the config names', async () => {
    const receive = answering([[200, accepted]], { path: '/v26.0/106540352242922/messages' });
    const { sendMessage } = await connectorWith({ ...metaConfig, apiVersion: 'v26.0' });

    await sendMessage(signIn);

    expect(receive).toHaveBeenCalledTimes(1);
  });

  it('still goes to a version that has expired since it was stored', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-06-01') });
    const receive = answering([[200, accepted]], { path: '/v21.0/106540352242922/messages' });
    const { sendMessage } = await connectorWith({ ...metaConfig, apiVersion: 'v21.0' });

    await sendMessage(signIn);

    expect(receive).toHaveBeenCalledTimes(1);
  });

  it("is refused in Console's test when the version has expired", async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-06-01') });
    const receive = answering([[200, accepted]], { path: '/v21.0/106540352242922/messages' });
    const { sendMessage } = await connectorWith();

    expect(
      await failureOf(sendMessage(signIn, { ...metaConfig, apiVersion: 'v21.0' }))
    ).toMatchObject({
      code: ConnectorErrorCodes.InvalidConfig,
      data: {
        issues: [
          {
            path: ['apiVersion'],
            message:
              'Graph API v21.0 expired on 2027-01-21. Leave the field empty for the version that this connector was tested with.',
          },
        ],
      },
    });
    expect(receive).not.toHaveBeenCalled();
  });

  it('goes to the base URL that the config names, below its path', async () => {
    const receive = answering([[200, accepted]], {
      address: 'https://proxy.example.com',
      path: '/meta/v25.0/106540352242922/messages',
    });
    const { sendMessage } = await connectorWith({
      ...metaConfig,
      baseUrl: 'https://proxy.example.com/meta/',
    });

    await sendMessage(signIn);

    expect(receive).toHaveBeenCalledTimes(1);
  });

  it('proves that it knows the app secret', async () => {
    const receive = answering([[200, accepted]], {
      path: `${messagesPath}?appsecret_proof=2f6c99f265a9e1644d725e8f9c96e439fcbf40a73357d1d98ba8b98fbfe445e4`,
    });
    const { sendMessage } = await connectorWith({ ...metaConfig, appSecret: 'test_app_secret' });

    await sendMessage(signIn);

    expect(receive).toHaveBeenCalledTimes(1);
  });
});

describe('the request to 360dialog', () => {
  it('goes to its address with its header, and proves nothing', async () => {
    const receive = answering([[200, accepted]], {
      address: 'https://waba-v2.360dialog.io',
      path: '/messages',
    });
    const { sendMessage } = await connectorWith({
      ...metaConfig,
      gateway: '360dialog',
      accessToken: 'Ab12Cd34_AK',
      appSecret: 'test_app_secret',
    });

    await sendMessage(signIn);

    const [body, headers] = receive.mock.calls[0] ?? [];
    expect(headers?.['d360-api-key']).toBe('Ab12Cd34_AK');
    expect(headers).not.toHaveProperty('authorization');
    expect(body).toMatchObject({ to: '+12025550143', template: { name: 'login_code' } });
  });

  it('needs no phone number id', async () => {
    const receive = answering([[200, accepted]], {
      address: 'https://waba-v2.360dialog.io',
      path: '/messages',
    });
    const { accessToken, templates } = metaConfig;
    const { sendMessage } = await connectorWith({ gateway: '360dialog', accessToken, templates });

    await sendMessage(signIn);

    expect(receive).toHaveBeenCalledTimes(1);
  });
});
