/** What is to happen later: pg-boss's jobs, made and ended in the transaction that decides on them. */
import PgBoss from 'pg-boss';
import { z } from 'zod';

import { type Database, type Queries } from '../database/database.js';
import { type Time } from '../delivery/delivery.js';

import { takeLock } from './locks.js';

const schema = 'whatsapp_otp_jobs';

export type QueueName = 'deadline' | 'sms';

const queueNames: readonly QueueName[] = ['deadline', 'sms'];

/** Seconds for which a finished job is kept, and with it its id taken: longer than a code is valid. */
const keptFor = 15 * 60;

/** Seconds between two clean-ups, which read the whole table of jobs. */
const cleanUpInterval = 60;

export type NewJob = {
  queue: QueueName;
  /** A second job of the same id is not made. */
  id: string;
  deliveryId: string;
  at: Time;
};

export type Job = { id: string; deliveryId: string };

const fetchedGuard = z.array(
  z.object({ id: z.string(), data: z.object({ deliveryId: z.string() }) })
);

/** How pg-boss asks for a database. */
const asExecutor = ({ query }: Queries) => ({
  executeSql: async (text: string, values?: unknown[]) => ({ rows: await query(text, values) }),
});

export class Jobs {
  /**
   * Makes the tables and queues that are missing.
   *
   * @param onError Told of clean-ups that fail; they are made again later.
   */
  static async start(database: Database, onError: (error: unknown) => void): Promise<Jobs> {
    const boss = new PgBoss({
      db: asExecutor(database),
      schema,
      schedule: false,
      maintenanceIntervalSeconds: cleanUpInterval,
      archiveCompletedAfterSeconds: keptFor,
      deleteAfterSeconds: cleanUpInterval,
    });

    boss.on('error', onError);
    await boss.start();

    await database.transaction(async (queries) => {
      await takeLock(queries, 'queues');
      const maker = new PgBoss({ db: asExecutor(queries), schema });

      for (const name of queueNames) {
        // eslint-disable-next-line no-await-in-loop -- there are two
        await maker.createQueue(name);
      }
    });

    return new Jobs(boss);
  }

  private constructor(private readonly boss: PgBoss) {}

  /** Makes jobs, as part of a transaction. */
  async add(jobs: readonly NewJob[], queries: Queries): Promise<void> {
    if (jobs.length > 0) {
      await this.boss.insert(
        jobs.map(({ queue, id, deliveryId, at }) => ({
          id,
          name: queue,
          data: { deliveryId },
          startAfter: new Date(at).toISOString(),
        })),
        { db: asExecutor(queries) }
      );
    }
  }

  /**
   * Takes jobs that are due, as part of a transaction: when it does not come to its end, somebody else
   * finds them again at once.
   */
  async take(queue: QueueName, maximum: number, queries: Queries): Promise<Job[]> {
    const failures = new Set<unknown>();
    const jobs: unknown = await this.boss.fetch(queue, {
      batchSize: maximum,
      priority: false,
      db: asExecutor({
        query: async (text, values) => {
          try {
            return await queries.query(text, values);
          } catch (error: unknown) {
            failures.add(error);
            throw error;
          }
        },
      }),
    });

    // To pg-boss, a query that fails is one that finds nothing.
    if (failures.size > 0) {
      throw new AggregateError(failures, 'Jobs could not be taken.');
    }

    return fetchedGuard.parse(jobs).map(({ id, data }) => ({ id, deliveryId: data.deliveryId }));
  }

  /** Ends jobs that were taken, in the transaction that has taken them. */
  async finish(queue: QueueName, jobs: readonly Job[], queries: Queries): Promise<void> {
    if (jobs.length > 0) {
      const ids = jobs.map(({ id }) => id);

      // Its types have no data between several ids and the options; the code has.
      await Reflect.apply(this.boss.complete, this.boss, [
        queue,
        ids,
        undefined,
        { db: asExecutor(queries) },
      ]);
    }
  }

  /**
   * Takes back jobs that have become pointless: nearly all deadlines, so that they are not kept. One
   * that is being done at the moment is done in vain.
   */
  async drop(queue: QueueName, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) {
      await this.boss.deleteJob(queue, [...ids]);
    }
  }

  /** How many jobs are waiting, by queue. */
  async depth(): Promise<Record<QueueName, number>> {
    const [deadline = 0, sms = 0] = await Promise.all(
      queueNames.map(async (name) => this.boss.getQueueSize(name))
    );

    return { deadline, sms };
  }

  async stop(): Promise<void> {
    await this.boss.stop({ graceful: false, close: false });
  }
}
