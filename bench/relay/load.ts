/** Messages at a fixed pace, however late the answers are. */
import { setTimeout as wait } from 'node:timers/promises';

import { AnswerTimes } from './answer-times.js';
import { type Client } from './client.js';
import {
  type Message,
  type Status,
  messageOf,
  noTarget,
  registrationOf,
  webhookOf,
} from './messages.js';

export type LoadPlan = Readonly<{
  /** Statuses in one webhook. */
  batch: number;
  /** Statuses per second. */
  rate: number;
  seconds: number;
  /** Whether the messages are registered on the way, or were before. */
  hasRegistrations: boolean;
}>;

/** Milliseconds after its registration at which each status of a message comes. */
const delays: ReadonlyArray<readonly [Status, number]> = [
  ['sent', 300],
  ['delivered', 1000],
  ['read', 2000],
];

/** Something to be sent. */
type Sending = Readonly<{
  /** Milliseconds after the start. */
  dueAt: number;
  kind: 'registration' | 'webhook';
  /** Registrations or statuses in it. */
  events: number;
  request: Uint8Array;
}>;

type DueStatus = Readonly<{ dueAt: number; message: Message; status: Status }>;

const toWebhooks = (statuses: readonly DueStatus[], batch: number): Sending[] =>
  Array.from({ length: Math.ceil(statuses.length / batch) }, (_, index): Sending => {
    const own = statuses.slice(index * batch, (index + 1) * batch);

    return {
      dueAt: own.at(-1)?.dueAt ?? 0,
      kind: 'webhook',
      events: own.length,
      request: webhookOf(own.map(({ message, status }) => [message, status])),
    };
  });

/** @param load A number that no other load of this run has. */
export const messagesFor = ({ rate, seconds }: LoadPlan, load: number): Message[] =>
  Array.from({ length: Math.floor((rate * seconds) / delays.length) }, (_, sequence) =>
    messageOf(load, sequence)
  );

/** Makes all requests before the first is sent, in the order in which they are due. */
export const prepareLoad = async (
  plan: LoadPlan,
  messages: readonly Message[],
  target = noTarget
): Promise<readonly Sending[]> => {
  const dueAt = (sequence: number) => (sequence * 1000 * delays.length) / plan.rate;
  const statuses = messages
    .flatMap((message, sequence) =>
      delays.map(([status, delay]) => ({ dueAt: dueAt(sequence) + delay, message, status }))
    )
    .toSorted((one, other) => one.dueAt - other.dueAt);
  const registrations = plan.hasRegistrations
    ? await Promise.all(
        messages.map(async (message, sequence): Promise<Sending> => ({
          dueAt: dueAt(sequence),
          kind: 'registration',
          events: 1,
          request: await registrationOf(message, target),
        }))
      )
    : [];

  const sendings = [...registrations, ...toWebhooks(statuses, plan.batch)];

  return sendings.toSorted((one, other) => one.dueAt - other.dueAt);
};

export class Load {
  readonly webhooks = new AnswerTimes();
  readonly registrations = new AnswerTimes();
  /** Statuses that were answered with 200. */
  accepted = 0;
  /** Requests with any other answer, or with none. */
  refused = 0;
  #endedAt = 0;
  #startedAt = 0;

  constructor(
    private readonly client: Pick<Client, 'post'>,
    private readonly sendings: readonly Sending[]
  ) {}

  /** Milliseconds from when the last was due to the last answer. */
  get lag(): number {
    return Math.max(0, this.#endedAt - (this.sendings.at(-1)?.dueAt ?? 0));
  }

  /** @returns When all are answered, or time is up. */
  async run(patience: number) {
    this.#startedAt = performance.now();
    const under = new Set<Promise<void>>();

    for (const sending of this.sendings) {
      while (sending.dueAt > this.#now) {
        // eslint-disable-next-line no-await-in-loop -- this is the pace
        await wait(1);
      }

      under.add(this.#send(sending));
    }

    await Promise.race([Promise.all(under), wait(patience, undefined, { ref: false })]);
  }

  get #now(): number {
    return performance.now() - this.#startedAt;
  }

  async #send({ dueAt, kind, events, request }: Sending) {
    const status = await this.client.post(request);
    const isWebhook = kind === 'webhook';
    this.#endedAt = this.#now;
    (isWebhook ? this.webhooks : this.registrations).add(this.#now - dueAt);

    if (status !== (isWebhook ? 200 : 202)) {
      this.refused += 1;
    } else if (isWebhook) {
      this.accepted += events;
    }
  }
}
