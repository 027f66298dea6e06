/** The WhatsApp account and the business behind it. */
import { type AccountFacts } from '../../meta/diagnostics/account.js';
import { accountIn } from '../../meta/diagnostics/health.js';
import { actualType } from '../../meta/diagnostics/read-node.js';
import { type CallFailure } from '../../meta/failure.js';
import { nameOfNodeType } from '../../problem/node-types.js';
import { hasNoTemplates } from '../../setup/has-no-templates.js';
import { causeOf, explainedElsewhere } from '../causes.js';
import {
  isBusinessUnverified,
  mayNotCreate,
  messagingLimitOf,
  missingTemplates,
} from '../eligibility.js';
import { type Facts, valueOf } from '../facts.js';
import { type Finding, findingsOf } from '../finding.js';
import { pages } from '../pages.js';

import { failedCall } from './failed-call.js';
import { type Judgement, judgeValue, nameOfConstant, whyUntold } from './judgement.js';

const subjects = Object.freeze({
  found: findingsOf({
    id: 'account-found',
    group: 'Account',
    title: 'Account',
    link: pages.tokens,
  }),
  status: findingsOf({
    id: 'account-status',
    group: 'Account',
    title: 'Status',
    link: pages.health,
  }),
  review: findingsOf({
    id: 'account-review',
    group: 'Account',
    title: 'Review',
    link: pages.health,
  }),
  verification: findingsOf({
    id: 'business-verification',
    group: 'Account',
    title: 'Business verification',
    link: pages.limits,
  }),
  limit: findingsOf({
    id: 'messaging-limit',
    group: 'Account',
    title: 'Messaging limit',
    link: pages.limits,
  }),
});

const whereIsTheId =
  'Copy the WhatsApp Business Account ID from WhatsApp Manager → Account tools → Overview.';

const howToChoose = (facts: Facts): string => {
  const accounts = valueOf(facts.token)?.accounts ?? [];
  const others = accounts.filter((id) => id !== facts.businessAccountId);
  const owner = accountIn(valueOf(facts.number)?.health);

  if (owner !== undefined && owner !== facts.businessAccountId) {
    return `Set businessAccountId to ${owner}, the account of the phone number.`;
  }

  return others.length > 0
    ? `The token is for ${others.join(', ')}: set businessAccountId to ${others.length > 1 ? 'one of them' : 'it'}.`
    : whereIsTheId;
};

const notFound = (failure: CallFailure, facts: Facts): Finding => {
  if (causeOf(failure) !== 'id') {
    return failedCall(subjects.found, failure);
  }

  const type = nameOfNodeType(actualType(failure));

  return subjects.found.failed(
    type === undefined
      ? `Meta knows no account ${facts.businessAccountId}, or does not show it to this token.`
      : `${facts.businessAccountId} is no account ID, but that of ${type}.`,
    howToChoose(facts)
  );
};

const checkFound = (facts: Facts): Finding => {
  const { account, businessAccountId, setup } = facts;

  if (account.kind === 'known') {
    const { name, id } = account.value;
    const origin = setup.businessAccountId === undefined ? ' It was found through the token.' : '';

    return subjects.found.passed(`${id}${name === undefined ? '' : `, ${name}`}.${origin}`, {
      facts: { businessAccountId: id },
    });
  }

  const reason = explainedElsewhere(account, facts);

  if (account.kind === 'failed') {
    return reason === undefined ? notFound(account.failure, facts) : subjects.found.skipped(reason);
  }

  return businessAccountId === undefined && facts.token.kind === 'known'
    ? subjects.found.warning(
        'Which account the token is for is not known: templates and limits cannot be looked at.',
        `Set businessAccountId. ${howToChoose(facts)}`
      )
    : subjects.found.skipped(account.why);
};

const statuses: ReadonlyMap<string, Judgement> = new Map<string, Judgement>([
  ['ACTIVE', { state: 'passed', why: 'Active.' }],
]);

const appeal =
  'Open Business Support Home (business.facebook.com/business-support-home) and ask for another review.';

export const reviews: ReadonlyMap<string, Judgement> = new Map<string, Judgement>([
  ['APPROVED', { state: 'passed', why: 'Approved.' }],
  [
    'PENDING',
    {
      state: 'warning',
      why: 'Meta is still reviewing the account.',
      remedy: 'Wait for the review; WhatsApp Manager shows it.',
    },
  ],
  ['REJECTED', { state: 'failed', why: 'Meta has rejected the account.', remedy: appeal }],
]);

/** A small business that is not verified may send what it has, and make no more. */
const checkVerification = (facts: Facts, account: AccountFacts): Finding => {
  const { verification } = account;

  if (verification === undefined) {
    return subjects.verification.skipped(whyUntold(account));
  }

  if (!isBusinessUnverified(facts)) {
    return subjects.verification.passed('Verified.');
  }

  const state = nameOfConstant(verification);
  const remedy = 'Business settings → Security Center: start the verification, or finish it.';
  const more = { facts: { value: state } };

  if (!mayNotCreate(facts)) {
    return subjects.verification.warning(
      `The business is not verified (${state}): Meta may refuse new templates, and messages to some countries.`,
      remedy,
      more
    );
  }

  return missingTemplates(facts).length > 0 || hasNoTemplates(facts.setup)
    ? subjects.verification.failed(
        `The business is not verified (${state}): Meta lets it make no authentication templates.`,
        remedy,
        more
      )
    : subjects.verification.warning(
        `The business is not verified (${state}): Meta lets it make no new templates, and the limit stays low.`,
        remedy,
        more
      );
};

const enough = (people: string): Judgement => ({
  state: 'passed',
  why: `${people} people in 24 hours.`,
});

const tooFew = (people: string, remedy: string): Judgement => ({
  state: 'warning',
  why: `Only ${people} people can be written to in 24 hours; whoever comes later gets no code.`,
  remedy,
});

/** Source: Meta, "Messaging limits". */
const raise = Object.freeze({
  unverified: 'Verify the business: Business settings → Security Center. That makes it 2,000.',
  verified:
    "Send good messages: when half of the limit is used within 7 days, with good quality, Meta raises it within hours. Or ask Meta's support to raise it.",
});

const limitsWith = (remedy: string): ReadonlyMap<string, Judgement> =>
  new Map<string, Judgement>([
    ['TIER_50', tooFew('50', remedy)],
    ['TIER_250', tooFew('250', remedy)],
    ['TIER_1K', tooFew('1,000', remedy)],
    ['TIER_2K', enough('2,000')],
    ['TIER_10K', enough('10,000')],
    ['TIER_100K', enough('100,000')],
    ['TIER_UNLIMITED', { state: 'passed', why: 'Unlimited.' }],
    ['TIER_NOT_SET', { state: 'passed', why: 'None is set yet.' }],
    ['UNTIERED', { state: 'passed', why: 'None is set yet.' }],
  ]);

const checkLimit = (facts: Facts): Finding => {
  const account = valueOf(facts.account);
  const remedy =
    account?.verification?.toLowerCase() === 'verified' ? raise.verified : raise.unverified;

  return judgeValue(
    subjects.limit,
    limitsWith(remedy),
    messagingLimitOf(facts),
    whyUntold(account ?? valueOf(facts.number) ?? {})
  );
};

/** What WhatsApp account there is, and what it may do. */
export const checkAccount = (facts: Facts): Finding[] => {
  const found = checkFound(facts);
  const account = valueOf(facts.account);

  if (!account) {
    const reason =
      found.state === 'skipped' ? found.why : 'This takes the right business account ID.';
    const { status, review, verification } = subjects;

    return [
      found,
      ...[status, review, verification].map(({ skipped }) => skipped(reason)),
      facts.number.kind === 'known' ? checkLimit(facts) : subjects.limit.skipped(reason),
    ];
  }

  const untold = whyUntold(account);

  return [
    found,
    judgeValue(subjects.status, statuses, account.status, untold),
    judgeValue(subjects.review, reviews, account.reviewStatus, untold),
    checkVerification(facts, account),
    checkLimit(facts),
  ];
};
