/** What Meta itself says of whether messages go out. Source: Meta, "Messaging health status". */
import { type HealthEntity } from '../../meta/diagnostics/health.js';
import { withoutControls } from '../../problem/explain-call.js';
import { withFullStop } from '../../problem/sentence.js';
import { explainedElsewhere } from '../causes.js';
import { isBusinessUnverified } from '../eligibility.js';
import { type Facts, valueOf } from '../facts.js';
import { type Finding, type State, findingsOf } from '../finding.js';
import { pages } from '../pages.js';

import { reviews } from './account.js';
import { failedCall } from './failed-call.js';
import { type Judgement, whyUntold } from './judgement.js';
import { names, statuses } from './number-values.js';

const health = findingsOf({
  id: 'health',
  group: 'Account',
  title: 'Health',
  link: pages.health,
});

const payment = findingsOf({
  id: 'payment',
  group: 'Account',
  title: 'Payment',
  link: pages.health,
});

/** Source: Meta, "Error codes": 131042 and 131044. */
const paymentCodes: ReadonlySet<number | undefined> = new Set([131_042, 131_044, 141_006]);
const paymentWords = /payment|billing|credit line|invoice|unpaid/i;

type Problem = HealthEntity['problems'][number];

const isAboutPayment = ({ code, description = '' }: Problem): boolean =>
  paymentCodes.has(code) || paymentWords.test(description);

const entityNames: ReadonlyMap<string, string> = new Map([
  ['PHONE_NUMBER', 'The phone number'],
  ['WABA', 'The account'],
  ['BUSINESS', 'The business'],
  ['APP', 'The app'],
]);

const nameOf = ({ type }: HealthEntity): string => entityNames.get(type) ?? 'Something else';

const stateIn = (table: ReadonlyMap<string, Judgement>, value: string | undefined): State =>
  value === undefined ? 'skipped' : (table.get(value)?.state ?? 'warning');

/** What other checks say of the same thing: what blocks all messages, and what only limits them. */
const statesOf = (type: string, facts: Facts): { blocking?: State; limiting?: State } => {
  const number = valueOf(facts.number);

  switch (type) {
    case 'PHONE_NUMBER': {
      return {
        blocking: stateIn(statuses, number?.status),
        limiting: stateIn(names, number?.nameStatus),
      };
    }

    case 'WABA': {
      return { blocking: stateIn(reviews, valueOf(facts.account)?.reviewStatus) };
    }

    case 'BUSINESS': {
      return isBusinessUnverified(facts) ? { limiting: 'warning' } : {};
    }

    default: {
      return {};
    }
  }
};

/** What only limits explains no block. */
const isTold = ({ type, verdict }: HealthEntity, facts: Facts): boolean => {
  const { blocking, limiting } = statesOf(type, facts);

  return verdict === 'BLOCKED'
    ? blocking === 'failed'
    : [blocking, limiting].some((state) => state === 'failed' || state === 'warning');
};

const sentence = (text: string): string =>
  withFullStop(withoutControls(text).replaceAll(/\s+/g, ' ').trim());

/** Meta's words, without what looks like a secret. */
const describe = (entity: HealthEntity, { setup: { censor } }: Facts): string[] => [
  ...entity.problems.map(({ description = 'Meta does not say why', code }) =>
    sentence(
      `${nameOf(entity)}: ${censor.text(description)}${code === undefined ? '' : ` (${code})`}`
    )
  ),
  ...entity.remarks.map((remark) => sentence(`${nameOf(entity)}: ${censor.text(remark)}`)),
  ...(entity.problems.length + entity.remarks.length === 0
    ? [`${nameOf(entity)}: Meta does not say why.`]
    : []),
];

const solutionFor = (entities: readonly HealthEntity[], { setup: { censor } }: Facts): string => {
  const solution = entities
    .flatMap(({ problems }) => problems)
    .map((problem) => problem.solution)
    .find(Boolean);

  return solution === undefined
    ? 'Look into WhatsApp Manager → Overview, which shows what is open.'
    : sentence(censor.text(solution));
};

const judgeEntities = (entities: readonly HealthEntity[], facts: Facts): Finding => {
  const troubled = entities.filter(({ verdict }) => ['BLOCKED', 'LIMITED'].includes(verdict));
  const open = troubled
    .filter((entity) => !isTold(entity, facts))
    .filter(
      ({ problems }) =>
        problems.length === 0 || !problems.every((problem) => isAboutPayment(problem))
    )
    .map((entity) => ({
      ...entity,
      problems: entity.problems.filter((problem) => !isAboutPayment(problem)),
    }));
  const more = {
    facts: { entities: entities.map(({ type, id, verdict }) => ({ type, id, verdict })) },
  };

  if (open.length === 0) {
    return troubled.length > 0
      ? health.skipped('Meta complains of nothing but what is told already.')
      : health.passed('Meta sees nothing in the way of messages.', more);
  }

  const isBlocked = open.some(({ verdict }) => verdict === 'BLOCKED');
  const [why = '', ...details] = open.flatMap((entity) => describe(entity, facts));
  const remedy = solutionFor(open, facts);

  return isBlocked
    ? health.failed(why, remedy, { ...more, details })
    : health.warning(why, remedy, { ...more, details });
};

const checkPayment = (entities: readonly HealthEntity[], facts: Facts): Finding => {
  const problems = entities.flatMap((entity) =>
    entity.problems.filter((one) => isAboutPayment(one))
  );
  const [problem] = problems;

  if (!problem) {
    return payment.passed('Nothing is open.');
  }

  const { description = 'Something about the payment is open', code } = problem;

  return payment.failed(
    sentence(`${facts.setup.censor.text(description)}${code === undefined ? '' : ` (${code})`}`),
    'Business settings → Billing & payments: add a payment method, or pay what is open.'
  );
};

export const checkHealth = (facts: Facts): Finding[] => {
  const { number, account } = facts;
  const entities = valueOf(number)?.health ?? valueOf(account)?.health;

  if (entities) {
    return [judgeEntities(entities, facts), checkPayment(entities, facts)];
  }

  const fact = number.kind === 'known' ? account : number;
  const reason =
    fact.kind === 'known'
      ? whyUntold(valueOf(number) ?? fact.value)
      : (explainedElsewhere(fact, facts) ?? 'This takes the right IDs.');

  return [health.skipped(reason), payment.skipped(reason)];
};

const key = findingsOf({ id: 'gateway-key', group: 'Token', title: '360dialog API key' });

/** With 360dialog, nothing but the health can be asked for. */
export const checkGateway = (facts: Facts): Finding[] => {
  const { gateway } = facts;

  if (gateway.kind === 'known') {
    return [
      key.passed('360dialog accepts it.'),
      judgeEntities(gateway.value, facts),
      checkPayment(gateway.value, facts),
    ];
  }

  if (gateway.kind === 'absent') {
    return [key.skipped(gateway.why)];
  }

  return [
    failedCall(key, gateway.failure, { speaker: '360dialog' }),
    health.skipped('360dialog could not be asked.'),
  ];
};
