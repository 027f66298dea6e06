/**
 * Keeps what came last: older entries make room for newer ones, so that a load test does not fill
 * the memory.
 */
export class Ring<Entry> {
  readonly #entries = new Map<string, Entry>();
  /**
   * Goes on where it stopped: from the start, a map has to pass all that was deleted before. There is
   * none while it would stand still, because a map keeps all that it has moved away from since.
   */
  #oldest: MapIterator<string> | undefined;

  /** @param capacity How many entries are kept. */
  constructor(private readonly capacity: number) {}

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
      this.#oldest ??= this.#entries.keys();
      this.#entries.delete(this.#oldest.next().value ?? id);
    }
  }

  clear() {
    this.#entries.clear();
    this.#oldest = undefined;
  }

  delete(id: string) {
    if (this.#entries.delete(id)) {
      this.#oldest = undefined;
    }
  }
}
