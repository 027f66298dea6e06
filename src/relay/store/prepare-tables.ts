import { type Database } from '../database/database.js';
import { describeError } from '../log.js';

import { createSchema } from './schema.js';

/** Source: PostgreSQL, "Error codes". */
const meanings: ReadonlyMap<string, string> = new Map([
  [
    '42501',
    'The user of DATABASE_URL may not make schemas. Let the owner of the database run: grant create on database <its name> to <that user>',
  ],
  [
    '57014',
    'Making an index took longer than 15 s, as it can with many millions of deliveries. Make it by hand: create index concurrently deliveries_state on whatsapp_otp.deliveries (state, created_at, id)',
  ],
  [
    '25006',
    'The server of DATABASE_URL is a standby, and stores nothing. Name the primary, or make this one the primary.',
  ],
]);

/**
 * Makes the tables that are missing.
 *
 * @throws {Error} In words, when they cannot be made.
 */
export const prepareTables = async (database: Database) => {
  try {
    await createSchema(database);
  } catch (error: unknown) {
    const { code } = describeError(error);

    throw new Error(
      meanings.get(code) ??
        `The tables could not be made (${code}). Look whether the disk of the database has room, and into its log.`
    );
  }
};
