import { type Failure } from '../meta/failure.js';

/** Why the relay has not taken a registration, free of secrets. */
export type RelayProblem =
  | { kind: 'unreachable'; systemCode: string; lasting: boolean }
  | { kind: 'lost'; systemCode: string }
  | { kind: 'silent' }
  /** It answers, and cannot take anything now. */
  | { kind: 'busy'; status: number }
  | { kind: 'other-secret' }
  /** Something else answers at its address. */
  | { kind: 'stranger'; status: number }
  | { kind: 'clocks' }
  | { kind: 'misunderstood'; status: number }
  /** Too many wait for it already. */
  | { kind: 'crowded' }
  | { kind: 'oversized' };

/** An answer after which another try may find the relay well. */
export const isBusy = (status: number): boolean => status === 429 || status >= 500;

/** Why a call to the relay has brought no answer of the relay's. */
export const problemOfFailure = (failure: Failure): RelayProblem => {
  switch (failure.kind) {
    case 'unreachable': {
      const { systemCode, lasting } = failure;

      return { kind: 'unreachable', systemCode, lasting };
    }

    case 'lost': {
      return { kind: 'lost', systemCode: failure.systemCode };
    }

    case 'unreadable': {
      const { status } = failure;

      return isBusy(status) ? { kind: 'busy', status } : { kind: 'stranger', status };
    }

    case 'answered': {
      return { kind: 'stranger', status: failure.report.status };
    }

    // Nobody refuses to make such a call.
    case 'silent':
    case 'refused': {
      return { kind: 'silent' };
    }
  }
};

/** What is wrong, as a part of a sentence, and what to do about it. */
type Explanation = { clause: string; remedy: string };

type ConnectionProblem = Extract<RelayProblem, { kind: 'unreachable' | 'lost' | 'silent' }>;

const seeReadiness = 'Look into its log; its /readyz tells what it lacks.';

const explainConnection = (problem: ConnectionProblem, relay: string): Explanation => {
  switch (problem.kind) {
    case 'unreachable': {
      return problem.lasting
        ? {
            clause: `no secure connection to ${relay} could be made (${problem.systemCode})`,
            remedy: 'Check its certificate, and whether its address begins with http or https.',
          }
        : {
            clause: `${relay} cannot be reached (${problem.systemCode})`,
            remedy: "Check that it runs, and that Logto's server can reach this address.",
          };
    }

    case 'lost': {
      return {
        clause: `${relay} broke the connection (${problem.systemCode})`,
        remedy: 'Look into its log, and check that this is its address.',
      };
    }

    case 'silent': {
      return { clause: `${relay} did not answer in time`, remedy: seeReadiness };
    }
  }
};

/** @param host Of the relay. */
export const explainProblem = (problem: RelayProblem, host: string): Explanation => {
  const relay = `the relay at ${host}`;

  switch (problem.kind) {
    case 'busy': {
      return {
        clause: `${relay} cannot take anything at the moment (HTTP ${problem.status})`,
        remedy: seeReadiness,
      };
    }

    case 'other-secret': {
      return {
        clause: `${relay} has another secret`,
        remedy: 'Enter the same relay secret in Console and as RELAY_SECRET of the relay.',
      };
    }

    case 'stranger': {
      return {
        clause: `what answers at ${host} is not the relay (HTTP ${problem.status})`,
        remedy:
          'Check the relay URL: it is the address of "connector-whatsapp-otp relay", without /webhook or /deliveries.',
      };
    }

    case 'clocks': {
      return {
        clause: `the clocks of Logto's server and of ${relay} differ by hours`,
        remedy: 'Have both set by a time server.',
      };
    }

    case 'misunderstood': {
      return {
        clause: `${relay} does not understand what it is told (HTTP ${problem.status})`,
        remedy: 'Run the relay in the version of the connector.',
      };
    }

    case 'crowded': {
      return { clause: `too many codes wait for ${relay} to answer`, remedy: seeReadiness };
    }

    case 'oversized': {
      return {
        clause: `what ${relay} is to know of a code is larger than 64 KB`,
        remedy: 'Shorten the config under "fallback", such as the texts of its templates.',
      };
    }

    default: {
      return explainConnection(problem, relay);
    }
  }
};

/** Whether another try may find the relay well. */
export const isPassing = (problem: RelayProblem): boolean =>
  problem.kind === 'unreachable'
    ? !problem.lasting
    : ['lost', 'silent', 'busy'].includes(problem.kind);

/** A relay that has not taken a registration while an administrator waited for it. */
export class RelayFailure extends Error {
  constructor(
    readonly problem: RelayProblem,
    readonly host: string
  ) {
    super('relay');
  }
}
