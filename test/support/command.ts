import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import { z } from 'zod';

import { eventually } from './eventually.js';

const startedGuard = z.object({ event: z.literal('started'), url: z.string() });

/** `connector-whatsapp-otp` in a process of its own. */
export class Command {
  /** All that it has printed. */
  output = '';
  /** All that it has printed as errors. */
  complaints = '';
  readonly #child: ChildProcess;
  readonly #end: Promise<unknown>;

  /** @param file What is run, with its arguments. */
  constructor(file: string, ...rest: readonly string[]) {
    this.#child = spawn(process.execPath, [file, ...rest], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#end = once(this.#child, 'close');
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.complaints += text;
    });
  }

  get lines(): string[] {
    return this.output.split('\n').filter(Boolean);
  }

  /** The events of `--json`, once there are this many. */
  async events(count: number): Promise<unknown[]> {
    return eventually(() => {
      const events = this.lines.map((line): unknown => JSON.parse(line));

      if (events.length < count) {
        throw new Error(`Only ${events.length} events: ${this.output} ${this.complaints}`);
      }

      return events;
    });
  }

  /** Where it listens; for `--json`. */
  async url(): Promise<string> {
    const [started] = await this.events(1);

    return startedGuard.parse(started).url;
  }

  /** @returns The code with which it ends. */
  async end(): Promise<number | undefined> {
    await this.#end;

    return this.#child.exitCode ?? undefined;
  }

  async stop(): Promise<number | undefined> {
    this.#child.kill('SIGTERM');

    return this.end();
  }

  /** Without a chance to tidy up. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#end;
  }
}
