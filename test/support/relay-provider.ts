/** The SMS provider behind `@logto/connector-http-sms`, which may keep its answer for itself. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

import { onTestFinished } from 'vitest';
import { z } from 'zod';

import { portOf } from '../../bench/port.js';

import { eventually } from './eventually.js';
import { type Code } from './relay-traffic.js';

const smsGuard = z.object({ to: z.string(), payload: z.object({ code: z.string() }) });

type Sms = { to: string; code: string };

/** @returns Whether it answers. */
type OnSms = (sms: Sms) => Promise<boolean>;

const answerAll: OnSms = async () => true;

export class SmsProvider {
  /** Starts one, and closes it after the test. */
  static async start(): Promise<SmsProvider> {
    const provider = new SmsProvider();
    provider.#server.listen(0, '127.0.0.1');
    await once(provider.#server, 'listening');
    onTestFinished(async () => {
      provider.#server.closeAllConnections();
      provider.#server.close();
      await once(provider.#server, 'close');
    });

    return provider;
  }

  #onSms: OnSms = answerAll;
  readonly #taken = new Set<Sms>();
  readonly #server = createServer();

  private constructor() {
    this.#server.on('request', async (request, response) => {
      const { to, payload } = smsGuard.parse(JSON.parse(await text(request)));
      const sms = { to, code: payload.code };
      this.#taken.add(sms);

      if (await this.#onSms(sms)) {
        response.end('{}');
      }
    });
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#server)}`;
  }

  get taken(): readonly Sms[] {
    return [...this.#taken];
  }

  /** Says what it does with an SMS, before it answers. */
  answer(onSms: OnSms) {
    this.#onSms = onSms;
  }

  answerAll() {
    this.#onSms = answerAll;
  }

  countOf({ code }: Code): number {
    return this.taken.filter((sms) => sms.code === code).length;
  }

  async waitFor(code: Code) {
    await eventually(
      () => {
        if (this.countOf(code) === 0) {
          throw new Error('No SMS has come.');
        }
      },
      { interval: 20 }
    );
  }
}
