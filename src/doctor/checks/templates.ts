/** The templates that the config names, as the account has them. */
import { type AccountTemplate } from '../../meta/templates/account-template.js';
import { neededTemplates } from '../../templates/needs.js';
import { explainedElsewhere } from '../causes.js';
import { mayNotCreate } from '../eligibility.js';
import { type Facts, valueOf } from '../facts.js';
import { type Finding, findingsOf } from '../finding.js';
import { pages } from '../pages.js';

import { failedCall } from './failed-call.js';
import { checkLanguages } from './languages.js';
import { type Fault, applyRemedy, faultOf } from './template-faults.js';
import { checkTtl } from './template-ttl.js';

const list = (languages: readonly string[]): string => languages.join(', ');

const lineOf = ({ languages, text }: { languages: readonly string[]; text: string }): string =>
  `${list(languages)}: ${text}.`;

type FaultOfLanguages = Fault & { languages: string[] };

/** What to do; a line for each thing, with its languages, where there are several. */
const remedyOf = (faults: readonly FaultOfLanguages[]): string => {
  const remedies = new Set(faults.map(({ remedy }) => remedy));

  return [...remedies]
    .map((remedy) => {
      const languages = faults
        .filter((fault) => fault.remedy === remedy)
        .flatMap((fault) => fault.languages);

      return remedies.size === 1 ? remedy : `${list(languages)}: ${remedy}`;
    })
    .join('\n');
};

/** One finding for each template; the same fault of several languages is one line. */
const checkTemplate = (
  name: string,
  facts: Facts,
  templates: readonly AccountTemplate[]
): Finding => {
  const uses = neededTemplates(facts.setup.templates).filter((use) => use.name === name);
  const usualRemedy = mayNotCreate(facts)
    ? 'Verify the business first; then run "connector-whatsapp-otp templates apply".'
    : applyRemedy;
  const subject = findingsOf({
    id: `template:${name}`,
    group: 'Templates',
    title: name,
    link: pages.templates,
  });
  const faults = new Map<string, FaultOfLanguages>();

  for (const use of uses) {
    const fault = faultOf(use, templates, usualRemedy);

    if (fault) {
      const languages = faults.get(fault.text)?.languages ?? [];
      faults.set(fault.text, { ...fault, languages: [...languages, use.language] });
    }
  }

  const [first, ...others] = [...faults.values()];
  const more = {
    facts: {
      languages: Object.fromEntries(
        uses.map(({ language }) => [
          language,
          templates.find((one) => one.name === name && one.language === language)?.status ??
            'MISSING',
        ])
      ),
    },
  };

  if (!first) {
    const languages = uses.map(({ language }) => language);

    return subject.passed(`Approved in ${list(languages)}.`, more);
  }

  const details = others.map((fault) => lineOf(fault));
  const remedies = remedyOf([first, ...others]);

  return [first, ...others].every(({ isMinor }) => isMinor)
    ? subject.warning(lineOf(first), remedies, { ...more, details })
    : subject.failed(lineOf(first), remedies, { ...more, details });
};

const all = findingsOf({
  id: 'templates',
  group: 'Templates',
  title: 'Templates',
  link: pages.templates,
});

export const checkTemplates = (facts: Facts): Finding[] => {
  const { templates } = facts;
  const rest = [checkLanguages(facts)];

  if (templates.kind !== 'known') {
    const reason = explainedElsewhere(templates, facts);

    if (reason !== undefined || templates.kind === 'absent') {
      return [all.skipped(reason ?? 'They are not known.'), ...rest];
    }

    const isIdWrong = valueOf(facts.account) === undefined;

    return [
      isIdWrong
        ? all.skipped('This takes the right business account ID.')
        : failedCall(all, templates.failure),
      ...rest,
    ];
  }

  const names = new Set(facts.setup.templates.map(({ templateName }) => templateName));

  return [
    ...[...names].map((name) => checkTemplate(name, facts, templates.value)),
    checkTtl(facts, templates.value),
    ...rest,
  ];
};
