import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

import { type ErrorEntry, errorEntries } from '../src/meta/error-codes.js';

import { usageTypes } from './support/config.js';
import { type Fault, FaultyServer, acceptedAnswer, httpAnswer } from './support/faulty-server.js';
import { failureOf, sendWith } from './support/send.js';

const configAt = (baseUrl: string) => ({
  accessToken: 'EAAplantedToken0123456789',
  phoneNumberId: '106540352242922',
  appSecret: 'planted0app0secret0123456789abcd',
  baseUrl,
  templates: usageTypes.map((usageType) => ({ usageType, templateName: 'login', language: 'en' })),
});

const request = { to: '12025550143', type: 'SignIn', payload: { code: '739104' } };

const unconfirmed =
  'WhatsApp did not confirm your code. If it does not arrive within a minute, ask for a new one.';
const unavailable = 'WhatsApp is not available at the moment. Please try again in a minute.';

type OnRequest = NonNullable<Fault['onRequest']>;

const answerWith =
  (answer: string): OnRequest =>
  (socket) => {
    socket.write(answer);
  };

const answerAndEnd =
  (answer: string): OnRequest =>
  (socket) => {
    socket.end(answer);
  };

type Case = [
  fault: string,
  expected: { reason?: string; person: string; requests: number },
  behaviour: Fault,
];

const resetAtOnce: Fault = {
  onConnection: (socket) => {
    socket.resetAndDestroy();
  },
};

/** Faults that end a send at once. */
const quickFaults: Case[] = [
  [
    'the connection is reset after the request',
    { reason: 'lost', person: unconfirmed, requests: 1 },
    {
      onRequest: (socket) => {
        socket.resetAndDestroy();
      },
    },
  ],
  [
    'the connection is closed after the request',
    { reason: 'lost', person: unconfirmed, requests: 1 },
    {
      onRequest: (socket) => {
        socket.end();
      },
    },
  ],
  [
    'the answer is not HTTP',
    { reason: 'lost', person: unconfirmed, requests: 1 },
    { onRequest: answerAndEnd('220 mail.example.com ESMTP ready\r\n\r\n') },
  ],
  [
    'the answer is cut in the middle',
    { reason: 'lost', person: unconfirmed, requests: 1 },
    { onRequest: answerAndEnd(acceptedAnswer.slice(0, -20)) },
  ],
  [
    'the answer is truncated JSON',
    { reason: 'unreadable', person: unconfirmed, requests: 1 },
    { onRequest: answerWith(httpAnswer(200, '{"messages":[{"id":"wamid.HB')) },
  ],
  [
    'the answer is empty',
    { reason: 'unreadable', person: unconfirmed, requests: 1 },
    { onRequest: answerWith(httpAnswer(200, '')) },
  ],
  [
    'the answer is a page of a captive portal',
    { reason: 'unreadable', person: unconfirmed, requests: 1 },
    { onRequest: answerWith(httpAnswer(200, '<html><body>Log in to the Wi-Fi</body></html>')) },
  ],
  [
    'the answer has 10 MB',
    { reason: 'unreadable', person: unconfirmed, requests: 1 },
    { onRequest: answerWith(httpAnswer(200, 'x'.repeat(10 * 1024 * 1024))) },
  ],
  [
    'the answer has 10 MB and the status of the edge',
    { reason: 'unreadable', person: unavailable, requests: 3 },
    { onRequest: answerWith(httpAnswer(503, 'x'.repeat(10 * 1024 * 1024))) },
  ],
  [
    'a gateway answers 502 with a page',
    { reason: 'unreadable', person: unavailable, requests: 1 },
    { onRequest: answerWith(httpAnswer(502, '<html>Bad gateway</html>')) },
  ],
  [
    'a gateway answers 504 in JSON, having lost sight of the request',
    { person: unavailable, requests: 1 },
    { onRequest: answerWith(httpAnswer(504, '{"error":{"message":"upstream timed out"}}')) },
  ],
  [
    'a gateway answers 502 with a code of its own',
    { person: unavailable, requests: 1 },
    { onRequest: answerWith(httpAnswer(502, '{"error":{"code":502}}')) },
  ],
  [
    'the edge answers 503 with a page, which means that it did not take the request',
    { reason: 'unreadable', person: unavailable, requests: 3 },
    { onRequest: answerWith(httpAnswer(503, '<html>Sorry</html>')) },
  ],
];

describe('a send over a network that fails', () => {
  it.concurrent.each(quickFaults)(
    'when %s',
    async (_, { requests, person, ...expected }, behaviour) => {
      const server = await FaultyServer.start(behaviour);

      const error = await failureOf(sendWith(configAt(server.url), request));

      expect(error.code).toBe('general');
      expect(error.data).toMatchObject({ ...expected, errorDescription: person });
      expect(server.requests).toBe(requests);
      await server.close();
    }
  );

  it.concurrent('when the connection is reset before the request is read', async () => {
    const server = await FaultyServer.start(resetAtOnce);

    const error = await failureOf(sendWith(configAt(server.url), request));

    // Which of the two it is depends on whether the request had been written by then.
    expect(error.data).toHaveProperty('reason', expect.stringMatching(/^(?:lost|unreachable)$/));
    expect(server.requests).toBe(0);
    await server.close();
  });

  it.concurrent('when nobody listens, tries again and then says so', async () => {
    const server = await FaultyServer.start({});
    await server.close();

    const error = await failureOf(sendWith(configAt(server.url), request));

    expect(error.data).toMatchObject({
      reason: 'unreachable',
      systemCode: 'ECONNREFUSED',
      errorDescription: unavailable,
    });
  });

  it.concurrent(
    'when the server does not speak TLS, tries once: it will not learn it',
    async () => {
      const server = await FaultyServer.start({
        onConnection: (socket) => {
          socket.end('no TLS');
        },
      });

      const error = await failureOf(
        sendWith(configAt(server.url.replace('http:', 'https:')), request)
      );

      expect(error.data).toMatchObject({ reason: 'unreachable', lasting: true });
      expect(server.connections).toBe(1);
      await server.close();
    }
  );

  it.concurrent('when the server hangs, gives up after 8 s and does not send again', async () => {
    const server = await FaultyServer.start({});
    const startedAt = performance.now();

    const error = await failureOf(sendWith(configAt(server.url), request));

    const seconds = (performance.now() - startedAt) / 1000;
    expect(error.data).toMatchObject({ reason: 'silent', errorDescription: unconfirmed });
    expect(server.requests).toBe(1);
    expect(seconds).toBeGreaterThan(7);
    expect(seconds).toBeLessThan(9);
    await server.close();
  });

  it.concurrent('when the body of the answer never ends, gives up after 8 s as well', async () => {
    const server = await FaultyServer.start({
      onRequest: answerWith(acceptedAnswer.slice(0, -20)),
    });

    const error = await failureOf(sendWith(configAt(server.url), request));

    expect(error.data).toMatchObject({ reason: 'silent' });
    expect(server.requests).toBe(1);
    await server.close();
  });

  it.concurrent('when the answer is a redirect, does not carry the token there', async () => {
    const elsewhere = await FaultyServer.start({ onRequest: answerWith(acceptedAnswer) });
    const server = await FaultyServer.start({
      onRequest: answerWith(httpAnswer(307, '', [`location: ${elsewhere.url}/`])),
    });

    const error = await failureOf(sendWith(configAt(server.url), request));

    expect(error.data).toMatchObject({ reason: 'unreadable', status: 307 });
    expect(elsewhere.connections).toBe(0);
    await Promise.all([server.close(), elsewhere.close()]);
  });
});

/** An error that repeats the whole request, as careless gateways do. */
const echo = (received: string, entry?: ErrorEntry) =>
  JSON.stringify({
    error: {
      message: received,
      code: entry?.code,
      error_subcode: entry?.subcode,
      error_data: { messaging_product: 'whatsapp', details: received },
      error_user_msg: received,
      // An identifier by its shape, with the code in it.
      fbtrace_id: `trace-${/"text":"([^"]+)"/.exec(received)?.[1]}`,
    },
  });

const characters = (pool: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...pool), minLength, maxLength });

const secrets = fc.record({
  accessToken: characters('ABCDEFabcdef0123456789', 20, 60).map((text) => `EAA${text}`),
  appSecret: characters('0123456789abcdef', 32, 32),
  code: characters('0123456789ABCDEFGH$#-', 6, 15),
  national: characters('23456789', 7, 7).map((digits) => `202${digits}`),
});

/** Sends with planted secrets, and looks for them in all that comes out. */
const expectSecrecy = async (
  baseUrl: string,
  { runs, phoneNumberId }: { runs: number; phoneNumberId?: fc.Arbitrary<string> }
) => {
  const printed = [
    ...[process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write')),
    // Vitest takes the console's output before it gets there.
    ...(['debug', 'error', 'info', 'log', 'warn'] as const).map((name) => vi.spyOn(console, name)),
  ];

  await fc.assert(
    fc.asyncProperty(
      secrets,
      phoneNumberId ?? fc.constant('106540352242922'),
      async ({ accessToken, appSecret, code, national }, id) => {
        const error = await failureOf(
          sendWith(
            { ...configAt(baseUrl), accessToken, appSecret, phoneNumberId: id },
            { to: `1${national}`, type: 'SignIn', payload: { code } }
          )
        );
        const everything = [
          inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }),
          JSON.stringify(error),
          error.stack,
          ...printed.flatMap((spy) => spy.mock.calls.map((call) => inspect(call))),
        ].join('\n');
        const proof = createHmac('sha256', appSecret).update(accessToken).digest('hex');

        for (const secret of [accessToken, appSecret, proof, code, national]) {
          expect(everything.includes(secret)).toBe(false);
        }
      }
    ),
    { numRuns: runs }
  );

  for (const spy of printed) {
    spy.mockRestore();
  }
};

describe('whatever happens, no secret leaves the connector', () => {
  const resetFault: Case = [
    'the connection is reset before the request is read',
    { reason: '', person: '', requests: 3 },
    resetAtOnce,
  ];

  it.each([...quickFaults, resetFault])('when %s', async (_, { requests }, behaviour) => {
    const server = await FaultyServer.start(behaviour);

    // Those that are tried again take their time.
    await expectSecrecy(server.url, { runs: requests > 1 ? 3 : 25 });
    await server.close();
  });

  it('when nobody listens', async () => {
    const server = await FaultyServer.start({});
    await server.close();

    await expectSecrecy(server.url, { runs: 3 });
  });

  it('when the server does not speak TLS', async () => {
    const server = await FaultyServer.start({
      onConnection: (socket) => {
        socket.end('no TLS');
      },
    });

    await expectSecrecy(server.url.replace('http:', 'https:'), { runs: 10 });
    await server.close();
  });

  it('when the server hangs', async () => {
    const server = await FaultyServer.start({});

    await expectSecrecy(server.url, { runs: 1 });
    await server.close();
  });

  it.each([
    ['final', errorEntries.filter(({ source, action }) => !source && action !== 'retry'), 200],
    // Those that are tried again take their time.
    ['transient', errorEntries.filter(({ source, action }) => !source && action === 'retry'), 5],
  ])(
    'when the answer is a %s error of the table, and repeats the request',
    async (_, rows, runs) => {
      const server = await FaultyServer.start({
        onRequest: (socket, received) => {
          // The number id says which: it is the one thing of a request that tests are free to choose.
          const entry = rows[Number(/^POST \/v\d+\.\d\/(\d+)/.exec(received)?.[1])];
          socket.write(httpAnswer(entry?.http ?? 400, echo(received, entry)));
        },
      });

      await expectSecrecy(server.url, {
        runs,
        phoneNumberId: fc.nat({ max: rows.length - 1 }).map(String),
      });
      expect(server.requests).toBeGreaterThanOrEqual(runs);
      await server.close();
    }
  );
});
