import { z } from 'zod';

import { limitReached, reachedLimit } from '../../fallback/limits.js';
import { refuseCountry } from '../../fallback/prepare-sms.js';
import { type SmsFailure } from '../../fallback/sms-failure.js';
import { type Queries, type Rows } from '../database/database.js';
import { type Jobs } from '../store/jobs.js';
import { type Ledger } from '../store/ledger.js';
import { takeLock } from '../store/locks.js';
import { type DeliveryRow, readRow } from '../store/record.js';
import { countSms, selectClaimed, selectForUpdate, selectTokens } from '../store/statements.js';

const countGuard = z.tuple([z.object({ own: z.coerce.number(), all: z.coerce.number() })]);

/**
 * Makes an SMS connector ready to send; may take some 100 ms the first time.
 *
 * @returns Why that cannot be, as far as is known by then.
 */
type Prepare = (connector: string) => Promise<SmsFailure | undefined>;

/** What forbids an SMS, whether it is to be sent or only recorded. */
const refuse = async (
  { query }: Queries,
  { id, delivery: { numberHash, registration } }: DeliveryRow,
  prepare: Prepare
): Promise<SmsFailure | undefined> => {
  if (!numberHash || !registration?.sms) {
    return;
  }

  const { country, sms } = registration;
  // Before the claim: a relay that is killed between it and the provider's request loses the SMS.
  const failure = refuseCountry(country, sms.allowedCountries) ?? (await prepare(sms.connector));

  if (failure) {
    return failure;
  }

  const [counts] = countGuard.parse(await query(countSms, [id, numberHash, sms.mode === 'record']));
  const limit = reachedLimit(counts, sms);

  return limit && limitReached(limit);
};

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

const readRows = (rows: Rows): readonly DeliveryRow[] => rows.map((row) => readRow(row));

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

    await takeLock(queries, 'claims');

    // All at once, and so in the order in which everybody locks deliveries: nobody waits for nobody.
    const ids = due.map(({ deliveryId }) => deliveryId);
    const rows = readRows(await queries.query(selectForUpdate, [ids]));
    const claimed = new Set<string>();

    for (const row of rows) {
      // One after the other, because each counts for the next.
      // eslint-disable-next-line no-await-in-loop -- see above
      const refused = await refuse(queries, row, prepare);
      const refusal = refused && { failure: refused.kind, reason: refused.reason };
      const event = { kind: 'sms-claimed', refusal, claim } as const;

      // eslint-disable-next-line no-await-in-loop -- see above
      for (const { id, before, delivery } of await apply([{ id: row.id, event }])) {
        if (before?.state === 'sms-due' && delivery.state === 'sms-started') {
          claimed.add(id);
        }
      }
    }

    await jobs.finish('sms', due, queries);

    return {
      claimed: readRows(await queries.query(selectTokens, [[...claimed]])),
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
  ledger.transaction(async (queries) => {
    await takeLock(queries, 'claims');

    return readRows(await queries.query(selectClaimed, [claim]));
  });
