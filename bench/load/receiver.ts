/** A fast receiver of webhooks: it checks each signature, answers at once, and counts statuses. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, type Server, createServer } from 'node:http';
import { text } from 'node:stream/consumers';

import { z } from 'zod';

import { portOf } from '../port.js';

import { Histogram } from './histogram.js';
import { appSecret, verifyToken } from './plan.js';
import { type Schedule, type StatusKind, statusKinds } from './schedule.js';

const webhookGuard = z.object({
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          value: z.object({
            statuses: z.array(
              z.object({
                status: z.enum(statusKinds),
                /** The number of the send: each send gives its own along. */
                biz_opaque_callback_data: z.coerce.number().int(),
              })
            ),
          }),
        })
      ),
    })
  ),
});

const statusesOf = ({ changes }: z.infer<typeof webhookGuard>['entry'][number]) =>
  changes.flatMap(({ value }) => value.statuses);

const keepAliveTimeout = 3 * 60_000;

const signatureOf = (body: string): string =>
  `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;

const challengeOf = ({ url = '/' }: IncomingMessage): string | undefined => {
  const { searchParams } = new URL(url, 'http://127.0.0.1');

  return searchParams.get('hub.verify_token') === verifyToken
    ? (searchParams.get('hub.challenge') ?? undefined)
    : undefined;
};

export class Receiver {
  static async start(schedule: Schedule): Promise<Receiver> {
    const receiver = new Receiver(schedule);
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');

    return receiver;
  }

  /** How long after they were due the statuses came. */
  readonly lag = new Histogram();
  posts = 0;
  /** POSTs whose signature is wrong, or that are something else than statuses. */
  unusable = 0;
  repeated = 0;
  isVerified = false;
  readonly #seen = new Map(statusKinds.map((kind) => [kind, new Set<number>()]));
  readonly #server: Server;

  private constructor(private readonly schedule: Schedule) {
    this.#server = createServer({ keepAliveTimeout }, async (request, response) => {
      const answer =
        request.method === 'GET' ? this.#shakeHands(request) : await this.#take(request);
      response.writeHead(answer === undefined ? 403 : 200).end(answer);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#server)}/webhook`;
  }

  /** Of how many sends there was such a status. */
  count(kind: StatusKind): number {
    return this.#seen.get(kind)?.size ?? 0;
  }

  async close() {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #shakeHands(request: IncomingMessage): string | undefined {
    const challenge = challengeOf(request);
    this.isVerified = challenge !== undefined;

    return challenge;
  }

  async #take(request: IncomingMessage): Promise<string | undefined> {
    const body = await text(request);
    this.posts += 1;

    if (request.headers['x-hub-signature-256'] !== signatureOf(body)) {
      this.unusable += 1;

      return;
    }

    const { data } = webhookGuard.safeParse(JSON.parse(body));

    if (!data) {
      this.unusable += 1;
    }

    for (const status of data?.entry.flatMap((entry) => statusesOf(entry)) ?? []) {
      this.#count(status.status, status.biz_opaque_callback_data);
    }

    return '';
  }

  #count(kind: StatusKind, sequence: number) {
    const seen = this.#seen.get(kind);

    if (seen?.has(sequence)) {
      this.repeated += 1;
    } else {
      seen?.add(sequence);
      this.lag.add(this.schedule.lateness(sequence, kind));
    }
  }
}
