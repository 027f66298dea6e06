import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { SystemError } from '../../../test/support/sms-provider.js';

import { openEmbedded } from './embedded.js';
import { openDatabase } from './open-database.js';
import { openPostgres } from './postgres.js';

vi.mock('node:timers/promises', async () => import('../../../test/support/waits.js'));
vi.mock('./embedded.js', () => ({ openEmbedded: vi.fn<typeof openEmbedded>() }));
vi.mock('./postgres.js', () => ({ openPostgres: vi.fn<typeof openPostgres>() }));

const log = { info: vi.fn(), error: vi.fn() };

const nextTurn = promisify(setImmediate);

const ended: void = undefined;

const databaseUrl = 'postgres://relay:planted-password@db:5432/relay';

const createFolder = async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'open-database-'));
  onTestFinished(async () => rm(folder, { recursive: true }));

  return folder;
};

const open = async () => openDatabase({ databaseUrl, dataFolder: '' }, log);

describe('PostgreSQL', () => {
  const query = vi.fn(async () => []);
  const close = vi.fn(async () => ended);

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

  it.each(['28P01', '28000', '3D000', '42501', 'ERR_INVALID_URL'])(
    'that will never be right is given up at once: %s',
    async (code) => {
      query.mockRejectedValue(new SystemError(`no ${databaseUrl}`, code));

      await expect(open()).rejects.toThrow(`PostgreSQL could not be used (${code}`);
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
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['whose address cannot be read', 'postgres://relay:planted@[db/relay', 'ERR_INVALID_URL'],
    ['that is not there', 'postgres://relay:planted@127.0.0.1:1/relay', 'ECONNREFUSED'],
  ])('says what is wrong without the password: one %s', async (_, url, code) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const real = await vi.importActual<{ openPostgres: typeof openPostgres }>('./postgres.js');
    vi.mocked(openPostgres).mockImplementation(real.openPostgres);
    const outcomes = vi.fn<(outcome: unknown) => void>();
    const open = async () => {
      try {
        outcomes(await openDatabase({ databaseUrl: url, dataFolder: '' }, log));
      } catch (error: unknown) {
        outcomes(error);
      }
    };
    const opening = open();

    while (outcomes.mock.calls.length === 0) {
      // eslint-disable-next-line no-await-in-loop -- the network takes its own time
      await nextTurn();
      // eslint-disable-next-line no-await-in-loop -- see above
      await vi.advanceTimersByTimeAsync(100);
    }

    await opening;
    expect(String(outcomes.mock.calls[0]?.[0])).toMatch(
      new RegExp(
        `^Error: PostgreSQL could not be used \\(${code}[^)]*\\)\\. [^]*percent-encoded\\.$`
      )
    );
    expect(String(outcomes.mock.calls[0]?.[0])).not.toContain('planted');
  });
});

describe('a folder', () => {
  const close = vi.fn(async () => ended);

  it('has a database of its own, and is free again when it is closed', async () => {
    const dataFolder = await createFolder();
    const query = vi.fn();
    vi.mocked(openEmbedded).mockResolvedValueOnce({ query, close, transaction: vi.fn() });
    const database = await openDatabase({ databaseUrl: undefined, dataFolder }, log);

    expect(vi.mocked(openEmbedded).mock.calls).toEqual([[dataFolder]]);
    expect(database.query).toBe(query);
    expect(await readdir(dataFolder)).toEqual(['relay.lock']);
    await database.close();
    expect(close).toHaveBeenCalledTimes(1);
    expect(await readdir(dataFolder)).toEqual([]);
  });

  it('whose database cannot be opened is named, and free for another relay', async () => {
    const dataFolder = await createFolder();
    vi.mocked(openEmbedded).mockRejectedValueOnce(new Error('planted'));

    await expect(openDatabase({ databaseUrl: undefined, dataFolder }, log)).rejects.toThrow(
      `The database in ${dataFolder} cannot be opened. Move the folder away if it was not written by this release, or name another one with RELAY_DATA_FOLDER.`
    );
    expect(await readdir(dataFolder)).toEqual([]);
  });
});
