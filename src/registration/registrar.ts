/** Has the relay watch over codes that WhatsApp has accepted. */
import { setImmediate as nextTurn } from 'node:timers/promises';

import { type Claims } from './claims.js';
import { type Relay, postRegistration } from './post-registration.js';
import { RelayLog } from './relay-log.js';
import { type RelayProblem, RelayFailure, isPassing } from './relay-problem.js';

/** A code that WhatsApp has accepted; how long ago, is told with each try. */
export type AcceptedCode = Omit<Claims, 'age'>;

/** Milliseconds before each further try: a restart of the relay takes some seconds. */
const delays: readonly number[] = [1000, 2000, 4000, 8000];

/** For one try, in milliseconds. */
const tryTimeout = 5000;

/** While an administrator waits, in milliseconds. */
const checkTimeout = 3000;
const shortestCheck = 500;

/** Those that wait for a relay hold some KB each. */
const maximumPending = 1000;

/** What registrations take from the world around them. */
export type RegistrarSurroundings = {
  /** A monotonic clock, in milliseconds. */
  now: () => number;
  /** Between 0 and 1, to spread the tries of many senders. */
  random: () => number;
  wait: (milliseconds: number) => Promise<unknown>;
  /** One line for whoever operates Logto. */
  write: (line: string) => void;
};

const hostOf = ({ url }: Relay): string => new URL(url).host;

export class Registrar {
  /** How many are on their way. */
  #pending = 0;
  readonly #log: RelayLog;

  constructor(private readonly surroundings: RegistrarSurroundings) {
    this.#log = new RelayLog(surroundings.write, surroundings.now);
  }

  /**
   * Tells the relay of a code in the background: up to five tries within about 40 s. Whatever becomes
   * of it, the send has neither to wait nor to fail for it.
   *
   * @param describe Called later.
   */
  register(relay: Relay, describe: () => AcceptedCode) {
    void this.#register(relay, describe, this.surroundings.now());
  }

  /**
   * Tells the relay while an administrator waits: one try of at most 3 s.
   *
   * @param deadline By the clock of the surroundings; passed by half a second at most.
   * @throws {RelayFailure} When the relay has not taken it.
   */
  async check(relay: Relay, accepted: AcceptedCode, deadline: number): Promise<void> {
    const remaining = deadline - this.surroundings.now();
    const problem = await postRegistration(
      relay,
      { ...accepted, age: 0 },
      Math.max(shortestCheck, Math.min(checkTimeout, remaining))
    );

    if (problem) {
      throw new RelayFailure(problem, hostOf(relay));
    }
  }

  async #register(relay: Relay, describe: () => AcceptedCode, acceptedAt: number): Promise<void> {
    this.#pending += 1;

    try {
      const problem =
        this.#pending > maximumPending
          ? ({ kind: 'crowded' } as const)
          : await this.#tell(relay, describe, acceptedAt);

      if (problem) {
        this.#log.failed(hostOf(relay), problem);
      } else {
        this.#log.took(hostOf(relay));
      }
    } catch {
      // Nobody waits for this promise, and its rejection would end Logto. What was thrown may hold
      // what Logto gave, so that it is not told either.
    } finally {
      this.#pending -= 1;
    }
  }

  async #tell(
    relay: Relay,
    describe: () => AcceptedCode,
    acceptedAt: number
  ): Promise<RelayProblem | undefined> {
    // The send answers first.
    await nextTurn();

    return this.#try(relay, describe(), { acceptedAt, tried: 0 });
  }

  async #try(
    relay: Relay,
    accepted: AcceptedCode,
    { acceptedAt, tried }: { acceptedAt: number; tried: number }
  ): Promise<RelayProblem | undefined> {
    const { now, random, wait } = this.surroundings;
    const age = (now() - acceptedAt) / 1000;
    const problem = await postRegistration(relay, { ...accepted, age }, tryTimeout);
    const delay = problem && isPassing(problem) ? delays[tried] : undefined;

    if (delay === undefined) {
      return problem;
    }

    await wait(delay * (0.8 + random() * 0.4));

    return this.#try(relay, accepted, { acceptedAt, tried: tried + 1 });
  }
}
