/** The relay's parts on a PostgreSQL in memory, as quick as a unit test has to be. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeEach, vi } from 'vitest';
import { z } from 'zod';

import { seal } from '../../src/registration/seal.js';
import { type Database } from '../../src/relay/database/database.js';
import { asDatabase } from '../../src/relay/database/embedded.js';
import { type Delivery } from '../../src/relay/delivery/delivery.js';
import { type DeliveryEvent, type RegistrationReport } from '../../src/relay/delivery/event.js';
import { createIdentity } from '../../src/relay/identity.js';
import { Jobs } from '../../src/relay/store/jobs.js';
import { Ledger } from '../../src/relay/store/ledger.js';
import { readRow } from '../../src/relay/store/record.js';
import { createSchema } from '../../src/relay/store/schema.js';
import { selectTokens } from '../../src/relay/store/statements.js';
import { type Applied } from '../../src/relay/store/store.js';

import { claims, relaySecret } from './registration.js';
import { registeredWith } from './relay-deliveries.js';

const versionGuard = z.object({ version: z.string() });

const readVersion = async () => {
  const manifest = await readFile('node_modules/@electric-sql/pglite/package.json', 'utf8');

  return versionGuard.parse(JSON.parse(manifest)).version;
};

/** An empty database; to make one takes seconds, and to copy it only some tenths of one. */
export const openEmpty = async (): Promise<Database> => {
  const folder = path.resolve('node_modules/.cache/relay-memory');
  const file = path.join(folder, `${await readVersion()}.tar`);

  if (!existsSync(file)) {
    const client = await PGlite.create();
    const dump = await client.dumpDataDir('none');
    await client.close();
    const draft = `${file}.${process.pid}`;
    await mkdir(folder, { recursive: true });
    await writeFile(draft, new Uint8Array(await dump.arrayBuffer()));
    // Several test files may come here at once.
    await rename(draft, file);
  }

  const dump = new Blob([new Uint8Array(await readFile(file))]);

  return asDatabase(await PGlite.create({ loadDataDir: dump }));
};

/** To be called once in a file; the tables are empty before each test. */
export const openMemory = async () => {
  const onError = vi.fn<(error: unknown) => void>();
  const onApplied = vi.fn<(applied: readonly Applied[]) => void>();
  const database = await openEmpty();
  await createSchema(database);
  const jobs = await Jobs.start(database, onError);
  const identity = createIdentity(relaySecret);
  const ledger = new Ledger({ database, jobs, onApplied, onError });

  beforeEach(async () => {
    await database.query('delete from whatsapp_otp.deliveries; delete from whatsapp_otp_jobs.job');
    onApplied.mockClear();
    onError.mockClear();
  });
  afterAll(async () => {
    await jobs.stop();
    await database.close();
  });

  /** What is known of a delivery, by Meta's message id. */
  const read = async (messageId: string): Promise<Delivery | undefined> => {
    const [row] = await database.query(selectTokens, [[identity.delivery(messageId)]]);

    return row && readRow(row).delivery;
  };

  const record = async (messageId: string, ...events: readonly DeliveryEvent[]) =>
    ledger.record(events.map((event) => ({ id: identity.delivery(messageId), event })));

  /** A code that WhatsApp has just accepted, with a token that can be opened. */
  const register = async (
    messageId: string,
    rest: Partial<RegistrationReport> = {},
    number = claims.number
  ) =>
    record(messageId, {
      ...registeredWith({ age: 0, ...rest }),
      token: await seal({ ...claims, messageId, number }, relaySecret),
      numberHash: identity.number(number),
    });

  return {
    database,
    jobs,
    identity,
    ledger,
    onApplied,
    onError,
    read,
    record,
    register,
    /** As if so much time had gone by for the rows; what they hold stays as it is. */
    age: async (interval: string) => {
      await database.query(
        'update whatsapp_otp.deliveries set created_at = created_at - $1::interval, sms_started_at = sms_started_at - $1::interval',
        [interval]
      );
    },
    /** As if the time of every job had come. */
    ripen: async () => {
      await database.query(
        "update whatsapp_otp_jobs.job set start_after = now() - interval '1 second'"
      );
    },
    /** The jobs that are there, by their queue and state. */
    readJobs: async () => {
      const rows = await database.query(
        'select name, state from whatsapp_otp_jobs.job order by name, state'
      );

      return rows.map(({ name, state }) => `${String(name)} ${String(state)}`);
    },
  };
};
