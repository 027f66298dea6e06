/** The relay, as the connector will find it. */
import { isBlank } from '../../config/field.js';
import { sentenceOf } from '../../problem/sentence.js';
import {
  type RelayProblem,
  explainProblem,
  problemOfFailure,
} from '../../registration/relay-problem.js';
import { type Setup } from '../../setup/setup.js';
import { type Facts, type RelayFacts, type SecretFacts } from '../facts.js';
import { type Finding, findingsOf } from '../finding.js';

import { toleratedSkew } from './graph.js';

const subjects = Object.freeze({
  relay: findingsOf({ id: 'relay', group: 'Delivery', title: 'Relay' }),
  secret: findingsOf({ id: 'relay-secret', group: 'Delivery', title: 'Relay secret' }),
  clock: findingsOf({ id: 'relay-clock', group: 'Delivery', title: 'Relay clock' }),
});

const failedWith = (problem: RelayProblem, host: string): Finding => {
  const { clause, remedy } = explainProblem(problem, host);

  return subjects.relay.failed(
    sentenceOf(clause),
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
  old: subjects.secret.warning(
    'This relay is of another release, and cannot be asked.',
    'Run the relay in the release of the connector.'
  ),
  stranger: subjects.secret.warning(
    'Something in front of the relay answers in its place.',
    'Let what is in front of it pass /deliveries and all below it.'
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

const withoutRelay = ({ fallback, raw }: Setup): Finding => {
  if (!isBlank(raw.relayUrl) || !isBlank(raw.relaySecret)) {
    return subjects.relay.skipped('It cannot be read; see Config.');
  }

  return fallback
    ? subjects.relay.warning(
        'There is none: a code that WhatsApp accepts and does not deliver gets no SMS.',
        'Run one (docs/relay.md), and enter its address and secret in the config.'
      )
    : subjects.relay.skipped('None is configured.');
};

export const checkRelay = (facts: Facts): Finding[] => {
  const { setup, relay, relaySecret } = facts;

  if (!setup.relay) {
    return [withoutRelay(setup)];
  }

  const { host } = new URL(setup.relay.url);
  const { secret, clock } = subjects;

  if (relay.kind === 'absent') {
    return [subjects.relay, secret, clock].map(({ skipped }) => skipped(relay.why));
  }

  if (relay.kind === 'failed') {
    return [
      failedWith(problemOfFailure(relay.failure), host),
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
