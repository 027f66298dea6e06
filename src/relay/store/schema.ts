/** The relay's own table; its jobs are pg-boss's. */
import { type Database } from '../database/database.js';

import { takeLock } from './locks.js';

/**
 * What is asked for often is a column; the rest is in `detail`. The free space in each page, and the
 * few indexes, keep an update within its page, unless it changes the state. Each
 * statement does nothing where it is done, so that a database of an earlier release gets what is new.
 */
const statements = `
  create schema if not exists whatsapp_otp;
  -- Here, under the lock: relays that start together would make it twice, and pg-boss fails over that.
  create schema if not exists whatsapp_otp_jobs;

  create table if not exists whatsapp_otp.deliveries (
    id uuid primary key,
    state text not null,
    created_at timestamptz not null,
    number_hash uuid,
    sms_started_at timestamptz,
    token text,
    detail jsonb not null
  ) with (
    fillfactor = 60,
    autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.05
  );

  create index if not exists deliveries_created_at on whatsapp_otp.deliveries (created_at, id);

  -- For the sweeps, and for those who look at one state.
  create index if not exists deliveries_state on whatsapp_otp.deliveries (state, created_at, id);

  create index if not exists deliveries_sms_started_at on whatsapp_otp.deliveries (sms_started_at)
    where sms_started_at is not null;

  create index if not exists deliveries_number_hash
    on whatsapp_otp.deliveries (number_hash, sms_started_at)
    where sms_started_at is not null;
`;

/** Makes the table, once, whichever relay comes first. */
export const createSchema = async (database: Database) =>
  database.transaction(async (queries) => {
    await takeLock(queries, 'tables');
    await queries.query(statements);
  });
