import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';

import { type LogtoLayout } from './layout.js';

/** An error as it crossed the border of the connector's process. */
export type HostError = {
  isConnectorError: boolean;
  hasZodError: boolean;
  code?: string;
  data: unknown;
  /** The whole error, printed to the last property. */
  inspected: string;
};

export type SendInput = {
  data: { to: string; type: string; payload: Record<string, unknown> };
  /** Console's test: what stands in the form. */
  config?: unknown;
  /** What Logto has stored. */
  stored?: unknown;
};

type Reply = { id: number; result?: unknown; error?: HostError };

export class HostRefusal extends Error {
  constructor(readonly error: HostError) {
    super(error.inspected);
  }
}

/** A process in which Logto's loader has loaded the connectors of a layout. */
export class Logto {
  static async start({ root }: LogtoLayout): Promise<Logto> {
    const child = fork(path.join(root, 'packages/core/logto-host.mjs'), {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const host = new Logto(child);
    // Two for each send that is under way.
    child.setMaxListeners(200);

    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(async () => {
        throw new Error(`Logto's host did not start:\n${await host.printed}`);
      }),
    ]);

    return host;
  }

  /** All that the process has printed; settles when it has ended. */
  readonly printed: Promise<string>;
  #lastId = 0;

  private constructor(private readonly child: ChildProcess) {
    this.printed = this.#collect();
  }

  async metadata(): Promise<unknown> {
    return this.#ask('metadata', {});
  }

  /** @throws {HostRefusal} With the error that the connector threw. */
  async send(input: SendInput): Promise<unknown> {
    return this.#ask('send', input);
  }

  /** The issues that our guard has with a config, in Logto's process. */
  async check(config: unknown): Promise<unknown> {
    return this.#ask('check', { config });
  }

  /** Whether code in Logto core, and so a connector in it, can import these. */
  async resolves(names: string[]): Promise<unknown> {
    return this.#ask('resolve', { names });
  }

  async stop(): Promise<string> {
    this.child.kill();

    return this.printed;
  }

  async #collect(): Promise<string> {
    const parts = await Promise.all(
      [this.child.stdout, this.child.stderr].map(async (stream) => (stream ? text(stream) : ''))
    );

    return parts.join('');
  }

  async #ask(command: string, input: unknown): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;

    return new Promise((resolve, reject) => {
      const giveUp = () => {
        reject(new Error("Logto's host ended before it answered."));
      };

      const listen = (reply: Reply) => {
        if (reply.id !== id) {
          return;
        }

        this.child.off('message', listen);
        this.child.off('exit', giveUp);

        if (reply.error) {
          reject(new HostRefusal(reply.error));
        } else {
          resolve(reply.result);
        }
      };

      this.child.once('exit', giveUp);
      this.child.on('message', listen);
      this.child.send({ id, command, input });
    });
  }
}
