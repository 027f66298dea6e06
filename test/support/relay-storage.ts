/** The two databases on which everything has to hold: PostgreSQL, and PGlite in a folder. */
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { onTestFinished } from 'vitest';

import { type Queries } from '../../src/relay/database/database.js';
import { openEmbedded } from '../../src/relay/database/embedded.js';
import { Jobs } from '../../src/relay/store/jobs.js';
import { createSchema } from '../../src/relay/store/schema.js';

import { hasPostgres } from './postgres-programs.js';
import { RelayPostgres } from './relay-postgres.js';

type Query = Queries['query'];

/** A database with nothing in it, for one test. */
export type TestDatabase = {
  /** What a relay is told of it. */
  environment: Readonly<Record<string, string>>;
  /** Opens it beside the relay. PGlite is open to one only, so that the relay must not run. */
  look: <Value>(work: (query: Query) => Promise<Value>) => Promise<Value>;
  /** Every byte that is kept, and nothing but them. */
  readFiles: () => Promise<Uint8Array[]>;
};

export type Storage = {
  readonly name: string;
  /** Whether a database can be looked at while a relay runs. */
  readonly isShared: boolean;
  /** Before all tests. */
  prepare: () => Promise<void>;
  /** After all tests. */
  remove: () => Promise<void>;
  create: () => Promise<TestDatabase>;
};

const readFolder = async (folder: string): Promise<Uint8Array[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });

  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => readFile(path.join(parentPath, name)))
  );
};

/** What has to be begun before there is something. */
class Once<Value> {
  #value: Value | undefined;

  get value(): Value {
    if (this.#value === undefined) {
      throw new Error('It was not prepared.');
    }

    return this.#value;
  }

  fill(value: Value) {
    this.#value = value;
  }
}

/** The PostgreSQL of a file's tests. */
export class PostgresStorage implements Storage {
  readonly #server = new Once<RelayPostgres>();

  get name() {
    return 'PostgreSQL';
  }

  get isShared() {
    return true;
  }

  get server(): RelayPostgres {
    return this.#server.value;
  }

  async prepare() {
    this.#server.fill(await RelayPostgres.start());
  }

  async remove() {
    await this.server.remove();
  }

  async create(): Promise<TestDatabase> {
    const { server } = this;
    const url = await server.createDatabase();

    return {
      environment: { DATABASE_URL: url },
      look: async (work) => {
        const client = await server.connect(url);

        try {
          return await work(async (text, values) => {
            const { rows } = await client.query<Record<string, unknown>>(
              text,
              values && [...values]
            );

            return rows;
          });
        } finally {
          await client.end();
        }
      },
      readFiles: async () => readFolder(server.folder),
    };
  }
}

class EmbeddedStorage implements Storage {
  readonly #template = new Once<string>();

  get name() {
    return 'PGlite';
  }

  get isShared() {
    return false;
  }

  async prepare() {
    this.#template.fill(await mkdtemp(path.join(os.tmpdir(), 'pglite-')));
    const database = await openEmbedded(this.#template.value);
    await createSchema(database);
    const jobs = await Jobs.start(database, () => true);
    await jobs.stop();
    await database.close();
  }

  async remove() {
    await rm(this.#template.value, { recursive: true });
  }

  async create(): Promise<TestDatabase> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'pglite-'));
    onTestFinished(async () => rm(folder, { recursive: true }));
    // An empty one takes seconds to make.
    await cp(this.#template.value, folder, { recursive: true });

    return {
      environment: { RELAY_DATA_FOLDER: folder },
      look: async (work) => {
        const database = await openEmbedded(folder);

        try {
          return await work(database.query);
        } finally {
          await database.close();
        }
      },
      readFiles: async () => readFolder(folder),
    };
  }
}

/** Those that this machine has. */
export const createStorages = (): readonly Storage[] => [
  ...(hasPostgres ? [new PostgresStorage()] : []),
  new EmbeddedStorage(),
];
