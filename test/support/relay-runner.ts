/** `connector-whatsapp-otp relay`, as it is packed, in a process that is killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

import { inject, onTestFinished } from 'vitest';
import { z } from 'zod';

import packageJson from '../../package.json' with { type: 'json' };

import { eventually } from './eventually.js';
import { type Installed, installTarball } from './installed.js';
import { relaySecret } from './registration.js';

export const appSecret = 'sandbox_app_secret';
export const statusToken = 'planted-status-token-5d20';
export const httpSms = '@logto/connector-http-sms';

export const secretsOfRelay = Object.freeze({
  WHATSAPP_APP_SECRET: appSecret,
  WHATSAPP_VERIFY_TOKEN: 'planted-verify-token-91c3',
  RELAY_SECRET: relaySecret,
  RELAY_STATUS_TOKEN: statusToken,
});

/** The package, with all that the relay needs and an SMS connector. */
export const installRelay = async (): Promise<Installed> =>
  installTarball(inject('tarball'), [...Object.keys(packageJson.peerDependencies), httpSms]);

type Environment = Readonly<Record<string, string>>;

const startedGuard = z.object({ event: z.literal('started'), url: z.string() });

export class RelayRunner {
  /** Starts one that is gone after the test. */
  static async start(
    installed: Pick<Installed, 'command'>,
    environment: Environment,
    launcher: readonly string[] = []
  ): Promise<RelayRunner> {
    const runner = new RelayRunner([...launcher, process.execPath, installed.command, 'relay'], {
      ...secretsOfRelay,
      ...environment,
    });
    onTestFinished(async () => runner.kill());
    await runner.start();

    return runner;
  }

  /** Where it listens, also when it is started again. */
  url = '';
  /** All that it has printed, in all its lives. */
  output = '';
  complaints = '';
  #child: ChildProcess | undefined;
  #closed: Promise<unknown> | undefined;
  #lineCount = 0;

  private constructor(
    private readonly commandLine: readonly string[],
    private readonly environment: Environment
  ) {}

  get isRunning(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  /** @returns When it listens. */
  async start() {
    this.#launch();
    await eventually(
      () => {
        const started = this.#newEntries.find((entry) => startedGuard.safeParse(entry).success);

        if (!started && !this.isRunning) {
          throw new Error(`The relay has ended: ${this.output} ${this.complaints}`);
        }

        this.url = startedGuard.parse(started).url;
      },
      { interval: 10 }
    );
    this.#lineCount = this.#lines.length;
  }

  /** Ends it at once: it cannot do anything about it. */
  async kill() {
    await this.#end('SIGKILL');
  }

  /**
   * Kills it at a moment that is not this: it is held where it is while one looks.
   *
   * @param isWrong Whether it must not be killed as it stands.
   */
  async killUnless(isWrong: () => Promise<boolean>): Promise<void> {
    this.#child?.kill('SIGSTOP');

    if (await isWrong()) {
      this.#child?.kill('SIGCONT');
      await wait(randomInt(20));

      return this.killUnless(isWrong);
    }

    await this.kill();
  }

  /** @returns The code with which it ends. */
  async stop(): Promise<number | undefined> {
    return this.#end('SIGTERM');
  }

  /** Tells it to stop, and does not wait for it. */
  tellToStop() {
    this.#child?.kill('SIGTERM');
  }

  /** @returns The code with which it ends, when it does. */
  async end(): Promise<number | undefined> {
    await this.#closed;

    return this.#child?.exitCode ?? undefined;
  }

  async restart() {
    await this.kill();
    await this.start();
  }

  /** Megabytes that it has at the moment. */
  async memory(): Promise<number> {
    const status = await readFile(`/proc/${this.#child?.pid ?? 0}/status`, 'utf8');
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(status) ?? [];

    return Number(kilobytes) / 1024;
  }

  get #lines(): string[] {
    return this.output.split('\n').filter(Boolean);
  }

  /** What it has logged since it was started. */
  get #newEntries(): unknown[] {
    return this.#lines.slice(this.#lineCount).map((line): unknown => JSON.parse(line));
  }

  #launch() {
    const [file = '', ...rest] = this.commandLine;
    const child = spawn(file, rest, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // The same port in each of its lives.
      env: {
        PATH: process.env.PATH,
        PORT: new URL(this.url || 'http://0:0').port || '0',
        ...this.environment,
      },
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.complaints += text;
    });
    this.#child = child;
    this.#closed = once(child, 'close');
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM') {
    if (this.isRunning) {
      this.#child?.kill(signal);
    }

    return this.end();
  }
}
