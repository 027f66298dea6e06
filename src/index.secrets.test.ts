import { inspect } from 'node:util';

import {
  type GetConnectorConfig,
  type SendMessageData,
  ConnectorError,
  ConnectorErrorCodes,
} from '@logto/connector-kit';
import nock from 'nock';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ZodError } from 'zod';

import {
  accepted,
  answering,
  connectorWith,
  messagesPath,
  metaConfig,
  signIn,
} from '../test/support/nocked-meta.js';
import { failureOf } from '../test/support/send.js';

import createConnector from './index.js';

beforeAll(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
});

const secrets = ['EAAtesttoken', 'test_app_secret', '482913', '12025550143', '2025550143'];

const expectNoSecrets = (error: ConnectorError) => {
  const seen = `${inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })}
    ${JSON.stringify(error)} ${JSON.stringify(error.data)} ${error.message} ${error.stack}`;

  for (const secret of secrets) {
    expect(seen).not.toContain(secret);
  }
};

describe('what Meta echoes', () => {
  it.each([
    ['for a template', 132_001],
    ['for a limit', 131_048],
    ['for anything else', 999_999],
  ])('of our secrets does not come out %s', async (_, errorCode) => {
    const proof = '2f6c99f265a9e1644d725e8f9c96e439fcbf40a73357d1d98ba8b98fbfe445e4';
    const echo = [...secrets, proof, 'Bearer EAAtesttoken', '+1 202 555 0143'].join(' ');
    answering(
      [
        [
          400,
          {
            error: {
              message: echo,
              code: errorCode,
              error_user_msg: echo,
              error_data: { details: echo },
              fbtrace_id: secrets.join('.'),
            },
          },
        ],
      ],
      { path: `${messagesPath}?appsecret_proof=${proof}` }
    );
    const { sendMessage } = await connectorWith({ ...metaConfig, appSecret: 'test_app_secret' });

    const error = await failureOf(sendMessage(signIn));

    expectNoSecrets(error);
    expect(inspect(error, { depth: Number.POSITIVE_INFINITY })).not.toContain(proof);
  });
});

const explode = () => {
  throw new Error(`Bearer ${secrets.join(' ')}`);
};

describe('data that is not what Logto sends', () => {
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a number', 7],
    ['NaN', Number.NaN],
    ['a text', '12025550143'],
    ['a list', [signIn]],
    ['a function', () => signIn],
    ['an object without anything', {}],
    ['an object with nothing above it', Object.create(null)],
    ['an object with a payload of null', { ...signIn, payload: null }],
    [
      'a getter that throws',
      {
        ...signIn,
        get to() {
          return explode();
        },
      },
    ],
    [
      'a getter that throws further down',
      {
        ...signIn,
        payload: {
          get code() {
            return explode();
          },
        },
      },
    ],
    ['a Proxy that throws', new Proxy({}, { get: explode, has: explode, ownKeys: explode })],
    ['a Proxy that was revoked', revoked],
  ])("ends in the kit's error, without a request: %s", async (_, data) => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await connectorWith();

    const error = await failureOf(sendMessage(data as SendMessageData));

    expect(error.code).toBe(ConnectorErrorCodes.General);
    expectNoSecrets(error);
    expect(receive).not.toHaveBeenCalled();
  });

  it.each<[string, unknown]>([
    [
      'a getter that throws',
      {
        ...metaConfig,
        get accessToken() {
          return explode();
        },
      },
    ],
    ['a Proxy that throws', new Proxy({}, { get: explode, has: explode, ownKeys: explode })],
    ['a Proxy that was revoked', revoked],
  ])("ends in the kit's error also as a config: %s", async (_, config) => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await connectorWith(config);

    expectNoSecrets(await failureOf(sendMessage(signIn)));
    expectNoSecrets(await failureOf(sendMessage(signIn, config)));
    expect(receive).not.toHaveBeenCalled();
  });
});

const sendWith = async (getConfig: GetConnectorConfig) => {
  const { sendMessage } = await createConnector({ getConfig });

  return failureOf(sendMessage(signIn));
};

describe('a config that Logto cannot give', () => {
  it.each<[string, unknown]>([
    ['with secrets in its message', new Error(secrets.join(' '))],
    ['with secrets in its cause', new Error('No', { cause: { token: secrets.join(' ') } })],
    ['that is a text', secrets.join(' ')],
    ['that is nothing', undefined],
  ])("ends in the kit's error, without those of a stranger's: %s", async (_, stranger) => {
    const error = await sendWith(async () => {
      throw stranger;
    });

    expect(error.code).toBe(ConnectorErrorCodes.General);
    expect(error.data).toEqual({
      errorDescription: 'The code could not be sent over WhatsApp. Please try again later.',
    });
    expectNoSecrets(error);
  });

  it("ends in the kit's own error when Logto throws one", async () => {
    const own = new ConnectorError(ConnectorErrorCodes.NotImplemented);

    expect(
      await sendWith(async () => {
        throw own;
      })
    ).toBe(own);
  });

  it.each([[undefined], [null], [{}]])('is invalid when it is %j', async (config) => {
    const error = await sendWith(async () => config);

    expect(error.code).toBe(ConnectorErrorCodes.InvalidConfig);
    expect(error.data).toBeInstanceOf(ZodError);
  });
});
