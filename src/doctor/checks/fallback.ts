/** The SMS that goes out when WhatsApp fails. */
import { isBlank } from '../../config/field.js';
import { type FallbackConfig } from '../../fallback/config.js';
import { type ProviderIssue } from '../../fallback/provider.js';
import { type Facts } from '../facts.js';
import { type Finding, findingsOf } from '../finding.js';

const subjects = Object.freeze({
  fallback: findingsOf({ id: 'fallback', group: 'Delivery', title: 'SMS fallback' }),
  config: findingsOf({ id: 'fallback-config', group: 'Delivery', title: 'SMS config' }),
  deadline: findingsOf({ id: 'fallback-deadline', group: 'Delivery', title: 'SMS deadline' }),
});

/** A guard may repeat the value, which can be a secret too short for the censor to know. */
const withoutValue = (message: string): string => message.replace(/,? received [\S\s]*$/, '');

const describe = ({ path, message }: ProviderIssue, { setup: { censor } }: Facts): string =>
  `${['fallback', 'config', ...path].join('.')}: ${censor.text(withoutValue(message))}.`.replace(
    /\.\.$/,
    '.'
  );

/** Where a folder has the package, npx runs that one, which sees what lies beside it. */
const howToInstall = (connector: string): string =>
  `Check the name. Then run "npm install connector-whatsapp-otp ${connector}" in a folder, and the doctor with npx in the same.`;

const checkConfig = (facts: Facts, { connector }: FallbackConfig): Finding => {
  const { provider } = facts;

  if (provider.kind !== 'known') {
    return subjects.config.warning(
      provider.kind === 'absent'
        ? provider.why
        : `${connector} could not be loaded in time, so that its config was not checked.`,
      howToInstall(connector)
    );
  }

  const [first, ...details] = provider.value.map((issue) => describe(issue, facts));

  return first === undefined
    ? subjects.config.passed(`${connector} takes it.`)
    : subjects.config.failed(
        first,
        'Enter under fallback.config what that connector has in its own form.',
        { details }
      );
};

const checkMode = ({ provider }: Facts, { mode, connector }: FallbackConfig): Finding => {
  if (mode === 'record') {
    return subjects.fallback.warning(
      'It sends nothing, and only writes down what it would have sent (mode "record").',
      'Set fallback.mode to "send" when you have seen enough.'
    );
  }

  return provider.kind === 'known'
    ? subjects.fallback.passed(`${connector} sends when WhatsApp fails.`)
    : subjects.fallback.skipped(`Whether ${connector} can send is not known here.`);
};

const checkDeadline = (
  { codeLife, setup }: Facts,
  { whenNotDeliveredWithinSeconds: deadline }: FallbackConfig
): Finding => {
  if (!setup.relay) {
    return subjects.deadline.skipped('Without a relay, nobody looks at the time.');
  }

  return deadline < codeLife
    ? subjects.deadline.passed(`An SMS goes out after ${deadline} s; a code lives ${codeLife} s.`)
    : subjects.deadline.failed(
        `The SMS goes out after ${deadline} s, when the code has ended: it lives ${codeLife} s.`,
        'Set fallback.whenNotDeliveredWithinSeconds to 25, or leave it out.',
        { facts: { deadline, codeLife } }
      );
};

export const checkFallback = (facts: Facts): Finding[] => {
  const { fallback, raw } = facts.setup;

  if (!fallback) {
    return [
      subjects.fallback.skipped(
        isBlank(raw.fallback) ? 'None is configured.' : 'It cannot be read; see Config.'
      ),
    ];
  }

  return [checkMode(facts, fallback), checkConfig(facts, fallback), checkDeadline(facts, fallback)];
};
