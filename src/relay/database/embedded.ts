import { PGlite, type Transaction } from '@electric-sql/pglite';

import { type Database, type Queries, withRetries } from './database.js';

const queriesOf = (client: Pick<Transaction, 'query' | 'exec'>): Queries => ({
  query: async (text, values) => {
    if (values) {
      const { rows } = await client.query<Record<string, unknown>>(text, [...values]);

      return rows;
    }

    const results = await client.exec(text);

    return results.at(-1)?.rows ?? [];
  },
});

/** A statement that fails behind a `begin` of the same text leaves the only session there is in it. */
const endingTransactions = (client: PGlite): Queries => {
  const { query } = queriesOf(client);

  return {
    query: async (text, values) => {
      try {
        return await query(text, values);
      } catch (error: unknown) {
        await client.exec('rollback');
        throw error;
      }
    },
  };
};

export const asDatabase = (client: PGlite): Database => ({
  ...endingTransactions(client),
  transaction: async (work) =>
    withRetries(async () =>
      client.transaction(async (transaction) => work(queriesOf(transaction)))
    ),
  close: async () => client.close(),
});

/**
 * PostgreSQL in this process, for one relay at a time.
 *
 * @param folder Where it is kept; in memory without it.
 */
export const openEmbedded = async (folder?: string): Promise<Database> =>
  asDatabase(await PGlite.create(folder === undefined ? {} : { dataDir: folder }));
