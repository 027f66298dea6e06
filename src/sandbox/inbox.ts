import { once } from 'node:events';

import { type DeliveryError, type DeliveryStatus } from './behaviours.js';
import { createEvents } from './events.js';
import { toE164 } from './phone-number.js';
import { Ring } from './ring.js';
import { type RenderedMessage } from './texts.js';

/** A delivery status as it was reported. */
export type StatusReport = {
  status: DeliveryStatus;
  /** ISO 8601. */
  at: string;
  error?: DeliveryError;
};

/** A message that Meta has accepted, or an SMS that a provider has. */
export type InboxMessage = Pick<RenderedMessage, 'body' | 'footer'> & {
  /** Meta's message id (`wamid.…`), or the SMS provider's. */
  id: string;
  channel: 'whatsapp' | 'sms';
  /** E.164, with the `+`. */
  to: string;
  /** Id of the business number; of an SMS, whose API it came by. */
  from: string;
  /** Of WhatsApp only, and so are the language and the button. */
  templateName?: string;
  language?: string;
  button?: string;
  code: string;
  /** ISO 8601; all other times likewise. */
  acceptedAt: string;
  /** When it came to lie on the phone; absent while it does not. */
  arrivedAt?: string | undefined;
  /** When Meta gave it up, because its time to live was over. */
  droppedAt?: string | undefined;
  /** Name of what the phone does with it. */
  behaviour: string;
  /** In the order of their webhooks. */
  statuses: readonly StatusReport[];
};

/** What went over the wire for a message. */
type Exchange = { request: unknown; answer: unknown };

/** Milliseconds. */
const defaultTimeout = 10_000;

/** How many messages are kept. */
export const inboxCapacity = 10_000;

export class Inbox {
  readonly events = createEvents<{
    /** A message is new or has changed. */
    change: [InboxMessage];
    /** Everything was removed, or all of one number. */
    clear: [number: string | undefined];
  }>();

  readonly #messages = new Ring<InboxMessage>(inboxCapacity);
  readonly #exchanges = new Ring<Exchange>(inboxCapacity);

  /** All that was accepted, oldest first. */
  get messages(): InboxMessage[] {
    return this.#messages.entries;
  }

  get(id: string): InboxMessage | undefined {
    return this.#messages.get(id);
  }

  exchangeOf(id: string): Exchange | undefined {
    return this.#exchanges.get(id);
  }

  add(message: InboxMessage, exchange: Exchange) {
    this.#exchanges.set(message.id, exchange);
    this.#put(message);
  }

  /** Does nothing for a message that has made room for newer ones. */
  update(id: string, change: (message: InboxMessage) => InboxMessage) {
    const message = this.#messages.get(id);

    if (!message) {
      return;
    }

    this.#put(change(message));
  }

  /**
   * The last message that lies on a phone.
   *
   * @param number E.164; the `+` may be left out.
   * @param after Id of a message: only what was accepted after it counts. When it is not there any more,
   * everything counts.
   */
  latest(number: string, after?: string): InboxMessage | undefined {
    const { messages } = this;
    const recipient = toE164(number);
    const start = messages.findIndex(({ id }) => id === after) + 1;

    return messages
      .slice(start)
      .findLast(({ to, arrivedAt }) => to === recipient && arrivedAt !== undefined);
  }

  /**
   * Waits until a message lies on a phone; one that is there already counts.
   *
   * @param number E.164; the `+` may be left out.
   * @param options.timeout Milliseconds; 10 s unless told.
   * @param options.after Id of a message: waits for one that was accepted after it.
   * @throws {TypeError} When it is no number.
   * @throws {Error} When none has come in time; it names the number's last four digits only.
   */
  async waitFor(
    number: string,
    { timeout = defaultTimeout, after }: { timeout?: number; after?: string } = {}
  ): Promise<InboxMessage> {
    const recipient = toE164(number);

    return this.#when(
      () => this.latest(recipient, after),
      timeout,
      () => this.#explainWaiting(recipient)
    );
  }

  /**
   * Waits until a status of a message was reported; one that was reported already counts.
   *
   * @param id Meta's message id.
   * @param options.timeout Milliseconds; 10 s unless told.
   * @throws {Error} When it has not come in time.
   */
  async waitForStatus(
    id: string,
    status: DeliveryStatus,
    { timeout = defaultTimeout }: { timeout?: number } = {}
  ): Promise<InboxMessage> {
    const find = () => {
      const message = this.get(id);

      return message?.statuses.some((report) => report.status === status) ? message : undefined;
    };

    return this.#when(find, timeout, () => `The message was not ${status} within ${timeout} ms.`);
  }

  /** Removes everything, or all of one number. */
  clear(number?: string) {
    const recipient = number === undefined ? undefined : toE164(number);

    for (const { id, to } of this.messages) {
      if (recipient === undefined || to === recipient) {
        this.#messages.delete(id);
        this.#exchanges.delete(id);
      }
    }

    this.events.emit('clear', recipient);
  }

  /** Why a code may not have come, as far as the inbox knows. */
  #explainWaiting(recipient: string): string {
    const last = this.messages.findLast(({ to }) => to === recipient);
    const phone = `…${recipient.slice(-4)}`;

    if (!last || last.arrivedAt !== undefined) {
      return `No code has come to ${phone}. Was it sent to this very number? What Meta has refused is in the list of refusals.`;
    }

    return last.behaviour === 'healthy'
      ? `A code is on its way to ${phone}, but has not arrived yet.`
      : `A code was accepted for ${phone}, but this phone behaves as "${last.behaviour}".`;
  }

  async #when(
    find: () => InboxMessage | undefined,
    timeout: number,
    complain: () => string
  ): Promise<InboxMessage> {
    const signal = AbortSignal.timeout(timeout);
    const next = async (): Promise<InboxMessage> => {
      const found = find();

      if (found) {
        return found;
      }

      await once(this.events, 'change', { signal });

      return next();
    };

    try {
      return await next();
    } catch (error: unknown) {
      throw new Error(complain(), { cause: error });
    }
  }

  #put(message: InboxMessage) {
    this.#messages.set(message.id, message);
    this.events.emit('change', message);
  }
}
