/**
 * A figure that costs the database some time, read once for all who ask for it meanwhile, and for a
 * moment longer.
 */
export class SharedReading<Value> {
  #reading: Promise<Value> | undefined;

  /** @param keptFor Milliseconds after it was read. */
  constructor(
    private readonly read: () => Promise<Value>,
    private readonly keptFor: number
  ) {}

  async get(): Promise<Value> {
    this.#reading ??= this.#readAnew();

    return this.#reading;
  }

  async #readAnew(): Promise<Value> {
    try {
      return await this.read();
    } finally {
      setTimeout(() => {
        this.#reading = undefined;
      }, this.keptFor).unref();
    }
  }
}
