/** All checks, in the order in which they are printed: the first cause stands first. */
import { isRecord } from '../json/is-record.js';

import { checkAccount } from './checks/account.js';
import { checkConfig } from './checks/config.js';
import { checkFallback } from './checks/fallback.js';
import { checkClock, checkService, checkVersion } from './checks/graph.js';
import { checkGateway, checkHealth } from './checks/health.js';
import { checkLanguages } from './checks/languages.js';
import { checkNumber } from './checks/number.js';
import { checkRelay } from './checks/relay.js';
import { checkTemplates } from './checks/templates.js';
import { checkToken } from './checks/token.js';
import { checkWebhooks } from './checks/webhooks.js';
import { type Facts } from './facts.js';
import { type Finding, type State, findingsOf, groups, states } from './finding.js';
import { unforeseen } from './settle.js';

const withMeta = (facts: Facts): Finding[] => [
  checkService(facts),
  checkVersion(facts),
  checkClock(facts),
  ...checkToken(facts),
  ...checkNumber(facts),
  ...checkAccount(facts),
  ...checkHealth(facts),
  ...checkTemplates(facts),
];

const behindGateway = (facts: Facts): Finding[] => [
  ...checkGateway(facts),
  findingsOf({ id: 'gateway', group: 'Number', title: 'Number, account and templates' }).skipped(
    'They are with 360dialog: look into its Hub.'
  ),
  checkLanguages(facts),
];

/** What no check expects must not look like something that does not apply. */
const checkUnforeseen = (facts: Facts): Finding[] => {
  const isThere = Object.values<unknown>(facts).some(
    (fact) => isRecord(fact) && fact.kind === 'absent' && fact.why === unforeseen
  );

  return isThere
    ? [
        findingsOf({ id: 'unforeseen', group: 'Config', title: 'Doctor' }).warning(
          'Something could not be looked at, for a reason that nobody foresaw.',
          'Run the doctor again; if it says the same, please report it.'
        ),
      ]
    : [];
};

/** What is to be said of these facts. */
export const diagnose = (facts: Facts): Finding[] => {
  const findings = [
    ...checkConfig(facts),
    ...checkUnforeseen(facts),
    ...(facts.setup.gateway === 'meta' ? withMeta(facts) : behindGateway(facts)),
    ...checkRelay(facts),
    ...checkWebhooks(facts),
    ...checkFallback(facts),
  ];

  return groups.flatMap((group) => findings.filter((finding) => finding.group === group));
};

export type Counts = Readonly<Record<State, number>>;

export const countStates = (findings: readonly Finding[]): Counts => {
  const count = (state: State) => findings.filter((finding) => finding.state === state).length;
  const [passed, warning, failed, skipped] = states.map((state) => count(state));

  return { passed: passed ?? 0, warning: warning ?? 0, failed: failed ?? 0, skipped: skipped ?? 0 };
};

const several = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** One line that says how it stands, and where to begin. */
export const verdictOf = (findings: readonly Finding[]): string => {
  const { passed, warning, failed } = countStates(findings);
  const first =
    findings.find(({ state }) => state === 'failed') ??
    findings.find(({ state }) => state === 'warning');

  if (!first) {
    return `All well: ${several(passed, 'check')} passed.`;
  }

  const problems = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(warning > 0 ? [several(warning, 'warning')] : []),
  ].join(', ');

  const { group, title } = first;

  return `${problems}; start with: ${title === group ? title : `${group} → ${title}`}.`;
};
