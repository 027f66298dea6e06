/**
 * The long line between a connector and the server: a TCP proxy that delays each direction by half
 * a round trip, and counts the round trips that a client waits for.
 */
import { once } from 'node:events';
import { type Server, type Socket, connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { portOf } from './port.js';

/** Milliseconds there and back. */
export const roundTripTime = 100;

const ignore = () => {
  // Whoever breaks a connection closes it too, and that is passed on.
};

/** One direction: what goes in comes out later, in the same order. */
class DelayedLine {
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly delay: number) {}

  pass(action: () => void, extraDelay = 0) {
    this.#last = this.#act(action, this.#last, wait(this.delay + extraDelay));
  }

  async #act(action: () => void, ...after: Array<Promise<unknown>>) {
    await Promise.all(after);
    action();
  }
}

export class Proxy {
  static async start(targetPort: number): Promise<Proxy> {
    const proxy = new Proxy(targetPort);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');

    return proxy;
  }

  /** When each round trip took place, in milliseconds since the epoch. */
  #roundTrips: number[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(private readonly targetPort: number) {
    this.#server = createServer({ noDelay: true }, (client) => {
      this.#accept(client);
    });
  }

  get port(): number {
    return portOf(this.#server);
  }

  /** How many round trips there were between two moments. */
  roundTripsBetween(began: number, ended: number): number {
    return this.#roundTrips.filter((at) => at >= began && at <= ended).length;
  }

  async close() {
    for (const socket of this.#sockets) {
      socket.destroy();
    }

    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(client: Socket) {
    const server = connect({ port: this.targetPort, host: '127.0.0.1', noDelay: true });
    this.#sockets.add(client).add(server);
    client.on('error', ignore);
    server.on('error', ignore);
    this.#countRoundTrips(client, server);
    this.#join(client, server);
  }

  /** One for the connection, and one whenever the client has spoken and the server answers. */
  #countRoundTrips(client: Socket, server: Socket) {
    this.#roundTrips = [...this.#roundTrips, Date.now()];
    client.once('data', () => {
      server.once('data', () => {
        this.#countRoundTrips(client, server);
      });
    });
  }

  #join(client: Socket, server: Socket) {
    const upstream = new DelayedLine(roundTripTime / 2);
    const downstream = new DelayedLine(roundTripTime / 2);

    // The operating system connects at once, without the round trip that a SYN takes over a long
    // line: the first bytes wait for it.
    upstream.pass(ignore, roundTripTime);

    client.on('data', (chunk) => {
      upstream.pass(() => server.write(chunk));
    });
    client.on('close', () => {
      upstream.pass(() => server.end());
    });
    server.on('data', (chunk) => {
      downstream.pass(() => client.write(chunk));
    });
    server.on('close', () => {
      downstream.pass(() => client.end());
    });
  }
}
