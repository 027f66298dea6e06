/** Writes what happens to deliveries: many at once, in one transaction. */
import { type Database, type Queries } from './database/database.js';
import { type Identity } from './identity.js';
import { type Jobs, type NewJob } from './jobs.js';
import { type Applied, type Change, applyChanges } from './store.js';

/** Changes in one transaction; a webhook has at most as many. Source: Meta, "Webhooks: overview". */
const maximumBatch = 1000;

/** Changes that wait while the database is slow or away; those who send more have to come again. */
const maximumWaiting = 50_000;

/** More has come than the database has taken for some time. */
export class LedgerFull extends Error {}

type Entry = {
  changes: readonly Change[];
  resolve: () => void;
  reject: (error: unknown) => void;
};

/** As many entries as go into one transaction; at least one. */
class Batch {
  readonly entries = new Set<Entry>();
  #size = 0;

  /** @returns Whether there was room for it. */
  take(entry: Entry): boolean {
    if (this.#size > 0 && this.#size + entry.changes.length > maximumBatch) {
      return false;
    }

    this.entries.add(entry);
    this.#size += entry.changes.length;

    return true;
  }
}

/** What changes hold of the memory: a registration has up to 64 KB, everything else next to nothing. */
const weigh = (changes: readonly Change[]): number =>
  changes.reduce(
    (sum, { event }) =>
      sum + (event.kind === 'registered' ? Math.ceil(event.token.length / 1024) : 1),
    0
  );

/** A signed body of 3 MB can hold many more statuses than Meta says. */
const slices = (changes: readonly Change[]): ReadonlyArray<readonly Change[]> =>
  Array.from({ length: Math.ceil(changes.length / maximumBatch) }, (_, index) =>
    changes.slice(index * maximumBatch, (index + 1) * maximumBatch)
  );

export type LedgerProblem = 'not-stored' | 'not-announced' | 'deadline-not-dropped';

export type LedgerSurroundings = {
  database: Pick<Database, 'transaction'>;
  jobs: Pick<Jobs, 'add' | 'drop'>;
  identity: Pick<Identity, 'smsJob'>;
  /** Told of what has been written. */
  onApplied: (applied: readonly Applied[]) => void;
  onError: (event: LedgerProblem, error: unknown) => void;
};

export class Ledger {
  readonly #entries = new Set<Entry>();
  /** Changes in them. */
  #waiting = 0;
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
    if (this.#waiting + weigh(changes) > maximumWaiting) {
      throw new LedgerFull('full');
    }

    this.#waiting += weigh(changes);

    const entries = slices(changes).map(
      async (slice) =>
        new Promise<void>((resolve, reject) => {
          this.#entries.add({ changes: slice, resolve, reject });
        })
    );

    if (!this.#isWriting) {
      void this.#write();
    }

    await Promise.all(entries);
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

    while (this.#entries.size > 0) {
      const entries = this.#takeBatch();

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

        for (const { reject } of entries) {
          reject(error);
        }
      }
    }

    this.#isWriting = false;
  }

  #takeBatch(): readonly Entry[] {
    const batch = new Batch();

    for (const entry of this.#entries) {
      if (!batch.take(entry)) {
        break;
      }

      this.#entries.delete(entry);
      this.#waiting -= weigh(entry.changes);
    }

    return [...batch.entries];
  }

  /** Applies changes, and makes the jobs that they ask for in the same transaction. */
  async #apply(queries: Queries, changes: readonly Change[]): Promise<readonly Applied[]> {
    const { jobs, identity } = this.surroundings;
    const applied = await applyChanges(queries, changes);

    await jobs.add(
      applied.flatMap(({ id, decisions }) =>
        decisions.flatMap((decision): NewJob[] => {
          switch (decision.kind) {
            case 'watch': {
              return [{ queue: 'deadline', id, deliveryId: id, at: decision.at }];
            }

            case 'send-sms': {
              const { attempt, at } = decision;

              return [{ queue: 'sms', id: identity.smsJob(id, attempt), deliveryId: id, at }];
            }

            default: {
              return [];
            }
          }
        })
      ),
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
