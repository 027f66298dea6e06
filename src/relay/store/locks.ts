/** What only one of several relays may do at a time. */
import { type Queries } from '../database/database.js';

import { sql } from './statements.js';

/** Any numbers will do that are the same for every relay. */
const lockNumbers = Object.freeze({
  /** Two relays that start together would both make the tables, and one would fail. */
  tables: 728_403_115,
  /** Two that count the SMS of an hour together could both take the last of them. */
  claims: 728_403_116,
  /** Two that start together would make a queue each, and wait for each other. */
  queues: 728_403_117,
});

/** Waits until no other transaction has the lock; it is free again when this one ends. */
export const takeLock = async (
  { query }: Queries,
  name: keyof typeof lockNumbers
): Promise<void> => {
  await query(sql`select pg_advisory_xact_lock($1)`, [lockNumbers[name]]);
};
