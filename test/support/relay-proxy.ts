/** Between a relay and its database: breaks connections where no database does on purpose. */
import { once } from 'node:events';
import { type Socket, connect, createServer } from 'node:net';

import { onTestFinished } from 'vitest';

import { portOf } from '../../bench/port.js';

/** What PostgreSQL says when a transaction is stored. Source: PostgreSQL, "Message formats". */
const committed = 'COMMIT\0';

export class RelayProxy {
  /** Starts one, and closes it after the test. */
  static async start(port: number): Promise<RelayProxy> {
    const proxy = new RelayProxy(port);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    onTestFinished(async () => {
      proxy.#server.close();

      for (const socket of proxy.#sockets) {
        socket.destroy();
      }

      await once(proxy.#server, 'close');
    });

    return proxy;
  }

  /** How many answers were withheld. */
  withheld = 0;
  /** What the transaction holds whose end nobody is to be told of. */
  #mark: string | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer();

  private constructor(private readonly target: number) {
    this.#server.on('connection', (client) => {
      this.#join(client);
    });
  }

  get port(): number {
    return portOf(this.#server);
  }

  /** Breaks the connection on which this is stored, after it is stored and before anybody is told. */
  withholdOnce(mark: string) {
    this.#mark = mark;
  }

  #join(client: Socket) {
    const database = connect(this.target, '127.0.0.1');
    /** All that was asked in the transaction that is open. */
    const asked = new Set<string>();

    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => {
        other.destroy();
      });
      socket.on('close', () => {
        other.destroy();
      });
    }

    client.on('data', (bytes) => {
      asked.add(bytes.toString('latin1'));
      database.write(bytes);
    });
    database.on('data', (bytes) => {
      if (!bytes.toString('latin1').includes(committed)) {
        client.write(bytes);

        return;
      }

      const isMeant = this.#mark !== undefined && [...asked].join('').includes(this.#mark);
      asked.clear();

      if (isMeant) {
        this.withheld += 1;
        this.#mark = undefined;
        client.destroy();
      } else {
        client.write(bytes);
      }
    });
  }
}
