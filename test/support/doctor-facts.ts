/** Facts with which all is well, to be changed one by one. */
import { type Fact, type Facts, absent, known } from '../../src/doctor/facts.js';
import { type Finding } from '../../src/doctor/finding.js';
import { createCensor } from '../../src/meta/censor.js';
import { type AccountFacts } from '../../src/meta/diagnostics/account.js';
import { type NumberFacts } from '../../src/meta/diagnostics/number.js';
import { type TokenFacts } from '../../src/meta/diagnostics/token.js';
import { explainError } from '../../src/meta/explain.js';
import { type CallFailure } from '../../src/meta/failure.js';
import { type AccountTemplate } from '../../src/meta/templates/account-template.js';
import { type Setup } from '../../src/setup/setup.js';

import { usageTypes } from './config.js';

export const now = new Date('2026-11-21T12:00:00Z');

export const accountId = '200000000000001';
export const numberId = '100000000000001';

export const days = (count: number): Date => new Date(now.getTime() + count * 24 * 60 * 60_000);

export const setup: Setup = {
  origin: 'connector.json',
  raw: { templates: [{}] },
  issues: [],
  gateway: 'meta',
  baseUrl: 'https://graph.facebook.com',
  apiVersion: 'v25.0',
  accessToken: 'EAAplantedToken',
  phoneNumberId: numberId,
  businessAccountId: accountId,
  templates: usageTypes.map((usageType) => ({
    usageType,
    templateName: 'verification_code',
    language: ['en_US', 'pt_BR'],
  })),
  censor: createCensor(['EAAplantedToken']),
};

export const token: TokenFacts = {
  appId: '400000000000001',
  appName: 'Example',
  kind: 'SYSTEM_USER',
  scopes: ['whatsapp_business_messaging', 'whatsapp_business_management'],
  accounts: [accountId],
};

export const number: NumberFacts = {
  id: numberId,
  displayNumber: '+1 555-010-0001',
  verifiedName: 'Example',
  status: 'CONNECTED',
  nameStatus: 'APPROVED',
  codeVerification: 'VERIFIED',
  quality: 'GREEN',
  platform: 'CLOUD_API',
  mode: 'LIVE',
  throughput: 'STANDARD',
  webhooks: { number: undefined, account: undefined, app: undefined },
  messagingLimit: 'TIER_2K',
  health: [
    { type: 'PHONE_NUMBER', id: numberId, verdict: 'AVAILABLE', problems: [], remarks: [] },
    { type: 'WABA', id: accountId, verdict: 'AVAILABLE', problems: [], remarks: [] },
  ],
};

export const account: AccountFacts = {
  id: accountId,
  name: 'Example',
  reviewStatus: 'APPROVED',
  verification: 'verified',
  status: 'ACTIVE',
  messagingLimit: 'TIER_2K',
  health: undefined,
};

export const template = (rest: Partial<AccountTemplate> = {}): AccountTemplate => ({
  id: '900000000000001',
  name: 'verification_code',
  language: 'en_US',
  status: 'APPROVED',
  category: 'AUTHENTICATION',
  ttlSeconds: 600,
  otp: { type: 'COPY_CODE' },
  security: true,
  unread: [],
  ...rest,
});

export const refused = (
  code: number,
  {
    subcode,
    details,
    status = 400,
    traceId,
  }: { subcode?: number; details?: string; status?: number; traceId?: string } = {}
): { kind: 'failed'; failure: CallFailure } => ({
  kind: 'failed',
  failure: {
    kind: 'answered',
    report: { status, code, subcode, details, traceId },
    entry: explainError({ code, subcode, status, message: details }),
  },
});

export const silent: Fact<never> = {
  kind: 'failed',
  failure: { kind: 'silent', host: 'graph.facebook.com', seconds: 8 },
};

export const healthy: Facts = {
  setup,
  now,
  codeLife: 600,
  businessAccountId: accountId,
  phoneNumberId: numberId,
  answers: { versions: ['v25.0'], skew: 0 },
  token: known(token),
  number: known(number),
  numbers: known([number]),
  account: known(account),
  templates: known([template(), template({ id: '900000000000002', language: 'pt_BR' })]),
  subscription: known({ isSubscribed: true }),
  appWebhook: absent('None.'),
  gateway: absent('None.'),
  languages: absent('None.'),
  relay: absent('None.'),
  relaySecret: absent('None.'),
  webhook: absent('None.'),
  provider: absent('None.'),
};

/** The same failure of every call to Meta. */
export const allFail = (fact: Fact<never>): Partial<Facts> => ({
  token: fact,
  number: fact,
  numbers: fact,
  account: fact,
  templates: fact,
  subscription: fact,
});

/** One finding, as a line: its state, what it says, and what to do. */
export const lineOf = (findings: readonly Finding[], id: string): string => {
  const {
    state,
    why,
    details = [],
    remedy,
  } = findings.find((one) => one.id === id) ?? {
    state: 'none',
    why: '',
  };

  return [`${state}:`, why, ...details, ...(remedy ? [`→ ${remedy}`] : [])].join(' ');
};

/** The checks of which there is something to say. */
export const problemsIn = (findings: readonly Finding[]): string[] =>
  findings
    .filter(({ state }) => state === 'failed' || state === 'warning')
    .map(({ id, state }) => `${id}: ${state}`);
