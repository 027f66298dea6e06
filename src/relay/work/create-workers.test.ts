import { expect, it, vi } from 'vitest';

import { eventually } from '../../../test/support/eventually.js';
import { relaySecret } from '../../../test/support/registration.js';
import { openMemory } from '../../../test/support/relay-memory.js';
import { providerWith } from '../../../test/support/sms-provider.js';

import { createWorkers } from './create-workers.js';

const { ledger, jobs, database, read, record, register, age } = await openMemory();

const failed = { kind: 'status', status: 'failed' } as const;

const setUp = (query = database.query) => {
  const provider = providerWith();
  const onError = vi.fn<(event: string, error: unknown) => void>();
  const workers = createWorkers({
    ledger,
    jobs,
    database: { ...database, query },
    retentionHours: 3,
    handOver: {
      secrets: [relaySecret],
      providers: { load: async () => provider },
      howToInstall: () => '',
      now: () => 0,
    },
    report: (event) => (error) => {
      onError(event, error);
    },
  });

  return { workers, provider, onError };
};

it('does everything that is due, and ends what it has begun', async () => {
  await register('old');
  await age('4 hours');
  await register('abandoned');
  await record('abandoned', failed, { kind: 'sms-claimed' });
  await age('61 seconds');
  await register('late', { age: 25 }, '+12025550101');
  await register('failed', {}, '+12025550102');
  await record('failed', failed);
  const { workers, provider, onError } = setUp();
  workers.start();

  await eventually(async () => {
    expect(await read('failed')).toMatchObject({ state: 'sms-sent' });
    expect(await read('late')).toMatchObject({ state: 'sms-sent' });
    expect(await read('abandoned')).toMatchObject({ state: 'sms-unknown' });
    expect(await read('old')).toBeUndefined();
  });
  await workers.stop();
  expect(provider.sendMessage).toHaveBeenCalledTimes(2);
  expect(onError).not.toHaveBeenCalled();
});

it('looks for an SMS at once when it is told of one', async () => {
  const { workers } = setUp();
  workers.start();
  await register('failed');
  await record('failed', failed);
  workers.wake();

  await eventually(async () => {
    expect(await read('failed')).toMatchObject({ state: 'sms-sent' });
  });
  await workers.stop();
});

it('tells what has gone wrong', async () => {
  const away = new Error('away');
  const { workers, onError } = setUp(async () => {
    throw away;
  });
  const take = vi.spyOn(jobs, 'take').mockRejectedValue(away);
  workers.start();

  await eventually(() => {
    expect(new Set(onError.mock.calls.map(([event]) => event))).toEqual(
      new Set(['sms-not-claimed', 'deadlines-not-processed', 'sweep-failed'])
    );
  });
  await workers.stop();
  take.mockRestore();
});
