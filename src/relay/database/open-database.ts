/** The database that the settings ask for, once it answers. */
import { setTimeout as wait } from 'node:timers/promises';

import { type Log, describeError } from '../log.js';
import { type RelaySettings } from '../settings.js';

import { type Database } from './database.js';
import { lockFolder } from './folder-lock.js';

/** A database that is started together with the relay takes some seconds. */
const interval = 1000;
const maximumTries = 30;

/** Wrong however often one asks. Source: PostgreSQL, "Error codes". */
const lasting: ReadonlySet<string> = new Set([
  '28P01',
  '28000',
  '3D000',
  '42501',
  'ERR_INVALID_URL',
]);

const meanings: ReadonlyMap<string, string> = new Map([
  ['28P01', ': the password is wrong'],
  ['28000', ': the user is refused'],
  ['3D000', ': there is no such database'],
]);

const waitFor = async (database: Database, log: Log, tried = 1): Promise<void> => {
  try {
    await database.query('select 1', []);
  } catch (error: unknown) {
    const { code } = describeError(error);

    if (tried >= maximumTries || lasting.has(code)) {
      throw new Error(
        `PostgreSQL could not be used (${code}${meanings.get(code) ?? ''}). Check the host, the user, the password and the name of the database in DATABASE_URL, and whether it runs. In a password, write other signs than letters and digits percent-encoded.`
      );
    }

    if (tried === 1) {
      log.info({ event: 'waiting-for-database', code, seconds: (maximumTries * interval) / 1000 });
    }

    await wait(interval);
    await waitFor(database, log, tried + 1);
  }
};

const openFolder = async (folder: string): Promise<Database> => {
  const unlock = await lockFolder(folder);

  try {
    const { openEmbedded } = await import('./embedded.js');
    const database = await openEmbedded(folder);

    return {
      ...database,
      close: async () => {
        await database.close();
        await unlock();
      },
    };
  } catch {
    await unlock();

    throw new Error(
      `The database in ${folder} cannot be opened. Move the folder away if it was not written by this release, or name another one with RELAY_DATA_FOLDER.`
    );
  }
};

/** @throws {Error} When it cannot be used; the text says what to do, and holds no password. */
export const openDatabase = async (
  { databaseUrl, dataFolder }: Pick<RelaySettings, 'databaseUrl' | 'dataFolder'>,
  log: Log
): Promise<Database> => {
  if (databaseUrl === undefined) {
    return openFolder(dataFolder);
  }

  const { openPostgres } = await import('./postgres.js');
  const database = openPostgres(databaseUrl, (error) => {
    log.error({ event: 'database-connection-lost', ...describeError(error) });
  });

  try {
    await waitFor(database, log);
  } catch (error: unknown) {
    await database.close();
    throw error;
  }

  return database;
};
