/** Where a relay of the bench keeps what it knows: looked into when the relay has done its work. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Database } from '../../src/relay/database/database.js';
import { openEmbedded } from '../../src/relay/database/embedded.js';
import { openPostgres } from '../../src/relay/database/postgres.js';

import { type Postgres } from './postgres.js';

export type Storage = {
  /** What the relay is told of it. */
  environment: Readonly<Record<string, string>>;
  /** Of the database, when it is a process of its own. */
  processId: number | undefined;
  /** An embedded one, only when its relay has stopped. */
  open: () => Promise<Database>;
  remove: () => Promise<void>;
};

const inPostgres = async (postgres: Postgres): Promise<Storage> => {
  const url = await postgres.createDatabase();

  return {
    environment: { DATABASE_URL: url },
    processId: postgres.processId,
    // Told of lost connections; the end of the server is meant.
    open: async () => openPostgres(url, Boolean),
    remove: async () => postgres.removeDatabase(url),
  };
};

const inFolder = async (): Promise<Storage> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-relay-'));
  const dataFolder = path.join(folder, 'data');

  return {
    environment: { RELAY_DATA_FOLDER: dataFolder },
    processId: undefined,
    open: async () => openEmbedded(dataFolder),
    remove: async () => rm(folder, { recursive: true }),
  };
};

/** @param postgres None for the embedded database. */
export const createStorage = async (postgres: Postgres | undefined): Promise<Storage> =>
  postgres ? inPostgres(postgres) : inFolder();
