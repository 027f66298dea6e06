/**
 * A receiver of webhooks on a free port of this machine, as a client of Meta's runs one.
 */
import { once } from 'node:events';
import { type IncomingHttpHeaders, createServer } from 'node:http';
import { text } from 'node:stream/consumers';

import { onTestFinished } from 'vitest';
import { z } from 'zod';

export const verifyToken = 'receiver_verify_token';

/** A webhook that has come. */
type Post = { headers: IncomingHttpHeaders; body: string };

type Answer = { status?: number; body?: string; headers?: Record<string, string> };

type Behaviour = {
  port?: number;
  /** Answers a handshake; otherwise the challenge is repeated when the token is right. */
  onHandshake?: (query: URLSearchParams) => Answer;
  /** Answers a webhook; otherwise with 200. */
  onPost?: (post: Post, count: number) => Answer;
};

const repeatChallenge = (query: URLSearchParams): Answer =>
  query.get('hub.verify_token') === verifyToken
    ? { body: query.get('hub.challenge') ?? '' }
    : { status: 403 };

const envelopeGuard = z.object({
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          field: z.string(),
          value: z.object({
            statuses: z
              .array(z.object({ id: z.string(), status: z.string() }).passthrough())
              .default([]),
          }),
        })
      ),
    })
  ),
});

const changesIn = ({ body }: Post) =>
  envelopeGuard.parse(JSON.parse(body)).entry.flatMap(({ changes }) => changes);

export class Receiver {
  /** Starts one, and closes it after the test. */
  static async start(behaviour: Behaviour = {}): Promise<Receiver> {
    const receiver = new Receiver(behaviour);
    receiver.#server.listen(behaviour.port ?? 0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    onTestFinished(async () => receiver.close());

    return receiver;
  }

  readonly #handshakes = new Set<URLSearchParams>();
  readonly #posts = new Set<Post>();
  readonly #server = createServer();

  private constructor({ onHandshake = repeatChallenge, onPost = () => ({}) }: Behaviour) {
    this.#server.on('request', async (request, response) => {
      const { method, url = '', headers } = request;
      const body = await text(request);
      const { searchParams } = new URL(url, this.url);
      const post = { headers, body };

      if (method === 'GET') {
        this.#handshakes.add(searchParams);
      } else {
        this.#posts.add(post);
      }

      const answer = method === 'GET' ? onHandshake(searchParams) : onPost(post, this.#posts.size);
      response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
    });
  }

  get url(): string {
    const address = this.#server.address();

    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  get target() {
    return { url: this.url, verifyToken };
  }

  /** The parameters of each handshake. */
  get handshakes(): URLSearchParams[] {
    return [...this.#handshakes];
  }

  get posts(): Post[] {
    return [...this.#posts];
  }

  /** Every status that has come. */
  get statuses() {
    return this.posts.flatMap((post) => changesIn(post)).flatMap(({ value }) => value.statuses);
  }

  /** The field of every change that has come. */
  get fields(): string[] {
    return this.posts.flatMap((post) => changesIn(post)).map(({ field }) => field);
  }

  async close() {
    if (this.#server.listening) {
      this.#server.close();
      this.#server.closeAllConnections();
      await once(this.#server, 'close');
    }
  }
}

/** An address of this machine on which nobody listens. */
export const closedAddress = async (): Promise<{ url: string; port: number }> => {
  const receiver = await Receiver.start();
  const { url } = receiver;
  await receiver.close();

  return { url, port: Number(new URL(url).port) };
};
