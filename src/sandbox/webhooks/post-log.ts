import { createEvents } from '../events.js';
import { Ring } from '../ring.js';

/** One try to deliver a webhook. */
export type WebhookPost = {
  id: number;
  url: string;
  /** ISO 8601. */
  at: string;
  tookMs: number;
  /** 1 for the first. */
  attempt: number;
  answer: { status: number } | { problem: string };
  /** As it was sent; of a large batch, the beginning only. */
  body: string;
};

/** How many tries are kept. */
const capacity = 1000;

/** Characters; a batch of a thousand statuses has half a million. */
const longestBody = 16_384;

/** A part of a text keeps the whole in memory; this does not. */
const copyOf = (text: string): string => Buffer.from(text).toString();

export class PostLog {
  readonly events = createEvents<{ add: [WebhookPost] }>();
  readonly #posts = new Ring<WebhookPost>(capacity);
  #count = 0;

  get all(): WebhookPost[] {
    return this.#posts.entries;
  }

  /** Those that tell of a message. */
  of(messageId: string): WebhookPost[] {
    return this.all.filter(({ body }) => body.includes(messageId));
  }

  add(fields: Omit<WebhookPost, 'id'>) {
    this.#count += 1;
    const { body } = fields;
    const post = {
      id: this.#count,
      ...fields,
      body: body.length > longestBody ? `${copyOf(body.slice(0, longestBody))} …` : body,
    };
    this.#posts.set(String(post.id), post);
    this.events.emit('add', post);
  }
}
