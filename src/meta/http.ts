import { setImmediate as nextTurn } from 'node:timers/promises';

import { TimeoutError, got } from 'got';

import { agents } from './agent.js';
import { type RawAnswer } from './answer.js';
import { Exchange } from './exchange.js';
import { failureOf } from './failed-exchange.js';
import { SendFailure } from './failure.js';

/** For the name, the connection and the handshake, each: leaves time for a second try. */
const connectTimeout = 2500;

/** Meta answers a send with less than 1 KB. */
const maximumAnswerSize = 64 * 1024;

type PostOptions = {
  url: URL;
  headers: Readonly<Record<string, string>>;
  /** For the whole exchange, in milliseconds. */
  timeout: number;
} & ({ json: unknown } | { /** Its type stands in the headers. */ body: string });

/**
 * One POST over the shared connections. Any HTTP answer is returned, whatever its status.
 *
 * @throws {SendFailure} Without an answer: `unreachable`, `silent` or `lost`; `unreadable` when the
 * answer is larger than 64 KB.
 */
export const post = async (options: PostOptions): Promise<RawAnswer> => {
  const { url, headers, timeout } = options;
  const oversized = new AbortController();

  // Let the event loop see which idle connections the other side has closed, before one is chosen:
  // a whole turn, from here to the check phase after the next poll.
  await nextTurn();
  await nextTurn();

  const exchange = new Exchange();

  try {
    const request = got.post(url, {
      headers: { 'user-agent': 'connector-whatsapp-otp', ...headers },
      ...('json' in options ? { json: options.json } : { body: options.body }),
      agent: agents,
      // Retries are decided where the meaning of an error is known.
      retry: { limit: 0 },
      throwHttpErrors: false,
      // A redirect would carry the token to another host.
      followRedirect: false,
      // Answers are small, and a compressed one could grow without limit.
      decompress: false,
      timeout: {
        lookup: connectTimeout,
        connect: connectTimeout,
        secureConnect: connectTimeout,
        request: timeout,
      },
      signal: oversized.signal,
    });

    void request.on('request', (clientRequest) => {
      exchange.observe(clientRequest);
    });
    void request.on('downloadProgress', ({ transferred }) => {
      if (transferred > maximumAnswerSize) {
        oversized.abort();
      }
    });

    const { statusCode: status, body, headers: answerHeaders } = await request;

    return { status, body, retryAfter: answerHeaders['retry-after'] };
  } catch (error: unknown) {
    throw new SendFailure(
      failureOf(exchange, {
        host: url.host,
        timeout,
        error,
        isTimeout: error instanceof TimeoutError,
        isOversized: oversized.signal.aborted,
      })
    );
  }
};
