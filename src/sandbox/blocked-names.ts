import { type Clock } from './clock.js';

/** For how long the name of a deleted approved template cannot be used again. */
const blockTime = 30 * 24 * 60 * 60_000;

/** Names of deleted templates, in every language. Source: Meta, "Template management". */
export class BlockedNames {
  readonly #names = new Map<string, string>();

  constructor(private readonly clock: Clock) {}

  /** Each name, and until when (ISO 8601) it is blocked. */
  get state(): Record<string, string> {
    return Object.fromEntries(this.#names);
  }

  restore(state: Readonly<Record<string, string>>) {
    for (const [name, until] of Object.entries(state)) {
      this.#names.set(name, until);
    }
  }

  block(name: string) {
    const until = new Date(this.clock.now().getTime() + blockTime);
    this.#names.set(name, until.toISOString());
  }

  has(name: string): boolean {
    const until = this.#names.get(name);

    return until !== undefined && this.clock.now() < new Date(until);
  }
}
