import { afterEach, describe, expect, it, vi } from 'vitest';

import { eventually } from '../../../test/support/eventually.js';
import { openMemory } from '../../../test/support/relay-memory.js';
import { smsJobId } from '../identity.js';

import { type Job, Jobs, type NewJob } from './jobs.js';

const { database, jobs, identity, ripen, readJobs } = await openMemory();

const deliveryId = identity.delivery('one');
const past = Date.parse('2020-01-01T00:00:00Z');
const future = Date.parse('2100-01-01T00:00:00Z');

const jobWith = (rest: Partial<NewJob> = {}): NewJob => ({
  queue: 'sms',
  id: smsJobId(deliveryId, 1),
  deliveryId,
  at: past,
  ...rest,
});

const taken: Job = { id: jobWith().id, deliveryId };

afterEach(() => {
  vi.useRealTimers();
});

describe('a job', () => {
  it('is taken with the delivery that it is about', async () => {
    await jobs.add([jobWith()], database);

    expect(await jobs.take('sms', 10, database)).toEqual([taken]);
  });

  it('is there once, however often it is made, and also when it is done', async () => {
    await jobs.add([jobWith(), jobWith()], database);
    await jobs.add([jobWith({ at: future })], database);

    expect(await jobs.take('sms', 10, database)).toEqual([taken]);

    await jobs.finish('sms', [taken], database);
    await jobs.add([jobWith()], database);

    expect(await jobs.take('sms', 10, database)).toEqual([]);
    expect(await readJobs()).toEqual(['sms completed']);
  });

  it('that cannot be asked for is no empty queue', async () => {
    await expect(
      jobs.take('sms', 10, {
        query: async () => {
          throw new Error('read-only');
        },
      })
    ).rejects.toThrow('Jobs could not be taken.');
  });

  it('is not taken before its time', async () => {
    await jobs.add([jobWith({ at: future })], database);

    expect(await jobs.take('sms', 10, database)).toEqual([]);

    await ripen();

    expect(await jobs.take('sms', 10, database)).toEqual([taken]);
  });

  it('is taken by one worker only', async () => {
    await jobs.add([jobWith()], database);
    await jobs.take('sms', 10, database);

    expect(await jobs.take('sms', 10, database)).toEqual([]);
  });

  it('is taken from its own queue, whose names do not get in the way of another', async () => {
    await jobs.add(
      [jobWith({ id: deliveryId }), jobWith({ id: deliveryId, queue: 'deadline' })],
      database
    );

    expect(await jobs.take('deadline', 10, database)).toEqual([{ id: deliveryId, deliveryId }]);
    expect(await jobs.depth()).toEqual({ deadline: 0, sms: 1 });
  });

  it('is there again when the transaction that has taken it is not ended', async () => {
    await jobs.add([jobWith()], database);

    await expect(
      database.transaction(async (queries) => {
        await jobs.finish('sms', await jobs.take('sms', 10, queries), queries);
        throw new Error('killed');
      })
    ).rejects.toThrow('killed');
    expect(await jobs.take('sms', 10, database)).toEqual([taken]);
  });

  it('is not there when the transaction that has made it is not ended', async () => {
    await expect(
      database.transaction(async (queries) => {
        await jobs.add([jobWith()], queries);
        throw new Error('killed');
      })
    ).rejects.toThrow('killed');
    expect(await readJobs()).toEqual([]);
  });

  it('is taken back when nobody needs it', async () => {
    await jobs.add([jobWith(), jobWith({ id: smsJobId(deliveryId, 2) })], database);
    await jobs.drop('sms', [taken.id]);

    expect(await jobs.depth()).toEqual({ deadline: 0, sms: 1 });
  });
});

it('takes no more at once than it is asked for', async () => {
  await jobs.add(
    [1, 2, 3].map((attempt) => jobWith({ id: smsJobId(deliveryId, attempt) })),
    database
  );

  expect(await jobs.take('sms', 2, database)).toHaveLength(2);
  expect(await jobs.depth()).toEqual({ deadline: 0, sms: 1 });
});

it('asks nothing of the database for no jobs', async () => {
  const queries = { query: vi.fn(async () => []) };
  await jobs.add([], queries);
  await jobs.finish('sms', [], queries);
  await jobs.drop('sms', []);

  expect(queries.query).not.toHaveBeenCalled();
});

describe('a second relay', () => {
  it('shares the jobs of the first', async () => {
    const second = await Jobs.start(database, vi.fn());
    await jobs.add([jobWith()], database);

    expect(await second.take('sms', 10, database)).toEqual([taken]);
    await second.stop();
  });

  it('tells of a clean-up that fails, and goes on', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const onError = vi.fn<(error: unknown) => void>();
    const query = vi.fn(database.query);
    const second = await Jobs.start({ ...database, query }, onError);
    query.mockRejectedValue(new Error('away'));
    await vi.advanceTimersByTimeAsync(60_000);

    await eventually(() => {
      expect(onError.mock.calls).toEqual([[expect.objectContaining({ message: 'away' })]]);
    });
    await second.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
