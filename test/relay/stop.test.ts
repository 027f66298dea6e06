/** A relay that is told to stop, as every update does. */
import { afterAll, beforeAll, describe, expect } from 'vitest';

import { eventually } from '../support/eventually.js';
import { withRelay as it } from '../support/relay-fixtures.js';
import { SmsProvider } from '../support/relay-provider.js';
import { RelayRunner } from '../support/relay-runner.js';
import { createStorages } from '../support/relay-storage.js';
import {
  look,
  makeCode,
  postWebhook,
  registerSurely,
  waitForState,
  webhookOf,
} from '../support/relay-traffic.js';

const undeliverable = 131_026;

describe.for(createStorages())('on $name', (storage) => {
  beforeAll(async () => storage.prepare());
  afterAll(async () => storage.remove());

  it('it stores what becomes of an SMS that is being handed over', async ({ installed }) => {
    const database = await storage.create();
    const [relay, provider] = await Promise.all([
      RelayRunner.start(installed, database.environment),
      SmsProvider.start(),
    ]);
    const [code, next] = [1, 2].map(() => makeCode({ provider: provider.url }));

    if (!code || !next) {
      throw new Error('There are two.');
    }

    const webhook = webhookOf([{ code, status: 'failed', errorCode: undeliverable }]);
    const answer = new Promise<void>((resolve) => {
      provider.answer(async () => {
        // The provider answers only now that the relay is about to stop.
        relay.tellToStop();
        await eventually(() => {
          expect(relay.output).toContain('"stopping"');
        });
        // The connections that it has get an answer each, and end with it.
        await eventually(async () => {
          expect(await postWebhook(relay.url, webhook)).toBe(0);
        });
        expect(relay.isRunning).toBe(true);
        resolve();

        return true;
      });
    });
    await registerSurely(relay.url, code);
    expect(await postWebhook(relay.url, webhook)).toBe(200);
    await answer;

    expect(await relay.end()).toBe(0);
    expect(relay.output).toContain('"stopped"');
    expect(relay.complaints).toBe('');
    provider.answerAll();
    await relay.start();
    expect(await look(relay.url, code)).toMatchObject({ state: 'sms-sent' });

    await registerSurely(relay.url, next);
    const other = webhookOf([{ code: next, status: 'failed', errorCode: undeliverable }]);
    expect(await postWebhook(relay.url, other)).toBe(200);
    await waitForState(relay.url, next, 'sms-sent');
    expect(provider.countOf(code)).toBe(1);
  });
});
