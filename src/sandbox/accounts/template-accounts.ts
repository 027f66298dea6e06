/** Accounts of which the templates are not as the config needs them. */
import { type TemplateStatus } from '../account.js';

import { type DescribedSeeds } from './described-seed.js';

const expiry = { codeExpirationMinutes: 10 };

/** As an administrator has them whose template was well on the day before. */
const connector = { templateName: 'verification_code', language: ['en_US', 'es', 'pt_BR'] };

/** The first language, which is the default, is the one that cannot be sent. */
const defaultIs = (status: TemplateStatus) => [
  { language: 'en_US', status, ...expiry },
  { language: 'es', ...expiry },
  { language: 'pt_BR', ...expiry },
];

export const templateAccounts = {
  'templates-pending': {
    description: 'Meta is still reviewing the template, in every language',
    templates: connector.language.map((language) => ({
      language,
      status: 'PENDING' as const,
      ...expiry,
    })),
    connector,
  },
  'template-rejected': {
    description: 'Meta has rejected the template in en_US',
    templates: defaultIs('REJECTED'),
    connector,
  },
  'template-paused': {
    description: 'Meta has paused the template in en_US for its quality',
    templates: defaultIs('PAUSED'),
    connector,
  },
  'template-disabled': {
    description: 'Meta has disabled the template in en_US for good',
    templates: defaultIs('DISABLED'),
    connector,
  },
  'template-missing': {
    description: 'The config names a template that the account does not have',
    connector: { ...connector, templateName: 'login_code' },
  },
  'other-language': {
    description: 'The template is in en_US, and the config says en',
    templates: [{ language: 'en_US', ...expiry }],
    connector: { ...connector, language: ['en'] },
  },
  'long-ttl': {
    description: 'WhatsApp tries to deliver for 15 minutes, longer than a code is valid',
    templates: [{ language: 'en_US', ttlSeconds: 900, ...expiry }],
  },
} satisfies DescribedSeeds;
