/** A relay that is killed, without a warning, between a webhook and its SMS. */
import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect } from 'vitest';

import { type Queries } from '../../src/relay/database/database.js';
import { eventually } from '../support/eventually.js';
import { textLike } from '../support/matchers.js';
import { withRelay as it } from '../support/relay-fixtures.js';
import { SmsProvider } from '../support/relay-provider.js';
import { RelayRunner } from '../support/relay-runner.js';
import { type TestDatabase, createStorages } from '../support/relay-storage.js';
import {
  type Code,
  look,
  makeCode,
  postWebhook,
  registerSurely,
  reportSurely,
  waitForState,
  webhookOf,
} from '../support/relay-traffic.js';

type Query = Queries['query'];

const undeliverable = 131_026;

const startRelay = async (installed: { command: string }, database: TestDatabase) => {
  const [relay, provider] = await Promise.all([
    RelayRunner.start(installed, database.environment),
    SmsProvider.start(),
  ]);

  return { relay, provider };
};

/** A code whose message will not be delivered, and the webhook that says so. */
const makeFailing = (provider: SmsProvider) => {
  const code = makeCode({ provider: provider.url });

  return { code, webhook: webhookOf([{ code, status: 'failed', errorCode: undeliverable }]) };
};

/** Another code comes by SMS: whatever was to come of the earlier ones has come. */
const expectWorking = async (relay: RelayRunner, provider: SmsProvider) => {
  const code = makeCode({ provider: provider.url });
  await registerSurely(relay.url, code);
  await reportSurely(relay.url, code, 'failed', undeliverable);
  await waitForState(relay.url, code, 'sms-sent');
  expect(provider.countOf(code)).toBe(1);
};

const expectOneSms = async (relay: RelayRunner, provider: SmsProvider, code: Code) => {
  await waitForState(relay.url, code, 'sms-sent');
  await expectWorking(relay, provider);
  expect(provider.countOf(code)).toBe(1);
};

/** Brings the end of the time that an answer may take: a relay that starts looks at once. */
const letTimePass = async ({ look: open }: TestDatabase) =>
  open(async (query) =>
    query(
      "update whatsapp_otp.deliveries set sms_started_at = sms_started_at - interval '2 minutes'"
    )
  );

/** Handed over, and nobody knows with what result: it is not sent again. */
const expectUnknown = async (
  { relay, provider, code }: { relay: RelayRunner; provider: SmsProvider; code: Code },
  database: TestDatabase
) => {
  await letTimePass(database);
  await relay.start();
  await waitForState(relay.url, code, 'sms-unknown');
  await expectWorking(relay, provider);
  expect(provider.countOf(code)).toBe(1);
};

/** Waits until somebody waits for what the test holds. */
const waitForBlocked = async (query: Query) =>
  eventually(async () => {
    expect(await query('select from pg_locks where not granted')).not.toEqual([]);
  });

/** Jobs of SMS are made, and come due when the test says so. */
const holdJobs = `
  create function hold() returns trigger language plpgsql as
    $$ begin new.start_after := now() + interval '1 hour'; return new; end $$;
  create trigger hold before insert on whatsapp_otp_jobs.job
    for each row when (new.name = 'sms') execute function hold();
`;
const releaseJobs = `
  drop trigger hold on whatsapp_otp_jobs.job;
  update whatsapp_otp_jobs.job set start_after = now() where name = 'sms';
`;
const lockDeliveries = 'begin; select from whatsapp_otp.deliveries for update';

const storages = createStorages();

describe.for(storages.filter(({ isShared }) => isShared))('on $name, killed', (storage) => {
  beforeAll(async () => storage.prepare());
  afterAll(async () => storage.remove());

  it('while the webhook is being stored: it is not answered, and comes again', async ({
    installed,
  }) => {
    const database = await storage.create();
    const { relay, provider } = await startRelay(installed, database);
    const { code, webhook } = makeFailing(provider);
    await registerSurely(relay.url, code);

    await database.look(async (query) => {
      await query(lockDeliveries);
      const posting = postWebhook(relay.url, webhook);
      await waitForBlocked(query);
      await relay.kill();

      expect(await posting).toBe(0);
    });
    await relay.start();

    expect(await look(relay.url, code)).toMatchObject({ state: 'waiting' });
    expect(await postWebhook(relay.url, webhook)).toBe(200);
    await expectOneSms(relay, provider, code);
  });

  it('when the webhook is stored, and nobody has taken the job', async ({ installed }) => {
    const database = await storage.create();
    const { relay, provider } = await startRelay(installed, database);
    const { code, webhook } = makeFailing(provider);
    await registerSurely(relay.url, code);

    await database.look(async (query) => {
      await query(holdJobs);
      expect(await postWebhook(relay.url, webhook)).toBe(200);
      await relay.kill();
      await query(releaseJobs);
    });
    await relay.start();

    await expectOneSms(relay, provider, code);
  });

  it('while it takes the job', async ({ installed }) => {
    const database = await storage.create();
    const { relay, provider } = await startRelay(installed, database);
    const { code, webhook } = makeFailing(provider);
    await registerSurely(relay.url, code);

    await database.look(async (query) => {
      await query(holdJobs);
      expect(await postWebhook(relay.url, webhook)).toBe(200);

      await database.look(async (queryOther) => {
        await query(lockDeliveries);
        await queryOther(releaseJobs);
        await waitForBlocked(queryOther);
        await relay.kill();
      });
    });
    await relay.start();

    await expectOneSms(relay, provider, code);
  });

  it('when the provider has answered, and nothing of it is stored', async ({ installed }) => {
    const database = await storage.create();
    const { relay, provider } = await startRelay(installed, database);
    const { code, webhook } = makeFailing(provider);
    await registerSurely(relay.url, code);

    await database.look(async (query) => {
      provider.answer(async () => {
        await query(lockDeliveries);

        return true;
      });
      expect(await postWebhook(relay.url, webhook)).toBe(200);
      await provider.waitFor(code);
      await database.look(waitForBlocked);
      await relay.kill();
    });
    provider.answerAll();

    await expectUnknown({ relay, provider, code }, database);
  });
});

describe.for(storages)('on $name, killed', (storage) => {
  beforeAll(async () => storage.prepare());
  afterAll(async () => storage.remove());

  it('while the provider has the SMS: it is not sent again', async ({ installed }) => {
    const database = await storage.create();
    const { relay, provider } = await startRelay(installed, database);
    const { code, webhook } = makeFailing(provider);
    await registerSurely(relay.url, code);

    const killed = new Promise<void>((resolve) => {
      provider.answer(async () => {
        await relay.kill();
        resolve();

        return false;
      });
    });
    expect(await postWebhook(relay.url, webhook)).toBe(200);
    await killed;
    provider.answerAll();

    await expectUnknown({ relay, provider, code }, database);
  });

  it('as the provider answers', async ({ installed }) => {
    const database = await storage.create();
    const { relay, provider } = await startRelay(installed, database);
    const { code, webhook } = makeFailing(provider);
    await registerSurely(relay.url, code);
    expect(await postWebhook(relay.url, webhook)).toBe(200);
    await provider.waitFor(code);
    await relay.kill();
    await relay.start();

    // Whichever came first.
    expect(await look(relay.url, code)).toMatchObject({
      state: textLike(/^sms-(?:started|sent)$/),
    });
    await expectWorking(relay, provider);
    expect(provider.countOf(code)).toBe(1);
  });

  it('before a deadline, and started after it', async ({ installed }) => {
    const database = await storage.create();
    const { relay, provider } = await startRelay(installed, database);
    const code = makeCode({ provider: provider.url, deadline: 2 });
    await registerSurely(relay.url, code);
    const killed = relay.kill();
    await Promise.all([killed, wait(2000)]);
    expect(provider.countOf(code)).toBe(0);
    await relay.start();

    await expectOneSms(relay, provider, code);
  });
});
