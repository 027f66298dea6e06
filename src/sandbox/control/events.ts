/** What happens in the sandbox, as server-sent events. */
import { type Hono } from 'hono';
import { streamSSE } from 'hono/streaming';

import { type InboxMessage } from '../inbox.js';
import { type Refusal } from '../refusals.js';
import { Ring } from '../ring.js';
import { type World } from '../world.js';

import { describeState } from './state.js';

/** Milliseconds in which changes are gathered, so that a load test does not drown the page. */
const gatherTime = 100;

/**
 * How many messages, or refusals, one event tells of; a page that shows less than all of them loads
 * anew. No more are gathered for a page that has stopped to read.
 */
const capacity = 500;

type ServerEvent = { event: string; data: string };

/** Gathers what changes until it is taken. */
class ChangeFeed {
  readonly #messages = new Ring<InboxMessage>(capacity);
  readonly #refusals = new Ring<Refusal>(capacity);
  /** Numbers that were cleared; `undefined` for all. */
  readonly #cleared = new Set<string | undefined>();
  /** Events of which only the last counts, by name. */
  readonly #others = new Map<string, unknown>();

  constructor(
    private readonly world: World,
    private readonly url: string
  ) {
    const { inbox, refusals, phones, webhooks } = world;

    inbox.events.on('change', this.#onMessage);
    inbox.events.on('clear', this.#onClear);
    refusals.events.on('add', this.#onRefusal);
    phones.events.on('change', this.#onPhones);
    webhooks.events.on('change', this.#onState);
    // An event at the start tells the page that it is connected.
    this.#onState();
  }

  close() {
    const { inbox, refusals, phones, webhooks } = this.world;

    inbox.events.off('change', this.#onMessage);
    inbox.events.off('clear', this.#onClear);
    refusals.events.off('add', this.#onRefusal);
    phones.events.off('change', this.#onPhones);
    webhooks.events.off('change', this.#onState);
  }

  take(): ServerEvent[] {
    const messages = this.#messages.entries;
    const refusals = this.#refusals.entries;
    const cleared = [...this.#cleared].map((number): [string, unknown] => ['cleared', { number }]);
    const events: Array<[string, unknown]> = [
      ...this.#others,
      ...cleared,
      ...(messages.length > 0 ? [['inbox', { messages }] satisfies [string, unknown]] : []),
      ...(refusals.length > 0 ? [['refusals', { refusals }] satisfies [string, unknown]] : []),
    ];
    this.#messages.clear();
    this.#refusals.clear();
    this.#cleared.clear();
    this.#others.clear();

    return events.map(([event, data]) => ({ event, data: JSON.stringify(data) }));
  }

  readonly #onMessage = (message: InboxMessage) => {
    this.#messages.set(message.id, message);
  };

  readonly #onClear = (number: string | undefined) => {
    for (const changed of [this.#messages, this.#refusals]) {
      for (const { id, to } of changed.entries) {
        if (number === undefined || to === number) {
          changed.delete(id);
        }
      }
    }

    this.#cleared.add(number);
  };

  readonly #onRefusal = (refusal: Refusal) => {
    this.#refusals.set(refusal.id, refusal);
  };

  readonly #onPhones = () => {
    this.#others.set('phones', { phones: this.world.phones.all });
  };

  readonly #onState = () => {
    this.#others.set('state', describeState(this.world, this.url));
  };
}

export const addEventRoutes = (app: Hono, world: World) => {
  app.get('/events', (context) => {
    const feed = new ChangeFeed(world, new URL(context.req.url).origin);

    return streamSSE(context, async (stream) => {
      stream.onAbort(() => {
        feed.close();
      });

      while (!stream.aborted) {
        for (const event of feed.take()) {
          // eslint-disable-next-line no-await-in-loop -- one after the other, as fast as they are read
          await stream.writeSSE(event);
        }

        // eslint-disable-next-line no-await-in-loop -- gathers what comes next
        await stream.sleep(gatherTime);
      }
    });
  });
};
