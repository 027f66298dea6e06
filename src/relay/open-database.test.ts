import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { SystemError } from '../../test/support/sms-provider.js';

import { openPostgres } from './database/postgres.js';
import { openDatabase } from './open-database.js';

vi.mock('node:timers/promises', async () => import('../../test/support/waits.js'));
vi.mock('./database/postgres.js', () => ({ openPostgres: vi.fn<typeof openPostgres>() }));

const log = { info: vi.fn(), error: vi.fn() };

const databaseUrl = 'postgres://relay:planted-password@db:5432/relay';

const createFolder = async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'open-database-'));
  onTestFinished(async () => rm(folder, { recursive: true }));

  return folder;
};

describe('PostgreSQL', () => {
  const query = vi.fn(async () => []);
  const close = vi.fn(async () => {});

  beforeEach(() => {
    vi.useFakeTimers();
    vi.clearAllMocks();
    query.mockReset();
    query.mockResolvedValue([]);
    vi.mocked(openPostgres).mockReturnValue({ query, close, transaction: vi.fn() });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const open = async () => openDatabase({ databaseUrl, dataFolder: '' }, log);

  it('is used as soon as it answers', async () => {
    const database = await open();

    expect(database.query).toBe(query);
    expect(vi.mocked(openPostgres).mock.calls[0]?.[0]).toBe(databaseUrl);
    expect(close).not.toHaveBeenCalled();
  });

  it('may take some seconds to start', async () => {
    query.mockRejectedValueOnce(new SystemError('away', 'ECONNREFUSED'));
    query.mockRejectedValueOnce(new SystemError('starting', '57P03'));
    const opening = open();
    await vi.advanceTimersByTimeAsync(2000);
    await opening;

    expect(query).toHaveBeenCalledTimes(3);
  });

  it('that does not start is given up after half a minute', async () => {
    query.mockRejectedValue(new SystemError(`no ${databaseUrl}`, 'ECONNREFUSED'));
    const opening = expect(open()).rejects.toThrow(
      'PostgreSQL could not be used (ECONNREFUSED). Check the host, the user, the password and the name of the database in DATABASE_URL, and whether it runs.'
    );
    await vi.advanceTimersByTimeAsync(29_000);
    await opening;

    expect(query).toHaveBeenCalledTimes(30);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it.each(['28P01', '28000', '3D000', '42501', 'ENOTFOUND', 'ERR_INVALID_URL'])(
    'that will never be right is given up at once: %s',
    async (code) => {
      query.mockRejectedValue(new SystemError(`no ${databaseUrl}`, code));

      await expect(open()).rejects.toThrow(`PostgreSQL could not be used (${code}).`);
      expect(query).toHaveBeenCalledTimes(1);
      expect(close).toHaveBeenCalledTimes(1);
    }
  );

  it('that closes a connection is told of, without what it says', async () => {
    await open();
    const [, onError] = vi.mocked(openPostgres).mock.calls[0] ?? [];
    onError?.(new SystemError('terminating connection planted', '57P01'));

    expect(log.error.mock.calls).toEqual([[{ event: 'database-connection-lost', code: '57P01' }]]);
  });
});

describe('PostgreSQL for real', () => {
  it.each([
    ['whose address cannot be read', (port: number) => `postgres://relay:planted@[${port}/relay`],
    ['whose host is none', () => 'postgres://relay:planted@relay.invalid/relay'],
  ])('says what is wrong without the password: one %s', async (_, url) => {
    const real = await vi.importActual<{ openPostgres: typeof openPostgres }>(
      './database/postgres.js'
    );
    vi.mocked(openPostgres).mockImplementation(real.openPostgres);
    const server = createServer();

    await expect(
      openDatabase({ databaseUrl: url(server.maxConnections), dataFolder: '' }, log)
    ).rejects.toThrow(
      /^(?!.*planted)PostgreSQL could not be used \((?:ERR_INVALID_URL|ENOTFOUND)\)/
    );
  });
});

describe('a folder', () => {
  it('has a database of its own, and is free again when it is closed', async () => {
    const dataFolder = await createFolder();
    const database = await openDatabase({ databaseUrl: undefined, dataFolder }, log);

    expect(await database.query('select 1 as one', [])).toEqual([{ one: 1 }]);
    expect(await readdir(dataFolder)).toContain('relay.lock');
    await database.close();
    expect(await readdir(dataFolder)).not.toContain('relay.lock');
  });

  it('with something else in it is named, and left as it is', async () => {
    const dataFolder = await createFolder();
    await writeFile(path.join(dataFolder, 'PG_VERSION'), 'none');

    await expect(openDatabase({ databaseUrl: undefined, dataFolder }, log)).rejects.toThrow(
      `The database in ${dataFolder} cannot be opened. Move the folder away if it was not written by this release, or name another one with RELAY_DATA_FOLDER.`
    );
    expect(await readdir(dataFolder)).not.toContain('relay.lock');
  });
});
