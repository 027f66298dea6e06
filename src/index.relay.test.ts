import { inspect } from 'node:util';

import { ConnectorErrorCodes, TemplateType } from '@logto/connector-kit';
import nock from 'nock';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ZodError } from 'zod';

import { eventually } from '../test/support/eventually.js';
import { FaultyServer } from '../test/support/faulty-server.js';
import { textLike, textWith } from '../test/support/matchers.js';
import {
  accepted,
  answering,
  code,
  connectorWith,
  messagesPath,
  metaAddress,
  metaConfig,
  signIn,
} from '../test/support/nocked-meta.js';
import { answeringRelay } from '../test/support/nocked-relay.js';
import { refusal, relay, relaySecret } from '../test/support/registration.js';
import { failureOf } from '../test/support/send.js';

import * as http from './meta/http.js';

const smsKey = 'planted-sms-api-key-77c2';
const fallback = {
  connector: '@logto/connector-http-sms',
  config: { endpoint: 'https://sms.example.com', authorization: smsKey },
};
const config = { ...metaConfig, relayUrl: relay.url, relaySecret };
const test = { to: '12025550143', type: TemplateType.Generic, payload: { code: '000000' } };
const result = {
  channel: 'whatsapp',
  messageId: 'wamid.HBgLMTIwMjU1NTAxNDMVAgARGBI=',
  recipient: '+1********43',
  status: 'accepted',
};

const lines = () => vi.mocked(console.warn).mock.calls.flat();

beforeAll(() => {
  nock.disableNetConnect();
  nock.enableNetConnect('127.0.0.1');
});
beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => {
  nock.cleanAll();
  vi.restoreAllMocks();
});

describe('a code that WhatsApp has accepted', () => {
  it('is registered with the relay, with the fallback and what Logto gave', async () => {
    answering([[200, accepted]]);
    const receive = answeringRelay([[202]]);
    const { sendMessage } = await connectorWith({ ...config, fallback });

    expect(await sendMessage({ ...signIn, payload: { code, locale: 'de' } })).toEqual(result);
    await eventually(() => {
      expect(receive).toHaveBeenCalledTimes(1);
    });

    expect(receive.mock.calls[0]?.[0]).toMatchObject({
      claims: {
        messageId: accepted.messages[0]?.id,
        number: '+12025550143',
        country: 'US',
        language: 'de',
        codeLifetime: 600,
        deadline: 25,
        sms: {
          fallback: { ...fallback, mode: 'send', maxPerHour: 500 },
          data: { to: '12025550143', type: 'SignIn', payload: { code, locale: 'de' } },
        },
      },
    });
    expect(lines()).toEqual([]);
  });

  it.each(['held_for_quality_assessment', 'paused'])(
    'is registered without a fallback too, and when Meta says %s',
    async (status) => {
      const messages = [{ id: 'wamid.A+/=', message_status: status }];
      answering([[200, { ...accepted, messages }]]);
      const receive = answeringRelay([[202]]);
      const { sendMessage } = await connectorWith(config);

      await sendMessage(signIn);
      await eventually(() => {
        expect(receive).toHaveBeenCalledTimes(1);
      });

      const [opened] = receive.mock.calls[0] ?? [];
      expect(opened).toMatchObject({ claims: { messageId: 'wamid.A+/=' } });
      expect(JSON.stringify(opened)).not.toContain(code);
    }
  );

  it('is registered when 360dialog has taken it', async () => {
    answering([[200, accepted]], { address: 'https://waba-v2.360dialog.io', path: '/messages' });
    const receive = answeringRelay([[202]]);
    const { sendMessage } = await connectorWith({ ...config, gateway: '360dialog' });

    await sendMessage(signIn);
    await eventually(() => {
      expect(receive).toHaveBeenCalledTimes(1);
    });
  });

  it('is not registered without a relay, nor when WhatsApp has not taken it', async () => {
    answering([
      [200, accepted],
      [400, { error: { code: 131_051 } }],
    ]);
    const receive = answeringRelay([[202]]);

    const withoutRelay = await connectorWith();
    const { sendMessage } = await connectorWith(config);

    await withoutRelay.sendMessage(signIn);
    await failureOf(sendMessage(signIn));
    // What was begun in the background would be here by the time when this one is.
    nock.cleanAll();
    answering([[200, accepted]]);
    const last = answeringRelay([[202]]);
    await sendMessage(signIn);
    await eventually(() => {
      expect(last).toHaveBeenCalledTimes(1);
    });

    expect(receive).not.toHaveBeenCalled();
  });
});

/** Sends in time; whether anything was left unhandled is to be asked at the end. */
const sendWith = async (relayUrl: string) => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  answering([[200, accepted]]);
  const { sendMessage } = await connectorWith({ ...config, fallback, relayUrl });
  const startedAt = performance.now();

  expect(await sendMessage(signIn)).toEqual(result);
  // A relay that is waited for takes 3 s at least.
  expect(performance.now() - startedAt).toBeLessThan(2500);

  return () => {
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  };
};

describe('a relay that fails', () => {
  it('neither delays nor fails a send when it hangs', async () => {
    const server = await FaultyServer.start({});

    const expectQuiet = await sendWith(server.url);
    await eventually(() => {
      expect(server.requests).toBe(1);
    });

    await server.close();
    expectQuiet();
  });

  it('neither delays nor fails a send when it breaks connections, or is not there', async () => {
    const server = await FaultyServer.start({
      onConnection: (socket) => {
        socket.resetAndDestroy();
      },
    });
    const { url } = server;

    const expectQuiet = await sendWith(url);
    await eventually(() => {
      expect(server.connections).toBe(1);
    });
    await server.close();
    const expectQuietAgain = await sendWith(url);

    expectQuiet();
    expectQuietAgain();
  });

  it('neither delays nor fails a send when it refuses, and the log says so once', async () => {
    const receive = answeringRelay([[401, JSON.stringify(refusal(relaySecret))]]);

    const checks = [await sendWith(relay.url), await sendWith(relay.url)];
    await eventually(() => {
      expect(receive).toHaveBeenCalledTimes(2);
      expect(lines()).toHaveLength(1);
    });

    for (const expectQuiet of checks) {
      expectQuiet();
    }

    expect(lines()).toEqual([textLike(/^\[whatsapp-otp] Codes go out .* has another secret\./)]);
    expect(inspect(lines())).not.toMatch(new RegExp(`${code}|2025550143|wamid|planted`));
  });
});

describe("Console's test", () => {
  it('asks the relay, after WhatsApp has taken the message, and without an SMS', async () => {
    const sent = answering([[200, accepted]]);
    const receive = answeringRelay([[202]]);
    const { sendMessage } = await connectorWith();

    expect(await sendMessage(test, { ...config, fallback })).toEqual(result);

    const [opened] = receive.mock.calls[0] ?? [];
    expect(receive).toHaveBeenCalledTimes(1);
    expect(opened).toMatchObject({ claims: { usageType: 'Generic', age: 0 } });
    expect(opened && 'claims' in opened && opened.claims.sms).toBeUndefined();
    expect(sent.mock.invocationCallOrder[0]).toBeLessThan(receive.mock.invocationCallOrder[0] ?? 0);
  });

  it("shows WhatsApp's error, and does not ask the relay", async () => {
    answering([[401, { error: { code: 190 } }]]);
    const receive = answeringRelay([[401]]);
    const { sendMessage } = await connectorWith();

    const error = await failureOf(sendMessage(test, config));

    expect(error.data).toMatchObject({ issues: [{ path: ['accessToken'] }] });
    expect(receive).not.toHaveBeenCalled();
  });

  it.each<[number, string, string, string]>([
    [
      401,
      JSON.stringify(refusal('x')),
      'relaySecret',
      'the relay at relay:4600 has another secret.',
    ],
    [404, 'Not found', 'relayUrl', 'what answers at relay:4600 is not the relay (HTTP 404).'],
    [200, '<html></html>', 'relayUrl', 'what answers at relay:4600 is not the relay (HTTP 200).'],
    [400, '{"ok":false}', 'relayUrl', 'what answers at relay:4600 is not the relay (HTTP 400).'],
  ])('shows at its field what is wrong: %i %s', async (status, body, field, clause) => {
    answering([[200, accepted]]);
    answeringRelay([[status, body]]);
    const { sendMessage } = await connectorWith();

    const { code: errorCode, data } = await failureOf(sendMessage(test, config));

    expect(errorCode).toBe(ConnectorErrorCodes.InvalidConfig);
    expect(data instanceof ZodError && data.issues).toMatchObject([
      {
        code: 'custom',
        path: [field],
        message: textWith(`WhatsApp took the message, but ${clause}`),
      },
    ]);
    expect(lines()).toEqual([]);
  });

  it('says that the relay cannot be reached', async () => {
    const server = await FaultyServer.start({});
    await server.close();
    answering([[200, accepted]]);
    const { sendMessage } = await connectorWith();

    const { code: errorCode, data } = await failureOf(
      sendMessage(test, { ...config, relayUrl: server.url })
    );

    expect(errorCode).toBe(ConnectorErrorCodes.General);
    expect(data).toMatchObject({
      errorDescription: textLike(
        /^WhatsApp took the message, but the relay at 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)\. Check/
      ),
    });
  });

  it('leaves the relay what WhatsApp has left of the time', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(0);
    const post = vi.spyOn(http, 'post');
    nock(metaAddress)
      .post(messagesPath)
      .reply(() => {
        now.mockReturnValue(6000);

        return [200, accepted];
      });
    answeringRelay([[202]]);
    const { sendMessage } = await connectorWith();

    await sendMessage(test, config);

    expect(post.mock.calls.map(([{ timeout }]) => timeout)).toEqual([7500, 1500]);
  });
});
