/** Clocks that are wrong, and clocks that jump: all that counts is the time of the database. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest';

import { startRelay } from '../../src/relay/index.js';
import { createLog } from '../../src/relay/log.js';
import { readSettings } from '../../src/relay/settings.js';
import { hasPostgres } from '../support/postgres-programs.js';
import { withRelay as it } from '../support/relay-fixtures.js';
import { SmsProvider } from '../support/relay-provider.js';
import { RelayRunner, secretsOfRelay } from '../support/relay-runner.js';
import { PostgresStorage, createStorages } from '../support/relay-storage.js';
import {
  makeCode,
  register,
  registerSurely,
  reportSurely,
  waitForState,
} from '../support/relay-traffic.js';

const undeliverable = 131_026;
const hour = 60 * 60_000;

/** Where Debian has it: /usr/lib/<architecture>-linux-gnu/faketime. */
const library = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`)
  .find((file) => existsSync(file));

if (library === undefined) {
  const reason = 'There is no libfaketime. Install faketime.';

  if (process.env.CI) {
    throw new Error(reason);
  }

  console.warn(`The tests in which the clock of a machine is wrong are skipped. ${reason}`);
}

/** A clock of a machine that somebody turns. */
class WrongClock {
  #offset = 0;

  now(): number {
    return Date.now() + this.#offset;
  }

  turn(hours: number) {
    this.#offset = hours * hour;
  }
}

describe.for(createStorages())('on $name', (storage) => {
  beforeAll(async () => storage.prepare());
  afterAll(async () => storage.remove());

  it('a clock that jumps loses nothing, and one that is far off is told of', async () => {
    const { environment } = await storage.create();
    const provider = await SmsProvider.start();
    const clock = new WrongClock();
    const relay = await startRelay({
      ...readSettings({ ...secretsOfRelay, ...environment, PORT: '0' }),
      retentionHours: 48,
      log: createLog(() => true),
      now: () => clock.now(),
    });
    onTestFinished(async () => relay.close());

    // Within half of the retention, whichever way.
    for (const offset of [23, -23, 0]) {
      const [silent, failing, later] = [1, 60, 60].map((deadline) =>
        makeCode({ provider: provider.url, deadline })
      );

      if (!silent || !failing || !later) {
        throw new Error('There are three.');
      }

      // eslint-disable-next-line no-await-in-loop -- one jump after the other
      await registerSurely(relay.url, later);
      clock.turn(offset);
      // eslint-disable-next-line no-await-in-loop -- see above
      await Promise.all([silent, failing].map(async (code) => registerSurely(relay.url, code)));
      // eslint-disable-next-line no-await-in-loop -- see above
      await Promise.all(
        [failing, later].map(async (code) => reportSurely(relay.url, code, 'failed', undeliverable))
      );
      // eslint-disable-next-line no-await-in-loop -- see above
      await Promise.all(
        [silent, failing, later].map(async (code) => waitForState(relay.url, code, 'sms-sent'))
      );
    }

    expect(new Set(provider.taken.map(({ code }) => code)).size).toBe(9);
    expect(provider.taken).toHaveLength(9);

    for (const offset of [-25, 25]) {
      clock.turn(offset);
      // eslint-disable-next-line no-await-in-loop -- there are two
      expect(await register(relay.url, makeCode({ provider: provider.url }))).toBe(409);
    }
  });
});

describe.skipIf(!hasPostgres || library === undefined)('a machine whose clock is wrong', () => {
  const storage = new PostgresStorage();

  beforeAll(async () => storage.prepare());
  afterAll(async () => storage.remove());

  it.for([
    ['hours ahead', ['+11h']],
    ['hours behind', ['-11h']],
    ['jumping', ['+0h', '-10h', '+10h', '-3d', '+3d']],
  ] as const)('keeps deadlines, %s', async ([, offsets], { installed }) => {
    const { environment } = await storage.create();
    const folder = await mkdtemp(path.join(os.tmpdir(), 'clock-'));
    onTestFinished(async () => rm(folder, { recursive: true }));
    const file = path.join(folder, 'offset');
    await writeFile(file, offsets[0]);
    const [relay, provider] = await Promise.all([
      RelayRunner.start(installed, {
        ...environment,
        LD_PRELOAD: library ?? '',
        FAKETIME_TIMESTAMP_FILE: file,
        FAKETIME_NO_CACHE: '1',
        // No clock of a machine does: it only ever counts.
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      }),
      SmsProvider.start(),
    ]);
    const codes = offsets.map(() => makeCode({ provider: provider.url, deadline: 2 }));
    await Promise.all(codes.map(async (code) => registerSurely(relay.url, code)));
    const startedAt = performance.now();

    for (const offset of offsets) {
      // eslint-disable-next-line no-await-in-loop -- one jump after the other
      await writeFile(file, offset);
    }

    await Promise.all(codes.map(async (code) => provider.waitFor(code)));

    expect(performance.now() - startedAt).toBeGreaterThan(1000);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    await Promise.all(codes.map(async (code) => waitForState(relay.url, code, 'sms-sent')));
    expect(provider.taken).toHaveLength(codes.length);
    expect(relay.complaints).toBe('');
  });
});
