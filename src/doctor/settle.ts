/** How a look at something ends: never with an exception, and never too late. */
import { setTimeout as wait } from 'node:timers/promises';

import { type CallFailure, type Failure, SendFailure } from '../meta/failure.js';
import { SubscriptionFailure } from '../meta/subscriptions.js';

import { type Fact, absent, known } from './facts.js';

/** Milliseconds, for each call and for all together. */
export type DoctorTimes = { call: number; all: number };

/** There is nothing to ask, or nobody. */
export class Absence extends Error {
  /** @param isProblem Whether there is somebody, who cannot be asked. */
  constructor(
    message: string,
    readonly isProblem = false
  ) {
    super(message);
  }
}

/** Why something is not known that failed in a way that no check expects. */
export const unforeseen =
  'It could not be looked at, for a reason that nobody foresaw. Please report it.';

const isOfCall = (failure: Failure): failure is CallFailure => failure.kind !== 'refused';

const factOf = (error: unknown): Fact<never> => {
  if (error instanceof Absence) {
    return absent(error.message, error.isProblem);
  }

  if (error instanceof SubscriptionFailure) {
    return { kind: 'failed', failure: error.failure };
  }

  return error instanceof SendFailure && isOfCall(error.failure)
    ? { kind: 'failed', failure: error.failure }
    : // What it is may hold anything.
      absent(unforeseen, true);
};

export class Settling {
  readonly #end: Promise<void>;

  /** @param time For everything together, in milliseconds. */
  constructor(private readonly time: number) {
    // Nobody has to wait for it.
    this.#end = wait(time, undefined, { ref: false });
  }

  /**
   * @param host Who is said to be silent when there is nothing until the end.
   */
  async settle<Value>(host: string, look: () => Promise<Value>): Promise<Fact<Value>> {
    const late = async (): Promise<Fact<Value>> => {
      await this.#end;

      return {
        kind: 'failed',
        failure: { kind: 'silent', host, seconds: Math.ceil(this.time / 1000) },
      };
    };
    const result = async (): Promise<Fact<Value>> => {
      try {
        return known(await look());
      } catch (error: unknown) {
        return factOf(error);
      }
    };

    return Promise.race([result(), late()]);
  }
}

/**
 * What a fact holds, for another that needs it.
 *
 * @throws {SendFailure | Absence} Why it is not known, so that the other is not known for the same
 * reason.
 */
export const requireValue = <Value>(fact: Fact<Value>): Value => {
  switch (fact.kind) {
    case 'known': {
      return fact.value;
    }

    case 'failed': {
      throw new SendFailure(fact.failure);
    }

    case 'absent': {
      throw new Absence(fact.why, fact.isProblem);
    }
  }
};
