/** PostgreSQL goes away and comes back, and so do answers of it. */
import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect } from 'vitest';

import { eventually } from '../support/eventually.js';
import { hasPostgres } from '../support/postgres-programs.js';
import { withRelay as it } from '../support/relay-fixtures.js';
import { SmsProvider } from '../support/relay-provider.js';
import { RelayProxy } from '../support/relay-proxy.js';
import { RelayRunner } from '../support/relay-runner.js';
import { PostgresStorage } from '../support/relay-storage.js';
import {
  makeCode,
  postWebhook,
  registerSurely,
  reportSurely,
  statusAnswered,
  waitForState,
  webhookOf,
} from '../support/relay-traffic.js';

const undeliverable = 131_026;
const storage = new PostgresStorage();

const readiness = async ({ url }: RelayRunner) => statusAnswered(fetch(`${url}/readyz`));

describe.skipIf(!hasPostgres)('a relay', () => {
  beforeAll(async () => storage.prepare());
  afterAll(async () => storage.remove());

  it('survives a crash of PostgreSQL under load, and loses nothing', async ({ installed }) => {
    const { environment } = await storage.create();
    const [relay, provider] = await Promise.all([
      RelayRunner.start(installed, environment),
      SmsProvider.start(),
    ]);
    const webhook = webhookOf([{ code: makeCode({ provider: provider.url }), status: 'sent' }]);
    const codes = Array.from({ length: 60 }, (_, index) => ({
      code: makeCode({ provider: provider.url, deadline: index % 3 === 0 ? 1 : 300 }),
      fate: (['silent', 'failed', 'delivered'] as const)[index % 3],
    }));
    const load = codes.map(async ({ code, fate }, index) => {
      await wait(index * 60);
      await registerSurely(relay.url, code);

      if (fate === 'failed') {
        await reportSurely(relay.url, code, 'failed', undeliverable);
      } else if (fate === 'delivered') {
        await reportSurely(relay.url, code, 'delivered');
      }
    });

    for (const pause of [600, 700]) {
      // eslint-disable-next-line no-await-in-loop -- one outage after the other
      await wait(pause);
      // eslint-disable-next-line no-await-in-loop -- see above
      await storage.server.crash();
      // eslint-disable-next-line no-await-in-loop -- see above
      await eventually(async () => {
        expect(await readiness(relay)).toBe(503);
        expect(await postWebhook(relay.url, webhook)).toBe(503);
      });
      // eslint-disable-next-line no-await-in-loop -- see above
      await storage.server.start();
      // eslint-disable-next-line no-await-in-loop -- see above
      await eventually(async () => {
        expect(await readiness(relay)).toBe(200);
      });
    }

    await Promise.all(load);
    await Promise.all(
      codes.map(async ({ code, fate }) =>
        waitForState(relay.url, code, fate === 'delivered' ? 'delivered' : 'sms-sent')
      )
    );

    expect(codes.map(({ code }) => provider.countOf(code))).toEqual(
      codes.map(({ fate }) => (fate === 'delivered' ? 0 : 1))
    );
    expect(relay.isRunning).toBe(true);
    expect(relay.complaints).toBe('');
  });

  it.for([
    ['a registration is stored', '"waiting"'],
    ['a status is stored', '"sms-due"'],
    ['an SMS is taken', '"sms-started"'],
    ['the answer of the provider is stored', '"sms-sent"'],
  ])('does not know whether %s, and sends one SMS', async ([, asked], { installed }) => {
    const { environment } = await storage.create();
    const { DATABASE_URL: url = '' } = environment;
    const [proxy, provider] = await Promise.all([
      RelayProxy.start(storage.server.port),
      SmsProvider.start(),
    ]);
    const relay = await RelayRunner.start(installed, {
      DATABASE_URL: url.replace(String(storage.server.port), String(proxy.port)),
    });
    const code = makeCode({ provider: provider.url });
    proxy.withholdOnce(`"state":${asked}`);

    await registerSurely(relay.url, code);
    await reportSurely(relay.url, code, 'failed', undeliverable);
    await waitForState(relay.url, code, 'sms-sent');

    expect(proxy.withheld).toBe(1);
    expect(provider.countOf(code)).toBe(1);
  });
});
