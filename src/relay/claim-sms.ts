import { z } from 'zod';

import { type LimitReached, reachedLimit } from '../fallback/limits.js';

import { type Queries, type Rows } from './database/database.js';
import { type Job, type Jobs } from './jobs.js';
import { type Ledger } from './ledger.js';
import { type DeliveryRow, readRow } from './record.js';
import { countSms, selectClaimed, selectForUpdate, selectTokens } from './statements.js';

/** One relay counts at a time, or two could both take the last SMS of the hour. */
const lockNumber = 728_403_116;

const countGuard = z.tuple([z.object({ own: z.coerce.number(), all: z.coerce.number() })]);

/** Makes an SMS connector ready to send; may take some 100 ms the first time. */
type Prepare = (connector: string) => Promise<unknown>;

const limitFor = async (
  { query }: Queries,
  { deliveryId }: Job,
  prepare: Prepare
): Promise<LimitReached | undefined> => {
  const [row] = await query(selectForUpdate, [[deliveryId]]);
  const { numberHash, registration } = row ? readRow(row).delivery : {};

  if (!numberHash || !registration?.sms) {
    return;
  }

  // Before the claim: a relay that is killed between it and the provider's request loses the SMS.
  await prepare(registration.sms.connector);

  const [counts] = countGuard.parse(await query(countSms, [deliveryId, numberHash]));

  return reachedLimit(counts, registration.sms);
};

const compare = (one: string, other: string): number => (one < other ? -1 : 1);

/** A delivery whose SMS is to be handed over, by whoever has claimed it and by nobody else. */
export type ClaimedSms = DeliveryRow;

export type Claim = {
  claimed: readonly ClaimedSms[];
  /** Not all that were due are claimed: some have settled themselves, or reached a limit. */
  mayHaveMore: boolean;
};

export type Claiming = {
  maximum: number;
  /** Its name, for {@link findClaimed}: no two claims have the same. */
  claim: string;
  prepare: Prepare;
};

const readClaimed = (rows: Rows): readonly ClaimedSms[] => rows.map((row) => readRow(row));

/**
 * Claims SMS that are due. What is claimed counts as handed over from then on: when the relay dies, it
 * is not handed over again.
 */
export const claimSms = async (
  ledger: Pick<Ledger, 'transaction'>,
  jobs: Pick<Jobs, 'take' | 'finish'>,
  { maximum, claim, prepare }: Claiming
): Promise<Claim> =>
  ledger.transaction(async (queries, apply) => {
    const due = await jobs.take('sms', maximum, queries);

    if (due.length === 0) {
      return { claimed: [], mayHaveMore: false };
    }

    await queries.query('select pg_advisory_xact_lock($1)', [lockNumber]);

    const claimed = new Set<string>();

    // In the order in which everybody locks deliveries, so that nobody waits for nobody.
    for (const job of due.toSorted((one, other) => compare(one.deliveryId, other.deliveryId))) {
      // One after the other, because each counts for the next.
      // eslint-disable-next-line no-await-in-loop -- see above
      const limit = await limitFor(queries, job, prepare);
      const event = { kind: 'sms-claimed', limit, claim } as const;

      // eslint-disable-next-line no-await-in-loop -- see above
      for (const { id, before, delivery } of await apply([{ id: job.deliveryId, event }])) {
        if (before?.state === 'sms-due' && delivery.state === 'sms-started') {
          claimed.add(id);
        }
      }
    }

    await jobs.finish('sms', due, queries);

    return {
      claimed: readClaimed(await queries.query(selectTokens, [[...claimed]])),
      mayHaveMore: due.length === maximum,
    };
  });

/**
 * What a claim has taken, when the connection broke before it could say so. Waits for a transaction
 * that is still at it.
 */
export const findClaimed = async (
  ledger: Pick<Ledger, 'transaction'>,
  claim: string
): Promise<readonly ClaimedSms[]> =>
  ledger.transaction(async ({ query }) => {
    await query('select pg_advisory_xact_lock($1)', [lockNumber]);

    return readClaimed(await query(selectClaimed, [claim]));
  });
