import { type BodyBudget } from './body-budget.js';

/** Bytes that a body holds from its first byte on; it doubles from there. */
const firstCapacity = 16 * 1024;

/**
 * Gathers a body as it comes, in one piece of memory that grows: a client that sends a byte at a
 * time would otherwise have each of them kept as an object of its own, some hundred bytes large.
 *
 * The budget is charged for what is held, not for what is announced, so that it costs a client as
 * many bytes as it costs us.
 */
export class MeteredBody {
  #memory = new Uint8Array(0);
  #size = 0;

  /** @param limit Bytes of this body. */
  constructor(
    private readonly limit: number,
    private readonly budget: BodyBudget
  ) {}

  /** What has come so far. */
  get bytes(): Uint8Array {
    return this.#memory.subarray(0, this.#size);
  }

  /** @returns Why the chunk was not taken; `undefined` when it was. */
  add(chunk: Uint8Array): 'too-large' | 'busy' | undefined {
    const size = this.#size + chunk.length;

    if (size > this.limit) {
      return 'too-large';
    }

    if (size > this.#memory.length && !this.#grow(size)) {
      return 'busy';
    }

    this.#memory.set(chunk, this.#size);
    this.#size = size;
  }

  /** Leaves the budget; the bytes stay readable. */
  settle() {
    this.budget.giveBack(this.#memory.length);
  }

  #grow(size: number): boolean {
    const capacity = Math.min(this.limit, Math.max(size, this.#memory.length * 2, firstCapacity));

    // While they are copied, the bytes are there twice.
    if (!this.budget.take(capacity)) {
      return false;
    }

    const memory = new Uint8Array(capacity);
    memory.set(this.bytes);
    this.budget.giveBack(this.#memory.length);
    this.#memory = memory;

    return true;
  }
}
