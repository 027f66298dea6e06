/** Writes what happens to deliveries: many at once, in one transaction. */
import { type Database, NoConnection, type Queries } from '../database/database.js';

import { type Jobs } from './jobs.js';
import { planJobs } from './plan-jobs.js';
import { type Applied, type Change, applyChanges } from './store.js';
import { WaitingChanges } from './waiting-changes.js';

/** More has come than the database has taken for some time. */
export class LedgerFull extends Error {}

export type LedgerProblem = 'not-stored' | 'not-announced' | 'deadline-not-dropped';

export type LedgerSurroundings = {
  database: Pick<Database, 'transaction'>;
  jobs: Pick<Jobs, 'add' | 'drop'>;
  /** Told of what has been written. */
  onApplied: (applied: readonly Applied[]) => void;
  onError: (event: LedgerProblem, error: unknown) => void;
};

export class Ledger {
  readonly #waiting = new WaitingChanges();
  #isWriting = false;
  /** Deliveries whose deadline nobody needs any more. */
  readonly #settled = new Set<string>();
  #isDropping = false;

  constructor(private readonly surroundings: LedgerSurroundings) {}

  /**
   * Records what has happened. While one transaction is under way, all that comes waits for the next,
   * so that the cost of an event sinks as their number rises.
   *
   * @returns When it is stored.
   * @throws {Error} When the database did not take it.
   */
  async record(changes: readonly Change[]): Promise<void> {
    if (!this.#waiting.hasRoomFor(changes)) {
      throw new LedgerFull('full');
    }

    const parts = this.#waiting.add(changes);

    if (!this.#isWriting) {
      void this.#write();
    }

    await Promise.all(parts);
  }

  /** Runs a transaction of a worker's, in which changes can be applied. */
  async transaction<Value>(
    work: (
      queries: Queries,
      apply: (changes: readonly Change[]) => Promise<readonly Applied[]>
    ) => Promise<Value>
  ): Promise<Value> {
    const { database } = this.surroundings;
    const { value, applied } = await database.transaction(async (queries) => {
      const all = new Set<Applied>();
      const result = await work(queries, async (changes) => {
        const some = await this.#apply(queries, changes);

        for (const one of some) {
          all.add(one);
        }

        return some;
      });

      return { value: result, applied: [...all] };
    });

    this.#announce(applied);

    return value;
  }

  async #write(): Promise<void> {
    this.#isWriting = true;

    while (!this.#waiting.isEmpty) {
      const entries = this.#waiting.takeBatch();

      try {
        // eslint-disable-next-line no-await-in-loop -- one transaction after the other is the point
        await this.transaction(async (_, apply) =>
          apply(entries.flatMap(({ changes }) => changes))
        );

        for (const { resolve } of entries) {
          resolve();
        }
      } catch (error: unknown) {
        this.surroundings.onError('not-stored', error);
        // Each of the others would wait for a connection of its own, one after the other.
        const others = error instanceof NoConnection ? this.#waiting.takeAll() : [];

        for (const { reject } of [...entries, ...others]) {
          reject(error);
        }
      }
    }

    this.#isWriting = false;
  }

  /** Applies changes, and makes the jobs that they ask for in the same transaction. */
  async #apply(queries: Queries, changes: readonly Change[]): Promise<readonly Applied[]> {
    const { jobs } = this.surroundings;
    const applied = await applyChanges(queries, changes);

    await jobs.add(
      applied.flatMap((one) => planJobs(one)),
      queries
    );

    return applied;
  }

  /** Tells others, once it is certain. */
  #announce(applied: readonly Applied[]) {
    const settled = applied.filter(
      ({ before, decisions }) =>
        before?.state === 'waiting' &&
        decisions.some(({ kind }) => kind === 'settle' || kind === 'send-sms')
    );

    try {
      this.surroundings.onApplied(applied);
    } catch (error: unknown) {
      // It is stored all the same, and whoever has claimed an SMS has to hand it over.
      this.surroundings.onError('not-announced', error);
    }

    for (const { id } of settled) {
      this.#settled.add(id);
    }

    if (!this.#isDropping) {
      void this.#dropDeadlines();
    }
  }

  /** Of no importance: a deadline that comes all the same finds that there is nothing to do. */
  async #dropDeadlines() {
    this.#isDropping = true;

    while (this.#settled.size > 0) {
      const ids = [...this.#settled];
      this.#settled.clear();

      try {
        // eslint-disable-next-line no-await-in-loop -- one at a time, whatever has come meanwhile
        await this.surroundings.jobs.drop('deadline', ids);
      } catch (error: unknown) {
        this.surroundings.onError('deadline-not-dropped', error);
      }
    }

    this.#isDropping = false;
  }
}
