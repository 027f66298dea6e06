import { createEvents } from './events.js';
import { Ring } from './ring.js';

/** A send that was not accepted, or that got no answer. */
export type Refusal = {
  id: string;
  /** ISO 8601. */
  at: string;
  /** E.164, when the recipient could be read. */
  to?: string | undefined;
  /** HTTP status; 0 when there was no answer. */
  status: number;
  code?: number | undefined;
  message: string;
  details?: string | undefined;
  request: unknown;
  answer: unknown;
};

/** How many refusals are kept. */
const capacity = 1000;

export class Refusals {
  readonly events = createEvents<{ add: [Refusal] }>();
  readonly #refusals = new Ring<Refusal>(capacity);
  #count = 0;

  /** Oldest first. */
  get all(): Refusal[] {
    return this.#refusals.entries;
  }

  add(fields: Omit<Refusal, 'id'>) {
    this.#count += 1;
    const refusal = { id: `r${this.#count}`, ...fields };
    this.#refusals.set(refusal.id, refusal);
    this.events.emit('add', refusal);
  }

  clear(number?: string) {
    for (const { id, to } of this.all) {
      if (number === undefined || to === number) {
        this.#refusals.delete(id);
      }
    }
  }
}
