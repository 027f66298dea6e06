/** How long Meta tries to deliver what cannot be delivered at once. Source: Meta, "Time-to-live". */
import { type AccountTemplate } from '../../meta/templates/account-template.js';
import { neededTemplates, neededTtl } from '../../templates/needs.js';
import { type Facts } from '../facts.js';
import { type Finding, findingsOf } from '../finding.js';
import { pages } from '../pages.js';

import { applyRemedy, newNameRemedy } from './template-faults.js';

const ttl = findingsOf({
  id: 'template-ttl',
  group: 'Templates',
  title: 'Time to live',
  link: pages.timeToLive,
});

const month = 30 * 24 * 60 * 60;

/** Of a template that has none of its own; those from before 23 October 2024 have 30 days. */
const leastDefault = 600;

const isTold = ({ ttlSeconds }: AccountTemplate): boolean => ttlSeconds !== undefined;

/** At least. */
const secondsOf = ({ ttlSeconds = leastDefault }: AccountTemplate): number =>
  ttlSeconds === -1 ? month : ttlSeconds;

const nameOf = ({ name, language }: AccountTemplate): string => `${name} ${language}`;

const describeTtl = (template: AccountTemplate): string => {
  if (!isTold(template)) {
    return `Meta's default, ${leastDefault} s or more`;
  }

  return template.ttlSeconds === -1 ? '30 days' : `${secondsOf(template)} s`;
};

/** What a template has that is not told cannot be compared, and is left as it is. */
const remedyFor = (templates: readonly AccountTemplate[]): string =>
  [
    ...(templates.some((one) => isTold(one)) ? [applyRemedy] : []),
    ...(templates.every((one) => isTold(one)) ? [] : [`${newNameRemedy}.`]),
  ].join('\n');

const warnOf = (why: string, templates: readonly AccountTemplate[]): Finding =>
  ttl.warning(why, remedyFor(templates), {
    details: templates.map((template) => `${nameOf(template)}: ${describeTtl(template)}.`),
  });

export const checkTtl = (facts: Facts, templates: readonly AccountTemplate[]): Finding => {
  const { codeLife, setup } = facts;
  const needed = neededTtl(setup, codeLife);
  const used = neededTemplates(setup.templates).flatMap((use) =>
    templates.filter(({ name, language }) => name === use.name && language === use.language)
  );
  const outliving = used.filter((template) => secondsOf(template) > codeLife);
  const long = used.filter((template) => secondsOf(template) > needed);
  const untold = used.filter((template) => !isTold(template));

  if (outliving.length > 0) {
    return warnOf(
      `WhatsApp goes on delivering after the code has ended, which is valid for ${codeLife} s.`,
      outliving
    );
  }

  if (long.length > 0) {
    return warnOf(
      `WhatsApp goes on delivering long after the SMS: ${needed} s would be enough.`,
      long
    );
  }

  if (untold.length > 0) {
    return ttl.skipped(
      `Meta does not tell that of ${untold.map((one) => nameOf(one)).join(', ')}: its default is ${leastDefault} s, and 30 days in templates from before 23 October 2024.`
    );
  }

  return used.length > 0
    ? ttl.passed(`No code arrives after it has ended (${codeLife} s).`)
    : ttl.skipped('There is no template yet.');
};
