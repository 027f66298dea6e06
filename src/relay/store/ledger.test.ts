import { beforeEach, describe, expect, it, vi } from 'vitest';

import { eventually } from '../../../test/support/eventually.js';
import { Gate } from '../../../test/support/gate.js';
import { registeredWith } from '../../../test/support/relay-deliveries.js';
import { openMemory } from '../../../test/support/relay-memory.js';
import { NoConnection, type Queries } from '../database/database.js';
import { type DeliveryEvent } from '../delivery/event.js';
import { smsJobId } from '../identity.js';

import { Ledger, LedgerFull } from './ledger.js';
import { type Applied, type Change } from './store.js';

const { database, jobs, identity, read, readJobs } = await openMemory();

const delivered = { kind: 'status', status: 'delivered' } as const;
const failed = { kind: 'status', status: 'failed' } as const;

const changeOf = (messageId: string, event: DeliveryEvent = delivered): Change => ({
  id: identity.delivery(messageId),
  event,
});

/** As many deliveries. */
const changesOf = (count: number, name = 'many'): Change[] =>
  Array.from({ length: count }, (_, index) => changeOf(`${name} ${index}`));

const onApplied = vi.fn<(applied: readonly Applied[]) => void>();
const onError = vi.fn<(event: string, error: unknown) => void>();

beforeEach(() => {
  onApplied.mockReset();
  onError.mockReset();
});

const idsOf = ([applied]: readonly [readonly Applied[]]) => applied.map(({ id }) => id);

type Transaction = <Value>(work: (queries: Queries) => Promise<Value>) => Promise<Value>;

const ledgerWith = (
  transaction: Transaction,
  drop: (queue: 'deadline' | 'sms', ids: readonly string[]) => Promise<void> = async (...given) =>
    jobs.drop(...given)
) =>
  new Ledger({
    database: { transaction },
    jobs: { add: async (...given) => jobs.add(...given), drop },
    onApplied,
    onError,
  });

/** Every transaction waits before it begins. */
const gated = () => {
  const gate = new Gate();
  const transaction: Transaction = async (work) => {
    await gate.pass();

    return database.transaction(work);
  };

  return {
    ledger: ledgerWith(transaction),
    /** Lets the transaction that is next begin. */
    next: async () => {
      await eventually(() => {
        expect(gate.waiting).toBe(1);
      });
      gate.open();
    },
    gate,
  };
};

/** Does nothing but count. */
const sizes = async (ledger: Ledger, recording: Promise<unknown>) => {
  await recording;

  return onApplied.mock.calls.map(([applied]) => applied.length);
};

describe('what is recorded', () => {
  it('is stored when its turn has come, and told then', async () => {
    const { ledger, next } = gated();
    const recording = ledger.record([changeOf('one', registeredWith())]);

    expect(onApplied).not.toHaveBeenCalled();
    await next();
    await recording;
    expect(await read('one')).toMatchObject({ state: 'waiting' });
    expect(onApplied.mock.calls.map((call) => idsOf(call))).toEqual([[identity.delivery('one')]]);
  });

  it('waits while a transaction is under way, and shares the next one', async () => {
    const { ledger, next, gate } = gated();
    const recordings = ['one', 'two', 'three'].map(async (name) => ledger.record([changeOf(name)]));
    await next();
    await next();
    await Promise.all(recordings);

    expect(gate.waiting).toBe(0);
    expect(onApplied.mock.calls.map((call) => idsOf(call).length)).toEqual([1, 2]);
  });

  it('is written in parts of 1,000', async () => {
    const ledger = ledgerWith(database.transaction);

    expect(await sizes(ledger, ledger.record(changesOf(2500)))).toEqual([1000, 1000, 500]);
  });

  it('is kept together with what comes with it', async () => {
    const { ledger, next } = gated();
    const recordings = [1, 600, 400, 1, 1000].map(async (count, index) =>
      ledger.record(changesOf(count, String(index)))
    );

    for (const _ of ['1', '600 and 400', '1', '1000']) {
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await next();
    }

    expect(await sizes(ledger, Promise.all(recordings))).toEqual([1, 1000, 1, 1000]);
  });

  it('may be nothing', async () => {
    await ledgerWith(async () => {
      throw new Error('There was a transaction.');
    }).record([]);

    expect(onApplied).not.toHaveBeenCalled();
  });

  it('makes its jobs in the same transaction', async () => {
    const ledger = ledgerWith(database.transaction);
    await ledger.record([
      changeOf('one', registeredWith()),
      changeOf('two', failed),
      changeOf('two', registeredWith()),
    ]);

    expect(await readJobs()).toEqual(['deadline created', 'sms created']);
    expect(await jobs.take('sms', 10, database)).toEqual([
      {
        id: smsJobId(identity.delivery('two'), 1),
        deliveryId: identity.delivery('two'),
      },
    ]);
  });
});

describe('a transaction that fails', () => {
  const away = new Error('away');

  it('fails what was in it, and nothing else', async () => {
    const gate = new Gate();
    const outcomes = [true, false, true].values();
    const ledger = ledgerWith(async (work) => {
      await gate.pass();

      if (!outcomes.next().value) {
        throw away;
      }

      return database.transaction(work);
    });
    const recordings = Promise.allSettled(
      [1, 600, 400, 1].map(async (count, index) => ledger.record(changesOf(count, String(index))))
    );

    for (const _ of ['1', '600 and 400', '1']) {
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await eventually(() => {
        expect(gate.waiting).toBe(1);
      });
      gate.open();
    }

    const settled = await recordings;
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(await read('1 0')).toBeUndefined();
    expect(await read('3 0')).toBeDefined();
  });

  it('for want of a connection fails all that waits, and nothing that comes later', async () => {
    const begin = vi.fn<() => Promise<void>>();
    begin.mockRejectedValueOnce(new NoConnection(away));
    const ledger = ledgerWith(async (work) => {
      await begin();

      return database.transaction(work);
    });
    const settled = await Promise.allSettled(
      [1, 600, 600].map(async (count, index) => ledger.record(changesOf(count, String(index))))
    );

    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(begin).toHaveBeenCalledTimes(1);
    await ledger.record([changeOf('one')]);
    expect(await read('one')).toBeDefined();
  });

  it('is told to nobody, and leaves no job', async () => {
    const ledger = ledgerWith(async (work) =>
      database.transaction(async (queries) => {
        await work(queries);
        throw away;
      })
    );

    await expect(ledger.record([changeOf('one', registeredWith())])).rejects.toBe(away);
    expect(onError.mock.calls).toEqual([['not-stored', away]]);
    expect(onApplied).not.toHaveBeenCalled();
    expect(await readJobs()).toEqual([]);
  });

  it('does not fail what comes later', async () => {
    const outcomes = ['away'].values();
    const ledger = ledgerWith(async (work) => {
      if (outcomes.next().value) {
        throw away;
      }

      return database.transaction(work);
    });

    await expect(ledger.record([changeOf('one')])).rejects.toBe(away);
    await ledger.record([changeOf('one')]);
    expect(await read('one')).toBeDefined();
  });
});

describe('more than 50,000 changes', () => {
  const away = new Error('away');

  it('are not taken until there is room again', async () => {
    const gate = new Gate();
    const transaction = vi.fn().mockRejectedValue(away);
    transaction.mockImplementationOnce(async () => {
      await gate.pass();
      throw away;
    });
    const ledger = ledgerWith(transaction);
    const outcomes = Promise.allSettled(
      // Of the first, 1,000 are being written.
      [50_000, 1001, 1000, 1].map(async (count) => ledger.record(changesOf(count)))
    );
    gate.open();

    const settled = await outcomes;

    expect(
      settled.map((one) => one.status === 'rejected' && one.reason instanceof LedgerFull)
    ).toEqual([false, true, false, true]);
    await expect(ledger.record([changeOf('one')])).rejects.toBe(away);
  });
});

describe('a deadline', () => {
  it('is dropped when nobody needs it any more', async () => {
    const ledger = ledgerWith(database.transaction);
    await ledger.record([
      changeOf('one', registeredWith()),
      changeOf('two', registeredWith()),
      changeOf('three', registeredWith()),
    ]);
    await ledger.record([changeOf('one'), changeOf('two', failed)]);

    await eventually(async () => {
      expect(await readJobs()).toEqual(['deadline created', 'sms created']);
    });
    expect(onError).not.toHaveBeenCalled();
  });

  it('that cannot be dropped is of no importance', async () => {
    const drop = vi.fn<(queue: string, ids: readonly string[]) => Promise<void>>();
    drop.mockRejectedValue(new Error('away'));
    const ledger = ledgerWith(database.transaction, drop);
    await ledger.record([changeOf('one', registeredWith())]);
    await ledger.record([changeOf('one')]);

    await eventually(() => {
      expect(onError.mock.calls).toEqual([
        ['deadline-not-dropped', expect.objectContaining({ message: 'away' })],
      ]);
    });
    expect(drop.mock.calls).toEqual([['deadline', [identity.delivery('one')]]]);
    expect(await read('one')).toMatchObject({ state: 'delivered' });
  });
});

describe('a transaction of a worker', () => {
  it('gives what it was for, and tells of all its changes when it has ended', async () => {
    const ledger = ledgerWith(database.transaction);
    const value = await ledger.transaction(async (queries, apply) => {
      await apply([changeOf('one')]);
      const [applied] = await apply([changeOf('two')]);
      expect(onApplied).not.toHaveBeenCalled();
      expect(await queries.query('select 1 as one')).toEqual([{ one: 1 }]);

      return applied?.delivery.state;
    });

    expect(value).toBe('unregistered');
    expect(onApplied.mock.calls.map((call) => idsOf(call))).toEqual([
      [identity.delivery('one'), identity.delivery('two')],
    ]);
  });

  it('tells of each change once, although it was tried twice', async () => {
    const ledger = ledgerWith(async (work) => {
      await expect(
        database.transaction(async (queries) => {
          await work(queries);
          throw new Error('deadlock');
        })
      ).rejects.toThrow('deadlock');

      return database.transaction(work);
    });
    await ledger.record([changeOf('one', registeredWith())]);

    expect(onApplied.mock.calls.map((call) => idsOf(call))).toEqual([[identity.delivery('one')]]);
    expect(await readJobs()).toEqual(['deadline created']);
  });

  it('has ended, whatever whoever is told of it makes of that', async () => {
    onApplied.mockImplementation(() => {
      throw new Error('no more room on the disk of the log');
    });

    expect(await ledgerWith(database.transaction).transaction(async () => 'claimed')).toBe(
      'claimed'
    );
    await ledgerWith(database.transaction).record([changeOf('one')]);
    expect(onError).toHaveBeenCalledTimes(2);
  });
});
