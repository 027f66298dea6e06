/** Accounts whose business or number is not as it has to be. */
import { type DescribedSeeds } from './described-seed.js';
import { assignedToken, onlyToken } from './whole-accounts.js';

export const businessAccounts = {
  'unverified-business': {
    description: 'The business is not verified: no authentication templates, 250 people a day',
    businessVerificationStatus: 'not_verified',
    messagingLimit: 'TIER_250',
    tokens: assignedToken,
    templates: [],
    connector: onlyToken,
  },
  'account-rejected': {
    description: 'Meta has rejected the WhatsApp account in its review',
    reviewStatus: 'REJECTED',
  },
  'payment-missing': {
    description: 'There is no way to pay: sends are accepted, then fail with 131042',
    lacksPayment: true,
  },
  'low-limit': {
    description: 'The business may write to 50 people a day',
    messagingLimit: 'TIER_50',
  },
  'number-not-registered': {
    description: 'The number is not registered for the Cloud API',
    phoneNumbers: [{ status: 'PENDING', platformType: 'NOT_APPLICABLE' }],
  },
  'number-not-verified': {
    description: 'Nobody has entered the code that Meta sent to the number',
    phoneNumbers: [{ status: 'UNVERIFIED', codeVerificationStatus: 'NOT_VERIFIED' }],
  },
  'number-disconnected': {
    description: 'The number was disconnected',
    phoneNumbers: [{ status: 'DISCONNECTED' }],
  },
  'number-restricted': {
    description: 'Meta has restricted the number for a violation of its policy',
    phoneNumbers: [{ status: 'RESTRICTED' }],
  },
  'number-banned': {
    description: 'Meta has banned the number',
    phoneNumbers: [{ status: 'BANNED' }],
  },
  'number-flagged': {
    description: 'Meta has flagged the number for its low quality',
    phoneNumbers: [{ status: 'FLAGGED', qualityRating: 'RED' }],
  },
  'low-quality': {
    description: 'The number has the quality RED, and is not flagged yet',
    phoneNumbers: [{ qualityRating: 'RED' }],
  },
  'display-name-declined': {
    description: 'Meta has declined the display name of the number',
    phoneNumbers: [{ nameStatus: 'DECLINED' }],
  },
  'test-number': {
    description: "The number is one of Meta's test numbers, which writes to +5511987654321 only",
    phoneNumbers: [{ accountMode: 'SANDBOX', allowedRecipients: ['+5511987654321'] }],
  },
} satisfies DescribedSeeds;
