/** Two relays that share PostgreSQL and nothing else. */
import { randomInt } from 'node:crypto';

import { afterAll, beforeAll, describe, expect } from 'vitest';

import { eventually } from '../support/eventually.js';
import { hasPostgres } from '../support/postgres-programs.js';
import { withRelay as it } from '../support/relay-fixtures.js';
import { SmsProvider } from '../support/relay-provider.js';
import { RelayRunner } from '../support/relay-runner.js';
import { PostgresStorage } from '../support/relay-storage.js';
import {
  list,
  makeCode,
  postWebhook,
  registerSurely,
  reportSurely,
  waitForState,
  webhookOf,
} from '../support/relay-traffic.js';

const undeliverable = 131_026;
const storage = new PostgresStorage();

const startTwo = async (installed: { command: string }) => {
  const { environment } = await storage.create();

  return Promise.all([
    RelayRunner.start(installed, environment),
    RelayRunner.start(installed, environment),
  ]);
};

describe.skipIf(!hasPostgres)('two relays', () => {
  beforeAll(async () => storage.prepare());
  afterAll(async () => storage.remove());

  it.for([1, 2, 3])('start together on an empty database, time %i', async (_, { installed }) => {
    const relays = await startTwo(installed);

    for (const relay of relays) {
      expect(relay.complaints).toBe('');
      expect(relay.output).not.toContain('"error"');
    }
  });

  it('send one SMS, whichever is told of what, and however often', async ({ installed }) => {
    const [[one, other], provider] = await Promise.all([startTwo(installed), SmsProvider.start()]);
    const any = () => (randomInt(2) === 0 ? one : other).url;
    const codes = Array.from({ length: 60 }, (_, index) =>
      makeCode({ provider: provider.url, deadline: index % 3 === 0 ? 1 : 60 })
    );

    await Promise.all(
      codes.map(async (code, index) => {
        const tellAll = async () =>
          Promise.all([
            registerSurely(any(), code),
            registerSurely(one.url, code),
            registerSurely(other.url, code),
          ]);
        // Those with a short deadline are not heard of again.
        const reportAll = async () =>
          index % 3 === 0
            ? []
            : Promise.all([
                reportSurely(any(), code, 'failed', undeliverable),
                reportSurely(one.url, code, 'failed', undeliverable),
                reportSurely(other.url, code, 'failed', undeliverable),
              ]);

        await Promise.all([tellAll(), reportAll()]);
      })
    );
    await Promise.all(codes.map(async (code) => waitForState(any(), code, 'sms-sent')));

    expect(codes.map((code) => provider.countOf(code))).toEqual(codes.map(() => 1));
  });

  it('share the work', async ({ installed }) => {
    const [[one, other], provider] = await Promise.all([startTwo(installed), SmsProvider.start()]);
    const codes = Array.from({ length: 40 }, () =>
      makeCode({ provider: provider.url, deadline: 1 })
    );
    await Promise.all(codes.map(async (code) => registerSurely(one.url, code)));
    // All of them are known to this one, and come due when it is gone.
    await one.kill();
    await Promise.all(codes.map(async (code) => waitForState(other.url, code, 'sms-sent')));

    expect(codes.map((code) => provider.countOf(code))).toEqual(codes.map(() => 1));
  });

  it('count their SMS together', async ({ installed }) => {
    const [relays, provider] = await Promise.all([startTwo(installed), SmsProvider.start()]);
    const [one, other] = relays;
    const codes = Array.from({ length: 30 }, () =>
      makeCode({ provider: provider.url, maxPerHour: 7 })
    );
    await Promise.all(
      codes.map(async (code, index) => registerSurely((index % 2 ? one : other).url, code))
    );
    // At the same moment, to both.
    const webhooks = [0, 1].map((rest) =>
      webhookOf(
        codes
          .filter((_, index) => index % 2 === rest)
          .map((code) => ({ code, status: 'failed', errorCode: undeliverable }))
      )
    );
    const [evenWebhook = '', oddWebhook = ''] = webhooks;
    expect(
      await Promise.all([postWebhook(one.url, evenWebhook), postWebhook(other.url, oddWebhook)])
    ).toEqual([200, 200]);

    const states = await eventually(
      async () => {
        const deliveries = await list(one.url);
        expect(
          deliveries.map(({ state }) => state).filter((state) => !/sent|failed/.test(state))
        ).toEqual([]);

        return deliveries.map(({ state }) => state);
      },
      { interval: 100 }
    );

    expect(states.filter((state) => state === 'sms-sent')).toHaveLength(7);
    expect(states.filter((state) => state === 'sms-failed')).toHaveLength(23);
    expect(provider.taken).toHaveLength(7);
  });
});
