import { inspect } from 'node:util';

import pg from 'pg';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { SystemError } from '../../../test/support/sms-provider.js';

import { NoConnection } from './database.js';
import { openPostgres } from './postgres.js';

type Listener = (value: unknown) => void;

/** A result as pg makes it; the types of pg keep its constructor for themselves. */
const resultOf = (rows: ReadonlyArray<Record<string, unknown>>, command = 'SELECT'): unknown =>
  Object.create(pg.Result.prototype, { rows: { value: rows }, command: { value: command } });

const client = {
  query: vi.fn<(text: string, values?: unknown) => Promise<unknown>>(),
  release: vi.fn<(isBroken?: boolean) => void>(),
  on: vi.fn<(event: string, listener: Listener) => void>(),
};

const pool = {
  query: vi.fn<(text: string, values?: unknown) => Promise<unknown>>(),
  connect: vi.fn(async () => client),
  end: vi.fn<() => Promise<void>>(),
  on: vi.fn<(event: string, listener: Listener) => void>(),
};

const create = vi.hoisted(() => vi.fn<(options: unknown) => void>());

vi.mock('pg', async (importOriginal) => {
  const { default: original } = await importOriginal<{ default: typeof pg }>();

  return {
    default: {
      Result: original.Result,
      // A class may return another object when it is constructed, and so may this.
      Pool: vi.fn(function (options: unknown) {
        create(options);

        return pool;
      }),
    },
  };
});

const url = 'postgres://relay:planted@db/relay';
const onError = vi.fn<(error: unknown) => void>();

beforeEach(() => {
  vi.clearAllMocks();
  pool.query.mockReset();
  client.query.mockReset();
  client.query.mockImplementation(async (text) => resultOf([], text.toUpperCase()));
});

const listenerOf = ({ on }: Pick<typeof pool, 'on'>, wanted: string) =>
  on.mock.calls.find(([event]) => event === wanted)?.[1];

/** What the connection was asked for, one after the other. */
const asked = () => client.query.mock.calls.map(([text]) => text);

describe('a query', () => {
  it('gives its rows', async () => {
    pool.query.mockResolvedValueOnce(resultOf([{ one: 1 }]));

    expect(await openPostgres(url, onError).query('select $1', [1])).toEqual([{ one: 1 }]);
    expect(pool.query.mock.calls).toEqual([['select $1', [1]]]);
  });

  it('gives the rows of the last of several statements', async () => {
    pool.query.mockResolvedValueOnce([resultOf([{ one: 1 }]), resultOf([{ two: 2 }])]);
    const database = openPostgres(url, onError);

    expect(await database.query('select 1; select 2')).toEqual([{ two: 2 }]);
    pool.query.mockResolvedValueOnce([]);
    expect(await database.query('')).toEqual([]);
  });
});

describe('a transaction', () => {
  it('ends with its work', async () => {
    client.query.mockImplementation(async (text) => resultOf([{ text }], text.toUpperCase()));
    const value = await openPostgres(url, onError).transaction(async ({ query }) =>
      query('select 1', [])
    );

    expect(value).toEqual([{ text: 'select 1' }]);
    expect(asked()).toEqual(['begin', 'select 1', 'commit']);
    expect(client.release.mock.calls).toEqual([[]]);
  });

  it('that PostgreSQL has rolled back counts as failed, although nothing was thrown', async () => {
    client.query.mockImplementation(async () => resultOf([], 'ROLLBACK'));

    await expect(openPostgres(url, onError).transaction(async () => 1)).rejects.toThrow(
      'The transaction was rolled back.'
    );
  });

  it('does not wait for a server that has gone without a word', () => {
    openPostgres(url, onError);

    expect(create.mock.calls[0]?.[0]).toMatchObject({ query_timeout: 20_000 });
  });

  it('that gets no connection says so, with the code, and without a password', async () => {
    pool.connect.mockRejectedValueOnce(new SystemError(`away: ${url}`, 'ECONNREFUSED'));
    const failure = await openPostgres(url, onError)
      .transaction(async () => 1)
      .catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(NoConnection);
    expect(failure).toMatchObject({ code: 'ECONNREFUSED' });
    expect(inspect(failure)).not.toContain('planted');
  });

  it('that waits too long for others is no sign of a server that is away', async () => {
    const busy = new Error('timeout exceeded when trying to connect');
    pool.connect.mockRejectedValueOnce(busy);

    await expect(openPostgres(url, onError).transaction(async () => 1)).rejects.toBe(busy);
  });

  it('that fails is ended with its connection', async () => {
    const away = new SystemError('away', 'ECONNRESET');

    await expect(
      openPostgres(url, onError).transaction(async () => {
        throw away;
      })
    ).rejects.toBe(away);
    expect(asked()).toEqual(['begin']);
    expect(client.release.mock.calls).toEqual([[true]]);
  });

  it('whose end fails counts as failed', async () => {
    client.query.mockImplementation(async (text) => {
      if (text === 'commit') {
        throw new SystemError('away', 'ECONNRESET');
      }

      return resultOf([]);
    });

    await expect(openPostgres(url, onError).transaction(async () => 'done')).rejects.toThrow(
      'away'
    );
    expect(client.release.mock.calls).toEqual([[true]]);
  });

  it('that stood in the way of another is tried again', async () => {
    const outcomes = [new SystemError('deadlock', '40P01')].values();
    const value = await openPostgres(url, onError).transaction(async () => {
      const { value: error } = outcomes.next();

      if (error) {
        throw error;
      }

      return 'done';
    });

    expect(value).toBe('done');
    expect(asked()).toEqual(['begin', 'begin', 'commit']);
  });
});

describe('a pool', () => {
  it('has few connections, and waits for none of them for long', () => {
    openPostgres(url, onError);

    expect(create.mock.calls).toEqual([
      [
        expect.objectContaining({
          connectionString: url,
          max: 8,
          connectionTimeoutMillis: 3000,
          statement_timeout: 15_000,
          idle_in_transaction_session_timeout: 15_000,
        }),
      ],
    ]);
  });

  it('survives connections that break', () => {
    openPostgres(url, onError);
    const broken = new Error('terminated');
    listenerOf(pool, 'error')?.(broken);
    expect(onError.mock.calls).toEqual([[broken]]);

    // Of a connection in use, its query tells.
    listenerOf(pool, 'connect')?.(client);
    listenerOf(client, 'error')?.(broken);
    expect(onError).toHaveBeenCalledTimes(1);
  });

  it('is closed', async () => {
    await openPostgres(url, onError).close();

    expect(pool.end).toHaveBeenCalledTimes(1);
  });
});
