/** Holds whoever comes, until it is opened for them. */
export class Gate {
  readonly #waiting = new Set<() => void>();

  /** How many stand before it. */
  get waiting(): number {
    return this.#waiting.size;
  }

  async pass(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve);
    });
  }

  /** For those who stand before it now. */
  open() {
    for (const resolve of this.#waiting) {
      this.#waiting.delete(resolve);
      resolve();
    }
  }
}
