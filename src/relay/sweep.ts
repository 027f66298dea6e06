/** What is looked after now and then: whatever a crash has left, and what is older than it may be. */
import { type Database, type Rows } from './database/database.js';
import { type DeliveryEvent } from './event.js';
import { type Ledger } from './ledger.js';
import { deleteOld, deleteUnregistered, selectAbandoned, selectStranded } from './statements.js';

type Sweep = {
  ledger: Pick<Ledger, 'record'>;
  database: Pick<Database, 'query'>;
};

const apply = async (
  { ledger }: Sweep,
  rows: Rows,
  kind: 'sms-abandoned' | 'sms-claimed' | 'deadline'
) => {
  const event: DeliveryEvent = { kind };
  await ledger.record(rows.map(({ id }) => ({ id: String(id), event })));
};

/** Deliveries that are deleted in one statement. */
export const deletedAtOnce = 5000;

/** Ends SMS whose relay was killed while it handed them over. */
export const sweepAbandoned = async (sweep: Sweep) =>
  apply(sweep, await sweep.database.query(selectAbandoned, []), 'sms-abandoned');

/**
 * Deletes what has been kept for long enough.
 *
 * @returns Whether there may be more.
 */
export const sweepOld = async ({ database }: Sweep, retentionHours: number): Promise<boolean> => {
  const deleted = await database.query(deleteOld, [retentionHours, deletedAtOnce]);

  return deleted.length === deletedAtOnce;
};

/**
 * Makes sure that no code stays in the database for longer than it is valid, even if its job is gone:
 * such as when the tables were brought back from a backup.
 */
export const sweepStranded = async (sweep: Sweep) => {
  const { database } = sweep;
  const stranded = await database.query(selectStranded, []);

  // Both only notice that the code has expired.
  await apply(
    sweep,
    stranded.filter(({ state }) => state === 'waiting'),
    'deadline'
  );
  await apply(
    sweep,
    stranded.filter(({ state }) => state === 'sms-due'),
    'sms-claimed'
  );
  await database.query(deleteUnregistered, []);
};
