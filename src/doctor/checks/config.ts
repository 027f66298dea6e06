/** What stands in the config, before anybody is asked. */
import { isBlank } from '../../config/field.js';
import { expiredSince } from '../../meta/graph-versions.js';
import { hasNoTemplates } from '../../setup/has-no-templates.js';
import { type SetupIssue } from '../../setup/setup.js';
import { explainedElsewhere } from '../causes.js';
import { mayNotCreate } from '../eligibility.js';
import { type Facts } from '../facts.js';
import { type Finding, findingsOf } from '../finding.js';
import { pages } from '../pages.js';

/** By the key of the config. */
const links: ReadonlyMap<string, string> = new Map([
  ['accessToken', pages.tokens],
  ['appSecret', pages.proof],
  ['phoneNumberId', pages.numbers],
  ['businessAccountId', pages.tokens],
  ['apiVersion', pages.versions],
  ['templates', pages.templates],
]);

const subjectOf = ({ key, path }: SetupIssue) => {
  const link = links.get(key);

  return findingsOf({
    id: `config:${path}`,
    group: 'Config',
    title: path || 'Config',
    ...(link !== undefined && { link }),
  });
};

/** It has a check of its own, which says more. */
const isExpiry = ({ key }: SetupIssue, { setup, now }: Facts): boolean =>
  key === 'apiVersion' && expiredSince(setup.apiVersion, now) !== undefined;

/** What came of looking for the number; `undefined` when it is the config that has to say. */
const searchForNumber = (facts: Facts): string | undefined => {
  const { phoneNumberId, numbers } = facts;

  if (phoneNumberId !== undefined) {
    return `was found: ${phoneNumberId}. Console asks for it.`;
  }

  // What was in the way is told by another check, and has to be mended first.
  const reason = numbers.kind === 'failed' ? explainedElsewhere(numbers, facts) : undefined;

  return reason === undefined ? undefined : `could not be looked for. ${reason}`;
};

const checkIssue = (issue: SetupIssue, facts: Facts): Finding => {
  const { key, path, message } = issue;
  const { raw, origin } = facts.setup;
  const subject = subjectOf(issue);
  const remedy = `Change ${path || 'it'} in ${origin}.`;

  if (key === 'phoneNumberId' && isBlank(raw.phoneNumberId)) {
    const search = searchForNumber(facts);

    return search === undefined
      ? subject.failed(message, remedy)
      : subject.skipped(`It is not set, and ${search}`);
  }

  if (key === 'templates' && hasNoTemplates(facts.setup)) {
    const reason =
      facts.token.kind === 'failed' ? explainedElsewhere(facts.token, facts) : undefined;

    // What makes them needs the same.
    if (reason !== undefined) {
      return subject.skipped(`There are none yet. ${reason}`);
    }

    if (mayNotCreate(facts)) {
      return subject.skipped('There are none yet: the business has to be verified first.');
    }

    return subject.failed(
      'There are no templates in the config.',
      'Run "connector-whatsapp-otp templates apply": it makes them, and prints what belongs there.'
    );
  }

  return subject.failed(message, remedy);
};

export const checkConfig = (facts: Facts): Finding[] => {
  const { issues, origin } = facts.setup;
  const findings = issues
    .filter((issue) => !isExpiry(issue, facts))
    .map((issue) => checkIssue(issue, facts));

  return findings.length === 0
    ? [
        findingsOf({ id: 'config', group: 'Config', title: 'Config' }).passed(
          `All that is needed stands in ${origin}.`
        ),
      ]
    : findings;
};
