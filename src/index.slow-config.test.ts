import { ConnectorErrorCodes } from '@logto/connector-kit';
import nock from 'nock';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { accepted, answering, metaConfig, signIn } from '../test/support/nocked-meta.js';
import { failureOf } from '../test/support/send.js';

import createConnector from './index.js';
import * as http from './meta/http.js';

beforeAll(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  vi.restoreAllMocks();
  nock.cleanAll();
});

/** A connector whose config comes after so many milliseconds. */
const slowConnector = async (milliseconds: number, stored: unknown = metaConfig) => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const post = vi.spyOn(http, 'post');
  const { sendMessage } = await createConnector({
    getConfig: async () => {
      now.mockReturnValue(milliseconds);

      return stored;
    },
  });

  return { sendMessage, post };
};

describe('a Logto that takes long to give the config', () => {
  it('leaves WhatsApp the rest of the time', async () => {
    answering([[200, accepted]]);
    const { sendMessage, post } = await slowConnector(5000);

    await sendMessage(signIn);

    expect(post.mock.calls[0]?.[0].timeout).toBe(2500);
  });

  it('leaves a part of it to the SMS', async () => {
    answering([[200, accepted]]);
    const { sendMessage, post } = await slowConnector(5000, {
      ...metaConfig,
      fallback: {
        connector: '@logto/connector-http-sms',
        config: { endpoint: 'https://sms.example.com' },
      },
    });

    await sendMessage(signIn);

    expect(post.mock.calls[0]?.[0].timeout).toBe(1500);
  });

  it('gets no code sent when there is no time left', async () => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await slowConnector(7100);

    expect(await failureOf(sendMessage(signIn))).toMatchObject({
      code: ConnectorErrorCodes.General,
      data: {
        errorDescription:
          'There was no time left to send the code, and it was not sent. Please try again.',
      },
    });
    expect(receive).not.toHaveBeenCalled();
  });

  it('is told of a config that cannot be used all the same', async () => {
    const { sendMessage } = await slowConnector(20_000, {});

    expect(await failureOf(sendMessage(signIn))).toMatchObject({
      code: ConnectorErrorCodes.InvalidConfig,
    });
  });
});
