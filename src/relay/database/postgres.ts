import pg from 'pg';

import { type Database, NoConnection, type Queries, type Rows, withRetries } from './database.js';

/** A few at once: webhooks, workers and readers. */
const maximumConnections = 8;

/** Milliseconds to get a connection; Meta waits some seconds for an answer, and asks again. */
const connectTimeout = 3000;

/** Milliseconds after which PostgreSQL ends a statement that hangs. */
const statementTimeout = 15_000;

/** Likewise for a server that has gone without a word: nobody is left there to end it. */
const answerTimeout = 20_000;

const isResult = (value: unknown): value is { rows: Rows } => value instanceof pg.Result;

const queriesOf = (client: pg.Pool | pg.PoolClient): Queries => ({
  query: async (text, values) => {
    const result: unknown = await client.query(text, values && [...values]);

    // Several statements have several results.
    const last: unknown = Array.isArray(result) ? result.at(-1) : result;

    return isResult(last) ? last.rows : [];
  },
});

/** In the words of pg-pool: all connections are in use, and nothing is wrong with the server. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && error.message === 'timeout exceeded when trying to connect';

/** Whoever uses a connection is told by the query that fails. */
const toldByQuery = () => true;

/**
 * @param onError Told of what goes wrong with connections that nobody is using.
 * @throws {Error} When the address is none of PostgreSQL's.
 */
export const openPostgres = (url: string, onError: (error: unknown) => void): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max: maximumConnections,
    connectionTimeoutMillis: connectTimeout,
    statement_timeout: statementTimeout,
    query_timeout: answerTimeout,
    idle_in_transaction_session_timeout: statementTimeout,
    keepAlive: true,
    application_name: 'connector-whatsapp-otp',
  });

  // Without listeners, a server that restarts would end the process.
  pool.on('error', onError);
  pool.on('connect', (client) => {
    client.on('error', toldByQuery);
  });

  const connect = async () => {
    try {
      return await pool.connect();
    } catch (error: unknown) {
      throw isBusy(error) ? error : new NoConnection(error);
    }
  };

  const attempt = async <Value>(work: (queries: Queries) => Promise<Value>): Promise<Value> => {
    const client = await connect();

    try {
      await client.query('begin');
      const value = await work(queriesOf(client));
      const { command } = await client.query('commit');

      // A transaction in which a statement has failed is not stored, and PostgreSQL says so only like this.
      if (command !== 'COMMIT') {
        throw new Error('The transaction was rolled back.');
      }

      client.release();

      return value;
    } catch (error: unknown) {
      // Ended with its connection: whether that still answers is not worth finding out.
      client.release(true);
      throw error;
    }
  };

  return {
    ...queriesOf(pool),
    transaction: async (work) => withRetries(async () => attempt(work)),
    close: async () => pool.end(),
  };
};
