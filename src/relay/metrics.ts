/** Figures for Prometheus, of this process; whoever runs several relays adds them up. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

import { type Delivery, type Trigger, outcomes } from './delivery/delivery.js';
import { type QueueName } from './store/jobs.js';
import { type Applied } from './store/store.js';
import { type IgnoredParts } from './webhook/statuses.js';

const prefix = 'whatsapp_otp_relay_';

/** Whether it is known how long WhatsApp took; the registration may come after the status. */
const isTimed = (delivery: Delivery | undefined): boolean =>
  delivery?.deliveredAt !== undefined && delivery.registration !== undefined;

/** SMS that did not come to be sent because of a limit, by the detail in their timeline. */
const isLimited = ({ delivery }: Applied): boolean =>
  delivery.timeline.at(-1)?.detail === 'limit' && delivery.state === 'sms-failed';

export class Metrics {
  readonly #registry = new Registry();
  readonly #registers = [this.#registry];

  readonly #deliveries = new Counter({
    name: `${prefix}deliveries_total`,
    help: 'Outcomes that codes have reached; one that changes again is counted again.',
    labelNames: ['state', 'error_code', 'country'],
    registers: this.#registers,
  });

  readonly #timeToDelivered = new Histogram({
    name: `${prefix}time_to_delivered_seconds`,
    help: 'From the acceptance by WhatsApp to the webhook of the first delivered or read.',
    buckets: [1, 2, 3, 5, 8, 13, 20, 30, 60, 120, 300, 600],
    registers: this.#registers,
  });

  readonly #sms = new Counter({
    name: `${prefix}sms_total`,
    help: 'SMS by why they were wanted and what has become of them.',
    labelNames: ['trigger', 'outcome'],
    registers: this.#registers,
  });

  readonly #limited = new Counter({
    name: `${prefix}sms_refused_by_limit_total`,
    help: 'SMS that a limit of the fallback has stopped.',
    registers: this.#registers,
  });

  readonly #late = new Counter({
    name: `${prefix}delivered_after_sms_total`,
    help: 'Codes that WhatsApp delivered after their SMS: many of them, and the deadline is too short.',
    registers: this.#registers,
  });

  readonly #registrations = new Counter({
    name: `${prefix}registrations_total`,
    help: 'Registrations of the connector.',
    labelNames: ['result'],
    registers: this.#registers,
  });

  readonly #webhooks = new Histogram({
    name: `${prefix}webhook_seconds`,
    help: 'From a webhook to its answer; Meta wants a median of 0.25, and less than 1 % above 1.',
    labelNames: ['status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: this.#registers,
  });

  readonly #ignored = new Counter({
    name: `${prefix}ignored_total`,
    help: 'Parts of webhooks that were left aside.',
    labelNames: ['reason'],
    registers: this.#registers,
  });

  /** @param depth How many jobs wait, asked whenever the figures are. */
  constructor(depth: () => Promise<Record<QueueName, number>>) {
    const gauge = new Gauge({
      name: `${prefix}queue_depth`,
      help: 'Jobs that wait, in the database that all relays share.',
      labelNames: ['queue'],
      registers: this.#registers,
      collect: async () => {
        gauge.reset();

        try {
          for (const [queue, count] of Object.entries(await depth())) {
            gauge.set({ queue }, count);
          }
        } catch {
          // The other figures are wanted most of all when the database is away.
        }
      },
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  async text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** @returns To be called with the status of the answer. */
  webhook(): (status: number) => void {
    const end = this.#webhooks.startTimer();

    return (status) => {
      end({ status: String(status) });
    };
  }

  ignored(parts: IgnoredParts) {
    for (const [reason, count] of Object.entries(parts)) {
      if (count > 0) {
        this.#ignored.inc({ reason }, count);
      }
    }
  }

  registration(result: 'accepted' | 'refused' | 'failed') {
    this.#registrations.inc({ result });
  }

  /** Counts what has become of a delivery. */
  applied(applied: Applied) {
    const { before, delivery } = applied;
    const { state, registration, deliveredAt, trigger, failure } = delivery;

    if (deliveredAt !== undefined && registration && !isTimed(before)) {
      this.#timeToDelivered.observe(Math.max(0, deliveredAt - registration.acceptedAt) / 1000);

      if (state !== 'delivered') {
        this.#late.inc();
      }
    }

    if (before?.state === state || !outcomes.has(state)) {
      return;
    }

    this.#deliveries.inc({
      state,
      error_code: failure?.code === undefined ? '' : String(failure.code),
      country: registration?.country ?? '',
    });
    this.#countSms(applied, trigger);
  }

  #countSms(applied: Applied, trigger: Trigger | undefined) {
    const { state } = applied.delivery;

    if (trigger && state.startsWith('sms-')) {
      this.#sms.inc({ trigger, outcome: state.slice('sms-'.length) });
    }

    if (isLimited(applied)) {
      this.#limited.inc();
    }
  }
}
