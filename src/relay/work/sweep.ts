/** What is looked after now and then: whatever a crash has left, and what is older than it may be. */
import { type Database, type Rows } from '../database/database.js';
import { type DeliveryEvent } from '../delivery/event.js';
import { type Ledger } from '../store/ledger.js';
import {
  deleteOld,
  deleteUnregistered,
  selectAbandoned,
  selectStranded,
} from '../store/statements.js';

type Sweep = {
  ledger: Pick<Ledger, 'record'>;
  database: Pick<Database, 'query'>;
};

const apply = async ({ ledger }: Sweep, rows: Rows, kind: 'sms-abandoned' | 'expired') => {
  const event: DeliveryEvent = { kind };
  await ledger.record(rows.map(({ id }) => ({ id: String(id), event })));
};

/** Deliveries that are deleted in one statement. */
export const deletedAtOnce = 5000;

/** Deliveries that are ended in one transaction. */
const endedAtOnce = 1000;

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
 *
 * @returns Whether there may be more.
 */
export const sweepStranded = async (sweep: Sweep): Promise<boolean> => {
  const stranded = await sweep.database.query(selectStranded, [endedAtOnce]);
  await apply(sweep, stranded, 'expired');

  return stranded.length === endedAtOnce;
};

/**
 * Deletes statuses of messages that nobody has registered.
 *
 * @returns Whether there may be more.
 */
export const sweepUnregistered = async ({ database }: Sweep): Promise<boolean> => {
  const deleted = await database.query(deleteUnregistered, [deletedAtOnce]);

  return deleted.length === deletedAtOnce;
};
