import { type Database } from './database/database.js';
import { describeError } from './log.js';
import { createSchema } from './schema.js';

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
      code === '42501'
        ? 'The user of DATABASE_URL may not make schemas. Let the owner of the database run: grant create on database <its name> to <that user>'
        : `The tables could not be made (${code}). Look whether the disk of the database has room, and into its log.`
    );
  }
};
