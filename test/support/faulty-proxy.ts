/** Between a command and a sandbox: lets calls pass, or does to them what networks and servers do. */
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { text } from 'node:stream/consumers';

import { onTestFinished } from 'vitest';

import { portOf } from '../../bench/port.js';

/** What becomes of a call. */
export type Treatment =
  | 'pass'
  /** It does not arrive, and the connection ends. */
  | 'cut'
  /** It arrives, and the connection ends without an answer. */
  | 'swallow'
  | { status: number; body: unknown; headers?: Record<string, string> };

/** `POST upsert_message_templates`: the method, and what follows the version and ids of things. */
export type ProxiedCall = { method: string; edge: string; body: string };

export type Treat = (call: ProxiedCall, count: number) => Treatment | Promise<Treatment>;

const edgeOf = (url = ''): string =>
  (url.split('?')[0] ?? '')
    .split('/')
    .filter((part) => part && !/^(?:v\d+\.\d|\d+)$/.test(part))
    .join('/');

const letPass: Treat = () => 'pass';

export class FaultyProxy {
  /** Starts one, and closes it after the test. */
  static async start(target: string, treat: Treat = letPass): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(target, treat);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    onTestFinished(async () => {
      proxy.#server.closeAllConnections();
      proxy.#server.close();
      await once(proxy.#server, 'close');
    });

    return proxy;
  }

  /** All calls so far. */
  readonly calls = new Set<ProxiedCall>();
  readonly #server = createServer();

  private constructor(
    private readonly target: string,
    private readonly treat: Treat
  ) {
    this.#server.on('request', (request, response) => {
      void this.#answer(request, response);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#server)}`;
  }

  /** The calls that change something. */
  get writes(): ProxiedCall[] {
    return [...this.calls].filter(({ method }) => method !== 'GET');
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const body = await text(request);
    const call = { method: request.method ?? '', edge: edgeOf(request.url), body };
    this.calls.add(call);
    const treatment = await this.treat(call, this.calls.size);

    if (typeof treatment === 'object') {
      response.writeHead(treatment.status, {
        'content-type': 'application/json',
        ...treatment.headers,
      });
      response.end(
        typeof treatment.body === 'string' ? treatment.body : JSON.stringify(treatment.body)
      );

      return;
    }

    if (treatment === 'cut') {
      response.destroy();

      return;
    }

    const answer = await this.#pass(request, body);
    const content = await answer.text();

    if (treatment === 'swallow') {
      response.destroy();

      return;
    }

    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(content);
  }

  async #pass({ url = '', method = 'GET', headers }: IncomingMessage, body: string) {
    return fetch(`${this.target}${url}`, {
      method,
      headers: {
        authorization: headers.authorization ?? '',
        'content-type': 'application/json',
      },
      ...(body && { body }),
    });
  }
}
