/**
 * Sends at a fixed pace, however late the answers are: a generator that waits for them would hide
 * that the sandbox falls behind.
 */
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

import { Histogram } from './histogram.js';
import { patience, phoneNumberIds } from './plan.js';
import { type RunningSandbox } from './sandbox.js';
import { type Schedule } from './schedule.js';

/** Country code 999 is nobody's. A number for each send, so that no pair of numbers has a limit. */
const recipientOf = (sequence: number): string => `+99900${String(sequence).padStart(7, '0')}`;

const bodyOf = (sequence: number): string => {
  const code = String(sequence % 1_000_000).padStart(6, '0');
  const parameters = [{ type: 'text', text: code }];

  return JSON.stringify({
    messaging_product: 'whatsapp',
    to: recipientOf(sequence),
    type: 'template',
    template: {
      name: 'verification_code',
      language: { code: 'en_US' },
      components: [
        { type: 'body', parameters },
        { type: 'button', sub_type: 'url', index: '0', parameters },
      ],
    },
    biz_opaque_callback_data: String(sequence),
  });
};

export class Generator {
  /** From when a send was due to the end of its answer. */
  readonly latency = new Histogram();
  accepted = 0;
  refused = 0;
  /** When the last answer came. */
  endedAt = 0;
  #sent = 0;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 128 });

  constructor(
    private readonly sandbox: Pick<RunningSandbox, 'url' | 'accessToken'>,
    private readonly schedule: Schedule,
    private readonly total: number
  ) {}

  get isAnswered(): boolean {
    return this.accepted + this.refused === this.total;
  }

  /** @returns Resolves when the last send is under way. */
  async run() {
    while (this.#sent < this.total) {
      while (this.#sent < this.total && this.schedule.lateness(this.#sent) >= 0) {
        void this.#send(this.#sent);
        this.#sent += 1;
      }

      // eslint-disable-next-line no-await-in-loop -- this is the pace
      await wait(1);
    }
  }

  close() {
    this.#agent.destroy();
  }

  async #send(sequence: number) {
    const isAccepted = await this.#post(sequence);
    this.endedAt = this.schedule.now;
    this.latency.add(this.schedule.lateness(sequence));

    if (isAccepted) {
      this.accepted += 1;
    } else {
      this.refused += 1;
    }
  }

  async #post(sequence: number): Promise<boolean> {
    const id = phoneNumberIds[sequence % phoneNumberIds.length] ?? '';

    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        request(
          `${this.sandbox.url}/v25.0/${id}/messages`,
          {
            method: 'POST',
            agent: this.#agent,
            signal: AbortSignal.timeout(patience),
            headers: {
              authorization: `Bearer ${this.sandbox.accessToken}`,
              'content-type': 'application/json',
            },
          },
          resolve
        )
          .on('error', reject)
          .end(bodyOf(sequence));
      });
      // Read to its end, so that the connection can be used again.
      await text(response);

      return response.statusCode === 200;
    } catch {
      return false;
    }
  }
}
