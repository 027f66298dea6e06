import { type Jobs } from '../store/jobs.js';
import { type Ledger } from '../store/ledger.js';

/** Deadlines in one transaction; nearly all were settled before. */
const batchSize = 1000;

/**
 * Looks at the deliveries whose deadline has come.
 *
 * @returns Whether there may be more.
 */
export const processDeadlines = async (
  ledger: Pick<Ledger, 'transaction'>,
  jobs: Pick<Jobs, 'take' | 'finish'>
): Promise<boolean> =>
  ledger.transaction(async (queries, apply) => {
    const due = await jobs.take('deadline', batchSize, queries);

    if (due.length > 0) {
      await apply(due.map(({ deliveryId }) => ({ id: deliveryId, event: { kind: 'deadline' } })));
      await jobs.finish('deadline', due, queries);
    }

    return due.length === batchSize;
  });
