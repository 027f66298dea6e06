import http, {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import https from 'node:https';

import { agents } from './agent.js';
import { type RawAnswer } from './answer.js';
import { Exchange } from './exchange.js';
import { failureOf } from './failed-exchange.js';
import { SendFailure } from './failure.js';
import { Oversized, limitedText } from './limited-text.js';

/** In milliseconds. */
const defaultConnectTimeout = 10_000;

/**
 * For the whole call, in milliseconds. While Meta is given the address of a webhook, it calls that
 * address before it answers; how long it waits there is not published.
 */
const graphTimeout = 30_000;

/** Lists of subscriptions are a few KB. */
const maximumAnswerSize = 1024 * 1024;

export type GraphRequest = {
  method: 'GET' | 'POST' | 'DELETE';
  url: URL;
  headers: Readonly<Record<string, string>>;
  /** At most one of the three; without any, the body is empty. */
  form?: Readonly<Record<string, string>>;
  json?: unknown;
  content?: { type: string; body: string };
  /** For the whole exchange, in milliseconds. */
  timeout?: number;
  /** For the name, the connection and the handshake together, in milliseconds. */
  connectTimeout?: number;
};

export type AnswerHeaders = Readonly<IncomingHttpHeaders>;

/** An answer, with what stands above it. */
export type GraphAnswer = RawAnswer & { headers: AnswerHeaders };

type BodyOf = Pick<GraphRequest, 'form' | 'json' | 'content'>;

const contentOf = ({ form, json, content }: BodyOf): GraphRequest['content'] | undefined => {
  if (content) {
    return content;
  }

  if (form) {
    return {
      type: 'application/x-www-form-urlencoded',
      body: new URLSearchParams(form).toString(),
    };
  }

  return json === undefined ? undefined : { type: 'application/json', body: JSON.stringify(json) };
};

/** The two that a signal is aborted with. */
const isTimeout = (error: unknown): boolean =>
  error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name);

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
}: GraphRequest): Promise<GraphAnswer> => {
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
    const body = await limitedText(response, maximumAnswerSize);

    return {
      status: response.statusCode ?? 0,
      body,
      retryAfter: response.headers['retry-after'],
      headers: response.headers,
    };
  } catch (error: unknown) {
    throw new SendFailure(
      failureOf(exchange, {
        host: url.host,
        timeout,
        error,
        isTimeout: isTimeout(error),
        isOversized: error instanceof Oversized,
      })
    );
  } finally {
    clearTimeout(connecting);
  }
};
