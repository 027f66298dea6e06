/**
 * Keeps what came last: older entries make room for newer ones, so that a load test does not fill
 * the memory.
 */
export class Ring<Entry> {
  readonly #entries = new Map<string, Entry>();
  /** Goes on where it stopped: from the start, a map has to pass all that was deleted before. */
  readonly #oldest = this.#entries.keys();

  /** @param capacity How many entries are kept. */
  constructor(readonly capacity: number) {}

  /** Oldest first. */
  get entries(): Entry[] {
    return [...this.#entries.values()];
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /** Adds an entry, or puts it in the place of the one that has the same id. */
  set(id: string, entry: Entry) {
    this.#entries.set(id, entry);

    if (this.#entries.size > this.capacity) {
      this.#entries.delete(this.#oldest.next().value ?? id);
    }
  }

  delete(id: string) {
    this.#entries.delete(id);
  }
}
