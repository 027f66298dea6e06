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

const checkConfig = (facts: Facts, { connector }: FallbackConfig): Finding => {
  const { provider } = facts;

  if (provider.kind !== 'known') {
    return subjects.config.skipped(
      provider.kind === 'absent' ? provider.why : `${connector} could not be loaded.`
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

const checkMode = ({ mode, connector }: FallbackConfig): Finding =>
  mode === 'record'
    ? subjects.fallback.warning(
        'It sends nothing, and only writes down what it would have sent (mode "record").',
        'Set fallback.mode to "send" when you have seen enough.'
      )
    : subjects.fallback.passed(`${connector} sends when WhatsApp fails.`);

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

  return [checkMode(fallback), checkConfig(facts, fallback), checkDeadline(facts, fallback)];
};
