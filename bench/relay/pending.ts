/** What an event costs while many deliveries wait. */
import { setTimeout as wait } from 'node:timers/promises';

import pg from 'pg';
import { z } from 'zod';

import { createIdentity } from '../../src/relay/identity.js';
import { sql } from '../../src/relay/store/statements.js';

import { fillDatabase } from './fill.js';
import { type LoadPlan, messagesFor } from './load.js';
import { type LoadOutcome, type Surroundings, type Usage } from './measure.js';
import { costSince, measureLoad, readCost, registerAll, warmUpRelay } from './measure.js';
import { messageOf, secrets } from './messages.js';

/** Seconds in which nothing comes, to see what looking for it costs. */
const restTime = 10;

/** Deadlines that come due at the same moment. */
const burst = 10_000;

/** Seconds that they may take. */
const burstPatience = 120;

const dueGuard = z.tuple([z.object({ due: z.coerce.number() })]);

const makeDue = sql`
  update whatsapp_otp_jobs.job set start_after = now()
  where name = 'deadline' and id in (
    select id from whatsapp_otp_jobs.job
    where name = 'deadline' and state = 'created'
    order by start_after desc
    limit $1
  )
`;

const countDue = sql`
  select count(*) as due from whatsapp_otp_jobs.job
  where name = 'deadline' and state < 'active' and start_after < now()
`;

/** @returns Seconds until no deadline is due any more. */
const measureBurst = async (client: pg.Client): Promise<number> => {
  await client.query(makeDue, [burst]);
  const startedAt = performance.now();
  const countRest = async () => {
    const { rows } = await client.query(countDue);

    return dueGuard.parse(rows)[0].due;
  };
  const elapsed = () => (performance.now() - startedAt) / 1000;

  // eslint-disable-next-line no-await-in-loop -- looks again and again
  while ((await countRest()) > 0 && elapsed() < burstPatience) {
    // eslint-disable-next-line no-await-in-loop -- the pause between two looks
    await wait(50);
  }

  return elapsed();
};

export type PendingOutcome = LoadOutcome & {
  pending: number;
  /** Seconds of processor time in a second without events. */
  rest: Usage;
  /** Seconds for the deadlines that came due together. */
  burstSeconds: number;
  burst: number;
};

/** Fills the database, and has statuses come for messages that are spread over all that wait. */
export const measurePending = async (
  surroundings: Surroundings,
  plan: LoadPlan,
  pending: number
): Promise<PendingOutcome> => {
  const url = surroundings.storage.environment.DATABASE_URL ?? '';
  const messages = messagesFor(plan, 1);
  const identity = createIdentity(secrets.relay);

  await registerAll(surroundings, [messageOf(2, 0)]);
  await fillDatabase(
    url,
    pending,
    messages.map(({ id }) => identity.delivery(id))
  );
  await warmUpRelay(surroundings, plan);
  const outcome = await measureLoad(surroundings, plan, messages);

  const before = await readCost(surroundings);
  await wait(restTime * 1000);
  const rest = costSince(before, await readCost(surroundings));
  const client = new pg.Client({ connectionString: url });
  await client.connect();

  try {
    return {
      ...outcome,
      pending,
      rest: { relay: rest.relay / restTime, database: rest.database / restTime },
      burstSeconds: await measureBurst(client),
      burst,
    };
  } finally {
    await client.end();
  }
};
