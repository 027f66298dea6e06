/** A relay that has nothing but its page and figures of a busy hour, to look at the page with. */
import { type AddressInfo } from 'node:net';

import { type ServerType, serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';

import { addPageRoutes } from '../../src/relay/page.js';

import { type FixtureDelivery, makeBusyHour } from './relay-page-deliveries.js';

export const statusToken = 'status-token-of-the-test';

const minute = 60_000;

/** Bars of the drawing. */
const periodCount = 60;

const partOf = ({ state }: FixtureDelivery) => {
  if (state === 'delivered' || state === 'waiting') {
    return state;
  }

  return state === 'sms-sent' || state === 'sms-due' || state === 'sms-started' ? 'sms' : 'neither';
};

const outcomes = new Map<string, string>([
  ['sms-sent', 'sent'],
  ['sms-failed', 'failed'],
  ['sms-unknown', 'unknown'],
  ['recorded', 'recorded'],
]);

const statuses = new Set(['sent', 'delivered', 'read', 'failed']);

/** @returns Each of them once, with how often it occurs. */
const countEqual = <T>(items: readonly T[]): Array<T & { count: number }> => {
  const keys = items.map((item) => JSON.stringify(item));

  return items
    .map((item, index) => ({
      ...item,
      isFirst: keys.indexOf(keys[index] ?? '') === index,
      count: keys.filter((key) => key === keys[index]).length,
    }))
    .filter(({ isFirst }) => isFirst);
};

/** @returns Each key with how often it occurs. */
const countBy = (keys: readonly string[]): Array<[string, number]> =>
  Array.from(new Set(keys), (key) => [key, keys.filter((other) => other === key).length]);

const rank = (values: readonly number[], share: number) => {
  const sorted = values.toSorted((one, other) => one - other);

  return sorted[Math.floor((sorted.length - 1) * share)];
};

/** What the relay would make of these deliveries. */
const summarise = (all: readonly FixtureDelivery[], minutes: number, now: number) => {
  const from = now - minutes * minute;
  const period = (minutes * minute) / periodCount;
  const deliveries = all.filter(({ createdAt }) => Date.parse(createdAt) >= from);
  const seconds = deliveries
    .filter(({ state }) => state === 'delivered')
    .map(
      ({ createdAt, deliveredAt = createdAt }) => Date.parse(deliveredAt) - Date.parse(createdAt)
    )
    .map((milliseconds) => milliseconds / 1000);
  const decided = deliveries.filter(
    ({ state }) => !['waiting', 'sms-due', 'sms-started'].includes(state)
  );

  return {
    from: new Date(from).toISOString(),
    to: new Date(now).toISOString(),
    minutes,
    sends: deliveries.length,
    delivered: seconds.length,
    ...(decided.length > 0 && { deliveredShare: seconds.length / decided.length }),
    waiting: deliveries.length - decided.length,
    medianSecondsToDelivered: rank(seconds, 0.5),
    p95SecondsToDelivered: rank(seconds, 0.95),
    withStatus: deliveries.filter(
      ({ state, timeline }) =>
        state !== 'unregistered' && timeline.some(({ event }) => statuses.has(event))
    ).length,
    deliveredAfterSms: deliveries.filter(
      ({ state, deliveredAt }) => state === 'sms-sent' && deliveredAt
    ).length,
    states: Object.fromEntries(countBy(deliveries.map(({ state }) => state))),
    sms: countEqual(
      deliveries.flatMap(({ state, trigger, errorCode, error }) => {
        const outcome = outcomes.get(state);

        return outcome ? [{ trigger, errorCode, title: error?.title, outcome }] : [];
      })
    ),
    errors: countEqual(
      deliveries.flatMap(({ errorCode: code, error }) => (error ? [{ code, ...error }] : []))
    ),
    periodSeconds: period / 1000,
    periods: Array.from({ length: periodCount }, (_, index) => {
      const at = from + index * period;
      const here = deliveries.filter(({ createdAt }) => {
        const start = Date.parse(createdAt);

        return start >= at && start < at + period;
      });
      const countOf = (part: string) => here.filter((delivery) => partOf(delivery) === part).length;

      return {
        at: new Date(at).toISOString(),
        delivered: countOf('delivered'),
        sms: countOf('sms'),
        neither: countOf('neither'),
        waiting: countOf('waiting'),
      };
    }),
  };
};

const problem = (message: string) => ({ error: { code: 'status', message, remedy: '' } });

type Settings = {
  /** Without it, the relay has none. */
  token: string | undefined;
  deliveries: readonly FixtureDelivery[];
  /** What stands in the place of the figures that follow from the deliveries. */
  summary: unknown;
  failure?: { status: 500 | 503; message: string };
};

export class RelayPageServer {
  /** Meta's message ids that are known, and the delivery of each. */
  readonly messageIds = new Map<string, string>();
  readonly asked: URL[] = [];
  #server: ServerType | undefined;
  #port = 0;
  #settings: Settings = {
    token: statusToken,
    deliveries: makeBusyHour(),
    summary: undefined,
  };

  get deliveries() {
    return this.#settings.deliveries;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  change(settings: Partial<Settings>) {
    this.#settings = { ...this.#settings, ...settings };
  }

  /** Again on the same port, after it was stopped. */
  async start() {
    this.#server = await new Promise<ServerType>((resolve) => {
      const server = serve(
        { fetch: this.#createApp().fetch, hostname: '127.0.0.1', port: this.#port },
        (address: AddressInfo) => {
          this.#port = address.port;
          resolve(server);
        }
      );
    });
  }

  async stop() {
    const server = this.#server;

    this.#server = undefined;
    await new Promise<void>((resolve) => {
      if (!server) {
        resolve();
        return;
      }

      server.close(() => {
        resolve();
      });

      if ('closeAllConnections' in server) {
        server.closeAllConnections();
      }
    });
  }

  #createApp() {
    const app = new Hono();

    addPageRoutes(app);
    app.use(async (context, next) => {
      // eslint-disable-next-line @silverhand/fp/no-mutating-methods -- the list that the test reads
      this.asked.push(new URL(context.req.url));

      const { token, failure } = this.#settings;

      if (failure) {
        return context.json(problem(failure.message), failure.status);
      }

      if (token === undefined) {
        return context.json(problem('No status token is configured.'), 404);
      }

      return context.req.header('authorization') === `Bearer ${token}`
        ? next()
        : context.json(problem('The token is missing, or is another.'), 401);
    });
    app.get('/summary', (context) =>
      context.json(
        this.#settings.summary ??
          summarise(this.deliveries, Number(context.req.query('minutes')), Date.now())
      )
    );
    app.get('/deliveries', (context) => context.json(this.#list(context)));

    return app;
  }

  #list(context: Context) {
    const { limit, before, state, messageId } = context.req.query();
    const matching = this.deliveries.filter(
      (delivery) =>
        (!state || delivery.state === state) &&
        (!messageId || this.messageIds.get(messageId) === delivery.id)
    );
    const start = before ? matching.findIndex(({ id }) => id === before) + 1 : 0;
    const deliveries = matching.slice(start, start + Number(limit ?? 50));

    return {
      deliveries,
      ...(start + deliveries.length < matching.length && { next: deliveries.at(-1)?.id }),
    };
  }
}
