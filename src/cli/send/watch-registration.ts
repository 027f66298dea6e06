/**
 * Sees how a relay answers a registration that the connector makes in the background, where nobody
 * is told: through the channel on which Node's HTTP client publishes every answer.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest, IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { z } from 'zod';

import { type Relay } from '../../registration/post-registration.js';
import { isBusy } from '../../registration/relay-problem.js';

const channel = 'http.client.response.finish';

const answerGuard = z.object({
  request: z.instanceof(ClientRequest),
  response: z.instanceof(IncomingMessage),
});

/** Looks from the moment on at which it is made, until it is closed. */
export class RegistrationWatch {
  /** HTTP status of an answer that no other follows. */
  readonly #lastWord: Promise<number>;
  readonly #closed = new AbortController();

  constructor({ url }: Pick<Relay, 'url'>) {
    const { host, pathname } = new URL(`${url}/deliveries`);

    this.#lastWord = new Promise((resolve) => {
      const listen = (published: unknown) => {
        const { data } = answerGuard.safeParse(published);
        const status = data?.response.statusCode ?? 0;

        // After those of a busy relay, the connector tries again.
        if (
          data?.request.getHeader('host') === host &&
          data.request.path === pathname &&
          !isBusy(status)
        ) {
          resolve(status);
        }
      };

      subscribe(channel, listen);
      this.#closed.signal.addEventListener('abort', () => {
        unsubscribe(channel, listen);
      });
    });
  }

  /**
   * @param milliseconds How long it waits.
   * @returns 202 when the relay has taken the registration, another status when it will not;
   * `undefined` when it has not said so in this time.
   */
  async answer(milliseconds: number): Promise<number | undefined> {
    const timer = new AbortController();
    const giveUp = async () => wait(milliseconds, undefined, { signal: timer.signal });

    try {
      return await Promise.race([this.#lastWord, giveUp()]);
    } finally {
      timer.abort();
    }
  }

  close() {
    this.#closed.abort();
  }
}
