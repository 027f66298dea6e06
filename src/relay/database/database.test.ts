import { afterAll, describe, expect, it, vi } from 'vitest';

import { openEmpty } from '../../../test/support/relay-memory.js';
import { SystemError } from '../../../test/support/sms-provider.js';
import { createSchema } from '../store/schema.js';

import { withRetries } from './database.js';

describe('a transaction that stood in the way of another', () => {
  it.each(['40001', '40P01'])('is tried again: %s', async (code) => {
    const run = vi.fn(async () => 'done');
    run.mockRejectedValueOnce(new SystemError('deadlock', code));
    run.mockRejectedValueOnce(new SystemError('deadlock', code));

    expect(await withRetries(run)).toBe('done');
    expect(run).toHaveBeenCalledTimes(3);
  });

  it('is given up after five tries', async () => {
    const run = vi.fn(async () => 'done');
    run.mockRejectedValue(new SystemError('deadlock', '40P01'));

    await expect(withRetries(run)).rejects.toThrow('deadlock');
    expect(run).toHaveBeenCalledTimes(5);
  });

  it.each([new SystemError('away', 'ECONNREFUSED'), new Error('away'), 'away'])(
    'is tried once when something else was wrong: %o',
    async (error) => {
      const run = vi.fn(async () => 'done');
      run.mockRejectedValue(error);

      await expect(withRetries(run)).rejects.toBe(error);
      expect(run).toHaveBeenCalledTimes(1);
    }
  );
});

describe('PostgreSQL in this process', async () => {
  const database = await openEmpty();
  afterAll(async () => {
    await database.close();
  });

  it('makes the table once, also when two relays begin at the same time', async () => {
    await Promise.all([createSchema(database), createSchema(database)]);
    await createSchema(database);

    expect(
      await database.query("select tablename from pg_tables where schemaname = 'whatsapp_otp'")
    ).toEqual([{ tablename: 'deliveries' }]);
  });

  it('answers several statements with the rows of the last', async () => {
    expect(await database.query('select 1 as one; select 2 as two')).toEqual([{ two: 2 }]);
    expect(await database.query('')).toEqual([]);
    expect(await database.query('select $1::int as three', [3])).toEqual([{ three: 3 }]);
  });

  it('goes on when one of several statements fails within their transaction', async () => {
    await expect(database.query('begin; select 1 / 0; commit')).rejects.toThrow('division by zero');
    expect(await database.query('select 1 as one', [])).toEqual([{ one: 1 }]);
  });

  it('keeps what a transaction has done as a whole, or not at all', async () => {
    await database.query('create table counts (number int)');
    await expect(
      database.transaction(async ({ query }) => {
        await query('insert into counts values ($1)', [1]);
        throw new Error('killed');
      })
    ).rejects.toThrow('killed');
    expect(await database.query('select * from counts')).toEqual([]);

    const value = await database.transaction(async ({ query }) =>
      query('insert into counts values (2) returning number', [])
    );
    expect(value).toEqual([{ number: 2 }]);
    expect(await database.query('select * from counts')).toEqual([{ number: 2 }]);
  });
});
