/** The languages of the sign-in page, and those of the templates. */
import { type Gateway } from '../../meta/gateways.js';
import { pickLanguage } from '../../meta/language-match.js';
import { readLanguages } from '../../templates/languages.js';
import { type Facts } from '../facts.js';
import { type Finding, findingsOf } from '../finding.js';
import { pages } from '../pages.js';
import { unforeseen } from '../settle.js';

const tenantLanguages = findingsOf({
  id: 'languages',
  group: 'Templates',
  title: 'Languages of Logto',
  link: pages.templates,
});

const howToAdd = (languages: readonly string[], gateway: Gateway): string =>
  gateway === 'meta'
    ? `Run "connector-whatsapp-otp templates apply --languages ${languages.join(',')}".`
    : `Add ${languages.join(', ')} to the template in the 360dialog Hub, then to the config.`;

/** Those of the sign-in page that no template serves, by the rules of the connector itself. */
export const checkLanguages = (facts: Facts): Finding => {
  const { languages } = facts;

  if (languages.kind === 'absent' && languages.isProblem && languages.why !== unforeseen) {
    const [why = '', ...remedies] = languages.why.split('\n');

    return tenantLanguages.warning(
      why,
      remedies.join('\n') || 'Mend it, and run the doctor again.'
    );
  }

  if (languages.kind === 'failed') {
    return tenantLanguages.warning(
      'Logto did not tell its languages in time, so that they were not compared.',
      'Run the doctor again; look at Logto if it says the same.'
    );
  }

  if (languages.kind === 'absent') {
    return tenantLanguages.skipped(languages.why);
  }

  const { templates, gateway } = facts.setup;
  const usageTypes = [...new Set(templates.map(({ usageType }) => usageType))];
  const offeredFor = (usageType: string) =>
    templates.filter((entry) => entry.usageType === usageType).flatMap(({ language }) => language);
  const unserved = languages.value.tags.filter((tag) =>
    usageTypes.some((usageType) => pickLanguage([tag], offeredFor(usageType)) === undefined)
  );
  const standard = templates[0]?.language[0] ?? 'the first language';
  const more = { facts: { unserved } };
  // Meta has no templates in some of the languages that a tenant can have.
  const { languages: creatable } = readLanguages(unserved);

  if (templates.length === 0) {
    return tenantLanguages.skipped('The config has no templates that can be read.');
  }

  return unserved.length > 0
    ? tenantLanguages.warning(
        `No template for ${unserved.join(', ')}: those people get ${standard}.`,
        creatable.length > 0
          ? howToAdd(creatable, gateway)
          : 'Meta has no templates in these languages: nothing can be done.',
        more
      )
    : tenantLanguages.passed(`Each of ${languages.value.tags.length} has a template.`, more);
};
