/** What the business may do with templates, and what it has still to make. */
import { isCreationRefused, isUnverified } from '../templates/limits.js';
import { type TemplateUse, neededTemplates } from '../templates/needs.js';

import { type Facts, valueOf } from './facts.js';

/** All numbers of a business have one, so that either tells it. */
export const messagingLimitOf = ({ account, number }: Pick<Facts, 'account' | 'number'>) =>
  valueOf(account)?.messagingLimit ?? valueOf(number)?.messagingLimit;

export const isBusinessUnverified = ({ account }: Pick<Facts, 'account'>): boolean =>
  isUnverified(valueOf(account)?.verification);

/** Whether Meta would refuse every new template, by the rule of `templates plan`. */
export const mayNotCreate = (facts: Facts): boolean =>
  isCreationRefused({
    verification: valueOf(facts.account)?.verification,
    messagingLimit: messagingLimitOf(facts),
  });

/** What stands in the config and is not in the account. */
export const missingTemplates = (facts: Facts): readonly TemplateUse[] => {
  const templates = valueOf(facts.templates);

  return templates
    ? neededTemplates(facts.setup.templates).filter(
        ({ name, language }) =>
          !templates.some((one) => one.name === name && one.language === language)
      )
    : [];
};
