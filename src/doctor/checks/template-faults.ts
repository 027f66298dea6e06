/** What can be wrong with a template in one language. Source: Meta, "Template status". */
import { isMetaLanguage, primaryLanguage, tagOf } from '../../meta/languages.js';
import { type AccountTemplate } from '../../meta/templates/account-template.js';
import { type TemplateUse } from '../../templates/needs.js';

import { nameOfConstant } from './judgement.js';

/** What mends most of it. */
export const applyRemedy = 'Run "connector-whatsapp-otp templates apply".';

/** What Meta will not take again under its name. */
export const newNameRemedy =
  'Take another name: "connector-whatsapp-otp templates apply --name <name>"';

/** What is wrong with one language; `isMinor` when codes go out all the same. */
export type Fault = { text: string; remedy: string; isMinor?: boolean };

const statusFaults: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  [
    'PENDING',
    { text: 'Meta is still reviewing it', remedy: 'Wait for the review: up to 24 hours.' },
  ],
  [
    'REJECTED',
    { text: 'Meta has rejected it', remedy: `${newNameRemedy}; or appeal in WhatsApp Manager.` },
  ],
  ['IN_APPEAL', { text: 'it is rejected, and appealed', remedy: 'Wait for the appeal.' }],
  [
    'PAUSED',
    {
      text: 'Meta has paused it for low quality: for 3 or 6 hours',
      remedy:
        'Wait, or run "connector-whatsapp-otp templates apply", which unpauses it; and limit how often a code can be asked for.',
    },
  ],
  [
    'DISABLED',
    {
      text: 'Meta has disabled it for good',
      remedy: `${newNameRemedy}, and enter that in the config.`,
    },
  ],
  [
    'PENDING_DELETION',
    {
      text: 'it is being deleted',
      remedy: `${newNameRemedy}, and enter that in the config.`,
    },
  ],
  [
    'LIMIT_EXCEEDED',
    {
      text: 'the account has too many templates',
      remedy: 'Delete some that nobody uses in WhatsApp Manager.',
    },
  ],
  ['ARCHIVED', { text: 'Meta has archived it', remedy: 'Unarchive it in WhatsApp Manager.' }],
]);

const statusFault = ({ status, rejectedReason }: AccountTemplate): Fault | undefined => {
  if (status === 'APPROVED') {
    return;
  }

  const fault = statusFaults.get(status);
  const reason = rejectedReason && nameOfConstant(rejectedReason);

  return fault
    ? {
        ...fault,
        text: `${fault.text} (${[nameOfConstant(status), reason].filter(Boolean).join(': ')})`,
      }
    : { text: `its status is ${nameOfConstant(status)}`, remedy: 'Look into WhatsApp Manager.' };
};

const otherName =
  'Make an authentication template with another name ("templates apply --name" does), and enter it in the config.';

const contentFault = ({ category, otp, quality, unread }: AccountTemplate): Fault | undefined => {
  if (category !== 'AUTHENTICATION') {
    return {
      text: `its category is ${nameOfConstant(category)}, not AUTHENTICATION`,
      remedy: otherName,
    };
  }

  if (!otp && !unread.includes('button')) {
    return { text: 'it has no button to copy the code', remedy: applyRemedy };
  }

  return quality === 'RED'
    ? {
        text: 'its quality is red: Meta may pause it',
        remedy: 'Limit how often a code can be asked for.',
        isMinor: true,
      }
    : undefined;
};

const primaryOf = (language: string): string | undefined =>
  isMetaLanguage(language) ? primaryLanguage(tagOf(language)) : undefined;

const missingFault = (
  { name, language }: TemplateUse,
  templates: readonly AccountTemplate[],
  remedy: string
): Fault => {
  const languages = templates.filter((one) => one.name === name).map((one) => one.language);
  const near = languages.filter(
    (other) => primaryOf(other) !== undefined && primaryOf(other) === primaryOf(language)
  );

  if (near.length > 0) {
    return {
      text: `the account has it in ${near.join(', ')}, and the config says ${language}`,
      remedy: `Write ${near[0]} in the config; or run "connector-whatsapp-otp templates apply".`,
    };
  }

  return languages.length > 0
    ? { text: 'the account does not have it in this language', remedy }
    : { text: 'the account has no template of this name', remedy };
};

export const faultOf = (
  use: TemplateUse,
  templates: readonly AccountTemplate[],
  remedy: string
): Fault | undefined => {
  const template = templates.find(
    ({ name, language }) => name === use.name && language === use.language
  );

  return template
    ? (statusFault(template) ?? contentFault(template))
    : missingFault(use, templates, remedy);
};
