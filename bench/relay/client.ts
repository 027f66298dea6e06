import { Connection } from './connection.js';

/** More than these at a time wait here; Meta's servers have some dozens. */
const maximumConnections = 256;

/** Sends requests over connections that stay open, as many as it takes. */
export class Client {
  readonly #idle = new Set<Connection>();
  readonly #all = new Set<Connection>();
  #opening = 0;
  readonly #waiting = new Set<(connection: Connection) => void>();

  constructor(private readonly port: number) {}

  /** @returns The status of the answer; 0 when there is none. */
  async post(request: Uint8Array): Promise<number> {
    const connection = await this.#take();
    const status = await connection.send(request);

    if (connection.isOpen) {
      this.#giveBack(connection);
    } else {
      this.#all.delete(connection);
    }

    return status;
  }

  close() {
    for (const connection of this.#all) {
      connection.close();
    }
  }

  async #take(): Promise<Connection> {
    const [idle] = this.#idle;

    if (idle) {
      this.#idle.delete(idle);

      return idle;
    }

    if (this.#all.size + this.#opening >= maximumConnections) {
      return new Promise((resolve) => {
        this.#waiting.add(resolve);
      });
    }

    this.#opening += 1;
    const connection = await Connection.open(this.port);
    this.#opening -= 1;
    this.#all.add(connection);

    return connection;
  }

  #giveBack(connection: Connection) {
    const [next] = this.#waiting;

    if (next) {
      this.#waiting.delete(next);
      next(connection);
    } else {
      this.#idle.add(connection);
    }
  }
}
