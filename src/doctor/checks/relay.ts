/** The relay, as the connector will find it. */
import { type CallFailure } from '../../meta/failure.js';
import { type RelayProblem, explainProblem } from '../../registration/relay-problem.js';
import { type Facts, type RelayFacts, type SecretFacts } from '../facts.js';
import { type Finding, findingsOf } from '../finding.js';

import { toleratedSkew } from './graph.js';

const subjects = Object.freeze({
  relay: findingsOf({ id: 'relay', group: 'Delivery', title: 'Relay' }),
  secret: findingsOf({ id: 'relay-secret', group: 'Delivery', title: 'Relay secret' }),
  clock: findingsOf({ id: 'relay-clock', group: 'Delivery', title: 'Relay clock' }),
});

const problemOf = (failure: CallFailure): RelayProblem => {
  switch (failure.kind) {
    case 'unreachable': {
      const { systemCode, lasting } = failure;

      return { kind: 'unreachable', systemCode, lasting };
    }

    case 'lost': {
      return { kind: 'lost', systemCode: failure.systemCode };
    }

    case 'silent': {
      return { kind: 'silent' };
    }

    case 'unreadable': {
      return { kind: 'stranger', status: failure.status };
    }

    case 'answered': {
      return { kind: 'stranger', status: failure.report.status };
    }
  }
};

const sentence = (clause: string): string =>
  `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}.`;

const failedWith = (problem: RelayProblem, host: string): Finding => {
  const { clause, remedy } = explainProblem(problem, host);

  return subjects.relay.failed(
    sentence(clause),
    problem.kind === 'unreachable' && !problem.lasting
      ? `${remedy} If only Logto can, run the doctor where Logto runs.`
      : remedy
  );
};

const judgeReadiness = ({ status, isRelay }: RelayFacts, host: string): Finding => {
  if (!isRelay) {
    return failedWith({ kind: 'stranger', status }, host);
  }

  return status === 200
    ? subjects.relay.passed(`${host} is ready.`)
    : subjects.relay.failed(
        `The relay at ${host} runs and is not ready: its database does not answer.`,
        'Look into its log, and at DATABASE_URL.'
      );
};

const secretFindings: Readonly<Record<SecretFacts, Finding>> = Object.freeze({
  same: subjects.secret.passed('The same as that of the connector.'),
  other: subjects.secret.failed(
    'The relay has another secret: it takes no code from the connector.',
    'Enter the same relay secret in Console and as RELAY_SECRET of the relay.'
  ),
  unknown: subjects.secret.warning(
    'This relay is too old to be asked.',
    'Run the relay in the version of the connector.'
  ),
  busy: subjects.secret.skipped('The relay could not be asked.'),
});

const checkClock = ({ skew }: RelayFacts): Finding => {
  if (skew === undefined) {
    return subjects.clock.skipped('The relay does not tell the time.');
  }

  return Math.abs(skew) > toleratedSkew
    ? subjects.clock.warning(
        `The relay's is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} this machine's.`,
        'Let a time server set both.',
        { facts: { skew } }
      )
    : subjects.clock.passed("Agrees with this machine's.");
};

export const checkRelay = (facts: Facts): Finding[] => {
  const { setup, relay, relaySecret } = facts;

  if (!setup.relay) {
    return setup.fallback
      ? [
          subjects.relay.warning(
            'There is none: a code that WhatsApp accepts and does not deliver gets no SMS.',
            'Run one (docs/relay.md), and enter its address and secret in the config.'
          ),
        ]
      : [subjects.relay.skipped('None is configured.')];
  }

  const { host } = new URL(setup.relay.url);
  const { secret, clock } = subjects;

  if (relay.kind === 'absent') {
    return [subjects.relay, secret, clock].map(({ skipped }) => skipped(relay.why));
  }

  if (relay.kind === 'failed') {
    return [
      failedWith(problemOf(relay.failure), host),
      secret.skipped('The relay could not be asked.'),
      clock.skipped('The relay could not be asked.'),
    ];
  }

  if (!relay.value.isRelay) {
    return [
      judgeReadiness(relay.value, host),
      secret.skipped('That takes the right relay URL.'),
      clock.skipped('That takes the right relay URL.'),
    ];
  }

  return [
    judgeReadiness(relay.value, host),
    relaySecret.kind === 'known'
      ? secretFindings[relaySecret.value]
      : secret.skipped(
          relaySecret.kind === 'absent' ? relaySecret.why : 'The relay could not be asked.'
        ),
    checkClock(relay.value),
  ];
};
