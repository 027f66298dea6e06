import { setImmediate as nextTurn } from 'node:timers/promises';

import { RequestError, TimeoutError, got } from 'got';

import { agents } from './agent.js';
import { type RawAnswer } from './answer.js';
import { Exchange } from './exchange.js';
import { type Failure, SendFailure } from './failure.js';

/** For the name, the connection and the handshake, each: leaves time for a second try. */
const connectTimeout = 2500;

/** Meta answers a send with less than 1 KB. */
const maximumAnswerSize = 64 * 1024;

/** Problems that the next try will have as well: a certificate does not change in a second. */
const lastingCode = /CERT|ERR_TLS|ERR_SSL|EPROTO|SELF_SIGNED|UNABLE_TO_VERIFY/;

type PostOptions = {
  url: URL;
  headers: Readonly<Record<string, string>>;
  /** For the whole exchange, in milliseconds. */
  timeout: number;
} & ({ json: unknown } | { /** Its type stands in the headers. */ body: string });

/** System error codes are constants; anything else is not ours to show. */
const systemCodeOf = (error: unknown): string =>
  error instanceof RequestError && /^[A-Z][\dA-Z_]{2,40}$/.test(error.code)
    ? error.code
    : 'unknown error';

const failureOf = (
  error: unknown,
  exchange: Exchange,
  { url: { host }, timeout }: PostOptions
): Failure => {
  const systemCode = systemCodeOf(error);

  if (!exchange.isConnected) {
    return { kind: 'unreachable', host, systemCode, lasting: lastingCode.test(systemCode) };
  }

  return error instanceof TimeoutError
    ? { kind: 'silent', host, seconds: Math.ceil(timeout / 1000) }
    : { kind: 'lost', host, systemCode };
};

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
      oversized.signal.aborted
        ? { kind: 'unreadable', host: url.host, status: exchange.status ?? 200 }
        : failureOf(error, exchange, options)
    );
  }
};
