/** How long Meta tries to deliver what cannot be delivered at once. Source: Meta, "Time-to-live". */
import { type AccountTemplate } from '../../meta/templates/account-template.js';
import { neededTemplates, neededTtl } from '../../templates/needs.js';
import { type Facts } from '../facts.js';
import { type Finding, findingsOf } from '../finding.js';
import { pages } from '../pages.js';

import { apply } from './template-faults.js';

const ttl = findingsOf({
  id: 'template-ttl',
  group: 'Templates',
  title: 'Time to live',
  link: pages.timeToLive,
});

const secondsOf = (template: AccountTemplate): number =>
  template.ttlSeconds === -1 ? 30 * 24 * 60 * 60 : (template.ttlSeconds ?? 0);

const describeTtl = (template: AccountTemplate): string =>
  `${template.name} ${template.language}: ${
    template.ttlSeconds === -1 ? '30 days' : `${secondsOf(template)} s`
  }`;

export const checkTtl = (facts: Facts, templates: readonly AccountTemplate[]): Finding => {
  const { codeLife, setup } = facts;
  const needed = neededTtl(setup, codeLife);
  const used = neededTemplates(setup.templates).flatMap((use) =>
    templates.filter(({ name, language }) => name === use.name && language === use.language)
  );
  const outliving = used.filter((template) => secondsOf(template) > codeLife);
  const long = used.filter((template) => secondsOf(template) > needed);
  const details = (some: readonly AccountTemplate[]) => ({
    details: some.map((template) => `${describeTtl(template)}.`),
  });

  if (outliving.length > 0) {
    return ttl.warning(
      `WhatsApp goes on delivering after the code has ended, which is valid for ${codeLife} s.`,
      apply,
      details(outliving)
    );
  }

  if (long.length > 0) {
    return ttl.warning(
      `WhatsApp goes on delivering long after the SMS: ${needed} s would be enough.`,
      apply,
      details(long)
    );
  }

  return used.length > 0
    ? ttl.passed(`No code arrives after it has ended (${codeLife} s).`)
    : ttl.skipped('There is no template yet.');
};
