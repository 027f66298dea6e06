/** What happens to a message after it was accepted. */
import { type SandboxPhoneNumber } from './account.js';
import { type Behaviour, type Step, healthy } from './behaviours.js';
import { type Clock } from './clock.js';
import { type Inbox, type InboxMessage, inboxCapacity } from './inbox.js';
import { type Latency } from './latency.js';
import { type Phones } from './phones.js';
import { Ring } from './ring.js';
import { type Webhooks } from './webhooks/webhooks.js';

/** A message on its way. */
type Delivery = {
  message: InboxMessage;
  behaviour: Behaviour;
  phoneNumber: SandboxPhoneNumber;
  /** `biz_opaque_callback_data` of the send. */
  callbackData: string | undefined;
  /** Seconds until it is given up; -1 for 30 days. */
  ttlSeconds: number;
};

type Surroundings = {
  clock: Clock;
  latency: Latency;
  inbox: Inbox;
  phones: Phones;
  webhooks: Webhooks;
};

/** The longest wait that a timer of Node takes is 24.8 days; nobody waits for it here. */
const longestTimeToLive = 24 * 24 * 60 * 60;

export class Deliveries {
  /** Messages that wait for their phones, by message id. */
  readonly #waiting = new Ring<Delivery>(inboxCapacity);

  constructor(private readonly surroundings: Surroundings) {
    surroundings.phones.events.on('change', (number, behaviour) => {
      if (behaviour === healthy) {
        this.#deliverWaiting(number);
      }
    });
  }

  /** Reports at once what comes before the answer, and the rest in its time. */
  start(delivery: Delivery) {
    const { behaviour, message, ttlSeconds } = delivery;
    const { clock } = this.surroundings;

    for (const step of behaviour.steps) {
      this.#schedule(delivery, step);
    }

    if (behaviour.waits) {
      this.#waiting.set(message.id, delivery);
    }

    // What neither arrives nor fails is dropped, and nobody is told.
    if (behaviour.steps.every(({ status }) => status === 'sent')) {
      const seconds = ttlSeconds < 0 ? longestTimeToLive : Math.min(ttlSeconds, longestTimeToLive);
      clock.after(seconds * 1000, () => {
        this.#drop(delivery);
      });
    }
  }

  #drop({ behaviour, message: { id } }: Delivery) {
    const { clock, inbox } = this.surroundings;

    // What waits no longer is on its way to the phone.
    if (behaviour.waits && !this.#waiting.get(id)) {
      return;
    }

    this.#waiting.delete(id);
    inbox.update(id, (current) => ({ ...current, droppedAt: clock.now().toISOString() }));
  }

  #deliverWaiting(number: string) {
    const { clock } = this.surroundings;
    const rest = healthy.steps.filter(({ status }) => status !== 'sent');

    for (const delivery of this.#waiting.entries) {
      if (delivery.message.to === number) {
        this.#waiting.delete(delivery.message.id);

        const acceptedAt = clock.now().toISOString();

        for (const step of rest) {
          this.#schedule({ ...delivery, message: { ...delivery.message, acceptedAt } }, step);
        }
      }
    }
  }

  #schedule(delivery: Delivery, step: Step) {
    const { clock, latency } = this.surroundings;

    if (step.reported === 'at-once') {
      this.#report(delivery, step);
    } else {
      clock.after(latency[step.reported ?? step.at], () => {
        this.#report(delivery, step);
      });
    }
  }

  #report({ message, phoneNumber, callbackData }: Delivery, { at, status, error, reported }: Step) {
    const { clock, latency, inbox, webhooks } = this.surroundings;
    // The time of the status, which is not that of its report when the order is wrong.
    const time =
      reported === 'at-once' ? clock.now().getTime() : Date.parse(message.acceptedAt) + latency[at];
    const report = { status, at: new Date(time).toISOString(), ...(error && { error }) };
    const arrives = status === 'delivered' || status === 'read';
    const isFirstArrival = arrives && !inbox.get(message.id)?.arrivedAt;

    inbox.update(message.id, (current) => ({
      ...current,
      statuses: [...current.statuses, report],
      arrivedAt: arrives ? (current.arrivedAt ?? report.at) : current.arrivedAt,
    }));
    webhooks.reportStatus({
      message,
      report,
      phoneNumber,
      callbackData,
      isPriced: status === 'sent' || isFirstArrival,
    });
  }
}
