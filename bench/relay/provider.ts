/** The HTTP endpoint of a provider: it notes when the SMS of a number comes. */
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import { text } from 'node:stream/consumers';

import { z } from 'zod';

import { portOf } from '../port.js';

const smsGuard = z.object({ to: z.string() });

export class Provider {
  static async start(): Promise<Provider> {
    const provider = new Provider();
    provider.#server.listen(0, '127.0.0.1');
    await once(provider.#server, 'listening');

    return provider;
  }

  /** SMS that came a second time. */
  repeated = 0;
  /** By the numbers, without `+`. */
  readonly #arrivals = new Map<string, number>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const at = performance.now();
      const { to } = smsGuard.parse(JSON.parse(await text(request)));
      this.repeated += this.#arrivals.has(to) ? 1 : 0;
      this.#arrivals.set(to, at);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#server)}/sms`;
  }

  get count(): number {
    return this.#arrivals.size;
  }

  /** When its SMS came, by `performance.now()`; `undefined` when it has not. */
  arrivalOf(number: string): number | undefined {
    return this.#arrivals.get(number.slice(1));
  }

  async close() {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
