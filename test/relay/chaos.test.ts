/** Codes of all fates, while their relay is killed and started again. */
import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect } from 'vitest';

import { createIdentity } from '../../src/relay/identity.js';
import { eventually } from '../support/eventually.js';
import { relaySecret } from '../support/registration.js';
import { withRelay as it } from '../support/relay-fixtures.js';
import { SmsProvider } from '../support/relay-provider.js';
import { RelayRunner } from '../support/relay-runner.js';
import { type Storage, type TestDatabase, createStorages } from '../support/relay-storage.js';
import {
  type Code,
  list,
  look,
  makeCode,
  registerSurely,
  reportSurely,
} from '../support/relay-traffic.js';

const identity = createIdentity(relaySecret);
const undeliverable = 131_026;

/** Seconds; in the shorter one, the relay may not even be there. */
const deadlines = { short: 2, long: 300 };

type Step = (url: string, code: Code) => Promise<void>;

const delivered: Step = async (url, code) => reportSurely(url, code, 'delivered');
const failed: Step = async (url, code) => reportSurely(url, code, 'failed', undeliverable);
const sent: Step = async (url, code) => reportSurely(url, code, 'sent');

/** What happens to a message, one step after the other, and by which way its code has to come. */
const fates: ReadonlyArray<{ name: string; steps: readonly Step[]; isBySms: boolean }> = [
  { name: 'failed', steps: [registerSurely, failed], isBySms: true },
  { name: 'failed, told twice', steps: [registerSurely, failed, failed], isBySms: true },
  { name: 'failed before registration', steps: [failed, registerSurely], isBySms: true },
  { name: 'silent', steps: [registerSurely, sent], isBySms: true },
  { name: 'registered twice', steps: [registerSurely, registerSurely], isBySms: true },
  { name: 'delivered', steps: [registerSurely, sent, delivered], isBySms: false },
  { name: 'delivered before registration', steps: [delivered, registerSurely], isBySms: false },
  { name: 'delivered, then failed', steps: [registerSurely, delivered, failed], isBySms: false },
];

const rounds = 4;
/** In a folder, the relay takes seconds to start. */
const killsOn = ({ isShared }: Storage) => (isShared ? 4 : 2);

const live = async (relay: RelayRunner, code: Code, steps: readonly Step[]) => {
  // Chance is what is wanted here.
  await wait(randomInt(6000));

  for (const step of steps) {
    // eslint-disable-next-line no-await-in-loop -- one step after the other
    await step(relay.url, code);
    // eslint-disable-next-line no-await-in-loop -- and some time between them
    await wait(randomInt(100));
  }
};

type World = { relay: RelayRunner; provider: SmsProvider; database: TestDatabase };

/**
 * Whether the relay has taken an SMS and not yet called the provider. Killed there, it loses the SMS
 * rather than to send it twice; that cannot be avoided, and docs/relay.md says so.
 */
const isInGap = async ({ provider, database }: World, codes: readonly Code[]) => {
  const rows = await database.look(async (query) =>
    query("select id from whatsapp_otp.deliveries where state = 'sms-started'")
  );
  const started = new Set(rows.map(({ id }) => id));

  return codes.some(
    (code) => started.has(identity.delivery(code.claims.messageId)) && provider.countOf(code) === 0
  );
};

const killNowAndThen = async (world: World, codes: readonly Code[], storage: Storage) => {
  const { relay } = world;

  for (const _ of Array.from({ length: killsOn(storage) })) {
    // eslint-disable-next-line no-await-in-loop -- one life after the other
    await wait(randomInt(100, 1500));
    // eslint-disable-next-line no-await-in-loop -- see above
    await relay.killUnless(async () => storage.isShared && isInGap(world, codes));
    // eslint-disable-next-line no-await-in-loop -- see above
    await relay.start();
  }
};

const stateOf = async ({ url }: RelayRunner, code: Code): Promise<string> => {
  const delivery = await look(url, code);

  return delivery?.state ?? 'lost';
};

describe.for(createStorages())('on $name', (storage) => {
  beforeAll(async () => storage.prepare());
  afterAll(async () => storage.remove());

  it('nothing is lost or doubled, whenever the relay is killed', async ({ installed }) => {
    const database = await storage.create();
    const provider = await SmsProvider.start();
    const relay = await RelayRunner.start(installed, database.environment);
    const codes = Array.from({ length: rounds }, () =>
      fates.map((fate) => ({
        ...fate,
        code: makeCode({
          provider: provider.url,
          deadline: fate.isBySms ? deadlines.short : deadlines.long,
        }),
      }))
    ).flat();

    await Promise.all([
      ...codes.map(async ({ code, steps }) => live(relay, code, steps)),
      killNowAndThen(
        { relay, provider, database },
        codes.map(({ code }) => code),
        storage
      ),
    ]);
    await eventually(
      async () => {
        const deliveries = await list(relay.url);
        const open = deliveries.filter(({ state }) => ['waiting', 'sms-due'].includes(state));

        expect(deliveries).toHaveLength(codes.length);
        expect(open).toEqual([]);
      },
      { interval: 200 }
    );

    const ends = await Promise.all(
      codes.map(async ({ name, code, isBySms }) => ({
        name,
        isBySms,
        state: await stateOf(relay, code),
        sms: provider.countOf(code),
      }))
    );
    const lost = ends.filter(({ isBySms, sms }) => isBySms && sms === 0);

    expect(ends.filter(({ sms }) => sms > 1)).toEqual([]);
    expect(ends.filter(({ isBySms, sms }) => !isBySms && sms > 0)).toEqual([]);
    expect(ends.filter(({ isBySms, state }) => !isBySms && state !== 'delivered')).toEqual([]);
    // Nobody can look into PGlite from outside, to see whether the moment is a good one.
    expect(lost.filter(({ state }) => storage.isShared || state !== 'sms-started')).toEqual([]);
  });
});
