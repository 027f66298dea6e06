import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';

import { agents } from './agent.js';
import { type RawAnswer } from './answer.js';
import { Exchange } from './exchange.js';
import { type Failure, SendFailure } from './failure.js';

/** In milliseconds. */
const defaultConnectTimeout = 10_000;

/**
 * For the whole call, in milliseconds. While Meta is given the address of a webhook, it calls that
 * address before it answers; how long it waits there is not published.
 */
const graphTimeout = 30_000;

/** Lists of subscriptions are a few KB. */
const maximumAnswerSize = 1024 * 1024;

/** A certificate does not change in a second. */
const lastingCode = /CERT|ERR_TLS|ERR_SSL|EPROTO|SELF_SIGNED|UNABLE_TO_VERIFY/;

export type GraphRequest = {
  method: 'GET' | 'POST' | 'DELETE';
  url: URL;
  headers: Readonly<Record<string, string>>;
  /** At most one of the two; without either, the body is empty. */
  form?: Readonly<Record<string, string>>;
  json?: unknown;
  /** For the whole exchange, in milliseconds. */
  timeout?: number;
  /** For the name, the connection and the handshake together, in milliseconds. */
  connectTimeout?: number;
};

/** System error codes are constants; anything else is not ours to show. */
const systemCodeOf = (error: unknown): string => {
  const code = error instanceof Error && String(Reflect.get(error, 'code'));

  return code && /^[A-Z][\dA-Z_]{2,40}$/.test(code) ? code : 'unknown error';
};

type BodyOf = Pick<GraphRequest, 'form' | 'json'>;

const contentOf = ({ form, json }: BodyOf): { type: string; body: string } | undefined => {
  if (form) {
    return {
      type: 'application/x-www-form-urlencoded',
      body: new URLSearchParams(form).toString(),
    };
  }

  return json === undefined ? undefined : { type: 'application/json', body: JSON.stringify(json) };
};

class Oversized extends Error {}

/** Lets an answer through up to the limit. */
class Meter {
  #size = 0;

  async *read(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      this.#size += chunk.length;

      if (this.#size > maximumAnswerSize) {
        throw new Oversized();
      }

      yield chunk;
    }
  }
}

const failureOf = (error: unknown, exchange: Exchange, host: string, seconds: number): Failure => {
  if (error instanceof Oversized) {
    return { kind: 'unreadable', host, status: exchange.status ?? 200 };
  }

  // The two that a signal is aborted with.
  const isTimeout = error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name);
  const systemCode = isTimeout ? 'ETIMEDOUT' : systemCodeOf(error);

  if (!exchange.isConnected) {
    return { kind: 'unreachable', host, systemCode, lasting: lastingCode.test(systemCode) };
  }

  return isTimeout ? { kind: 'silent', host, seconds } : { kind: 'lost', host, systemCode };
};

/** The answer, from the moment it begins. */
const responseTo = async (request: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request.once('response', resolve);
    // Stays, because a connection can also break later.
    request.on('error', reject);
  });

/**
 * One call over the shared connections, outside the way of a code: nobody waits on a sign-in page for
 * it. Any HTTP answer is returned, whatever its status; no redirect is followed, since it would carry
 * the token to another host.
 *
 * Node's own client, because `got` is bundled into the connector only.
 *
 * @throws {SendFailure} Without an answer: `unreachable`, `silent` or `lost`; `unreadable` when the
 * answer is larger than 1 MB.
 */
export const graphRequest = async ({
  method,
  url,
  headers,
  timeout = graphTimeout,
  connectTimeout = defaultConnectTimeout,
  ...rest
}: GraphRequest): Promise<RawAnswer> => {
  const exchange = new Exchange();
  const unconnected = new AbortController();
  const content = contentOf(rest);
  const isSecure = url.protocol === 'https:';
  const request = (isSecure ? https : http).request(url, {
    method,
    headers: {
      'user-agent': 'connector-whatsapp-otp',
      ...(content && { 'content-type': content.type }),
      ...headers,
    },
    agent: isSecure ? agents.https : agents.http,
    signal: AbortSignal.any([unconnected.signal, AbortSignal.timeout(timeout)]),
  });
  const connecting = setTimeout(() => {
    if (!exchange.isConnected) {
      unconnected.abort();
    }
  }, connectTimeout);

  try {
    exchange.observe(request);
    request.end(content?.body);

    const response = await responseTo(request);
    const body = await text(new Meter().read(response));

    return {
      status: response.statusCode ?? 0,
      body,
      retryAfter: response.headers['retry-after'],
    };
  } catch (error: unknown) {
    throw new SendFailure(failureOf(error, exchange, url.host, Math.ceil(timeout / 1000)));
  } finally {
    clearTimeout(connecting);
  }
};
