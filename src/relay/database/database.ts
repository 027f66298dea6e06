/** What the relay asks of a database: PostgreSQL's SQL, in transactions. */

export type Rows = Array<Record<string, unknown>>;

export type Queries = {
  /** Several statements without values may stand in one text. */
  query: (text: string, values?: readonly unknown[]) => Promise<Rows>;
};

export type Database = Queries & {
  /** Runs work that happens as a whole, or not at all; tried again when others stood in its way. */
  transaction: <Value>(work: (queries: Queries) => Promise<Value>) => Promise<Value>;
  close: () => Promise<void>;
};

/** No connection to be had: whoever waits behind this one waits in vain. */
export class NoConnection extends Error {
  /** Of Node, or of PostgreSQL. */
  readonly code: unknown;

  constructor(error: unknown) {
    super('There is no connection to the database.');
    this.name = 'NoConnection';
    this.code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  }
}

/** Two transactions waited for each other, or one was asked to try again. Source: PostgreSQL, "Error codes". */
const retryable: ReadonlySet<unknown> = new Set(['40001', '40P01']);

const maximumTries = 5;

/** Runs a transaction again when PostgreSQL has ended it in favour of another. */
export const withRetries = async <Value>(run: () => Promise<Value>, tried = 1): Promise<Value> => {
  try {
    return await run();
  } catch (error: unknown) {
    if (
      tried < maximumTries &&
      error instanceof Error &&
      retryable.has(Reflect.get(error, 'code'))
    ) {
      return withRetries(run, tried + 1);
    }

    throw error;
  }
};
