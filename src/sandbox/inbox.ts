import { type RenderedMessage } from './texts.js';

/** A message that lies on a phone of the sandbox. */
export type InboxMessage = RenderedMessage & {
  /** Meta's message id (`wamid.…`). */
  id: string;
  /** E.164, with the `+`. */
  to: string;
  templateName: string;
  language: string;
  code: string;
  /** ISO 8601. */
  receivedAt: string;
};

/** Older messages make room for newer ones, so that a load test does not fill the memory. */
const capacity = 10_000;

/** What has arrived, oldest first. */
export class Inbox {
  readonly #messages = new Map<string, InboxMessage>();

  get messages(): InboxMessage[] {
    return [...this.#messages.values()];
  }

  add(message: InboxMessage) {
    this.#messages.set(message.id, message);

    const [oldest] = this.#messages.keys();

    if (this.#messages.size > capacity && oldest !== undefined) {
      this.#messages.delete(oldest);
    }
  }

  clear() {
    this.#messages.clear();
  }
}
