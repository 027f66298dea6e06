/** Bytes that all bodies under way in a process may hold together, unless told otherwise. */
const defaultCapacity = 64 * 1024 * 1024;

/** How much memory the bodies that are being read may hold, all together: clients can be slow. */
export class BodyBudget {
  #used = 0;

  /** @param capacity Bytes. */
  constructor(readonly capacity = defaultCapacity) {}

  /** Bytes; 0 when no body is under way. */
  get used(): number {
    return this.#used;
  }

  /** @returns Whether there was room; `false` takes nothing. */
  take(bytes: number): boolean {
    if (this.#used + bytes > this.capacity) {
      return false;
    }

    this.#used += bytes;

    return true;
  }

  /** @param bytes What was taken before. */
  giveBack(bytes: number) {
    this.#used -= bytes;
  }
}
