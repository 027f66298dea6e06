/** Changes that wait to be written, in the parts in which they will be. */
import { type Change } from './store.js';

/** Changes in one transaction; a webhook has at most as many. Source: Meta, "Webhooks: overview". */
const maximumBatch = 1000;

/** Changes that wait while the database is slow or away; those who send more have to come again. */
const maximumWaiting = 50_000;

/** Changes that are stored together, and who is told when they are. */
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

export class WaitingChanges {
  readonly #entries = new Set<Entry>();
  #weight = 0;

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  hasRoomFor(changes: readonly Change[]): boolean {
    return this.#weight + weigh(changes) <= maximumWaiting;
  }

  /** @returns When each part of them is stored; rejected when the database did not take it. */
  add(changes: readonly Change[]): ReadonlyArray<Promise<void>> {
    this.#weight += weigh(changes);

    return slices(changes).map(
      async (slice) =>
        new Promise<void>((resolve, reject) => {
          this.#entries.add({ changes: slice, resolve, reject });
        })
    );
  }

  /** Those that have waited longest, as many as go into one transaction. */
  takeBatch(): readonly Entry[] {
    const batch = new Batch();

    for (const entry of this.#entries) {
      if (!batch.take(entry)) {
        break;
      }

      this.#entries.delete(entry);
      this.#weight -= weigh(entry.changes);
    }

    return [...batch.entries];
  }

  takeAll(): readonly Entry[] {
    const all = [...this.#entries];
    this.#entries.clear();
    this.#weight = 0;

    return all;
  }
}
