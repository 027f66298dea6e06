import { describe, expect, it } from 'vitest';

import {
  account,
  accountId,
  healthy,
  lineOf,
  number,
  refused,
  setup,
  silent,
} from '../../../test/support/doctor-facts.js';
import { type Facts, absent, known } from '../facts.js';

import { checkAccount } from './account.js';

const check = (facts: Partial<Facts>, id: string) =>
  lineOf(checkAccount({ ...healthy, ...facts }), id);

const withAccount = (rest: Partial<typeof account>): Partial<Facts> => ({
  account: known({ ...account, ...rest }),
});

const business = refused(100, {
  details: 'Tried accessing nonexisting field (account_review_status) on node type (Business)',
});

describe('the account', () => {
  it.each<[string, Partial<Facts>, RegExp]>([
    ['is the configured one', {}, /^passed: \d+, Example\.$/],
    [
      'is found',
      { setup: { ...setup, businessAccountId: undefined } },
      /^passed: .*It was found through the token/,
    ],
    [
      'is unknown to Meta',
      { account: refused(100, { subcode: 33 }), number: silent, token: silent },
      /^failed: Meta knows no account \d+.*→ Copy the WhatsApp Business Account ID/,
    ],
    [
      'is a business, and the number knows better',
      { account: business, businessAccountId: '300000000000001' },
      new RegExp(
        `^failed: 300000000000001 is no account ID, but that of a business portfolio\\. → Set businessAccountId to ${accountId}, the account of the phone number`
      ),
    ],
    [
      'is a business, and the token knows better',
      { account: business, businessAccountId: '3', number: silent },
      /→ The token is for \d+: set businessAccountId to it/,
    ],
    [
      'is none of those that the token sees',
      { account: refused(100, { subcode: 33 }), businessAccountId: '3' },
      /^skipped: The token does not see the account/,
    ],
    [
      'is a phone number',
      {
        account: refused(100, { details: 'on node type (WhatsAppBusinessPhoneNumber)' }),
        number: silent,
      },
      /^failed: .*that of a phone number/,
    ],
    ['is refused oddly', { account: refused(131_009) }, /^failed: .*131009/],
    ['cannot be asked for', { account: silent }, /^skipped: Meta could not be asked/],
    [
      'is nowhere to be found',
      { account: absent('It is not known.'), businessAccountId: undefined },
      /^warning: Which account the token is for is not known/,
    ],
    [
      'is not looked for without a token',
      { account: absent('No token.'), token: absent('No token.'), businessAccountId: undefined },
      /^skipped: No token\.$/,
    ],
  ])('%s', (_, facts, expected) => {
    expect(check(facts, 'account-found')).toMatch(expected);
  });

  it.each<[string, string, Partial<Facts>, RegExp]>([
    ['status', 'account-status', {}, /^passed/],
    ['status', 'account-status', withAccount({ status: 'DISABLED' }), /^warning: .*DISABLED/],
    ['review', 'account-review', {}, /^passed/],
    ['review', 'account-review', withAccount({ reviewStatus: 'PENDING' }), /^warning/],
    ['review', 'account-review', withAccount({ reviewStatus: 'REJECTED' }), /^failed: .*rejected/],
    ['verification', 'business-verification', {}, /^passed/],
    [
      'verification',
      'business-verification',
      withAccount({ verification: 'not_verified', messagingLimit: 'TIER_250' }),
      /^warning: The business is not verified \(not_verified\): Meta lets it make no new templates/,
    ],
    [
      'verification, with a limit that lets it make templates',
      'business-verification',
      { ...withAccount({ verification: 'not_verified' }), templates: known([]) },
      /^warning: The business is not verified \(not_verified\): Meta may refuse new templates, and/,
    ],
    [
      'verification, where templates are missing',
      'business-verification',
      {
        ...withAccount({ verification: 'pending', messagingLimit: 'TIER_250' }),
        templates: known([]),
      },
      /^failed: The business is not verified \(pending\).*no authentication templates/,
    ],
    ['verification', 'business-verification', withAccount({ verification: undefined }), /^skipped/],
    [
      'verification that the token may not see',
      'business-verification',
      withAccount({ verification: undefined, withheld: { reason: 'permission', code: 200 } }),
      /^skipped: Meta shows the token only a part of it \(200\)\.$/,
    ],
    [
      'review that Meta does not know',
      'account-review',
      withAccount({
        reviewStatus: undefined,
        withheld: { reason: 'unknown', fields: ['account_review_status'] },
      }),
      /^skipped: Meta does not tell; it does not know account_review_status \(100\)\.$/,
    ],
    ['limit', 'messaging-limit', {}, /^passed: 2,000 people/],
    [
      'limit',
      'messaging-limit',
      withAccount({ messagingLimit: 'TIER_250', verification: 'not_verified' }),
      /^warning: Only 250 people.*→ Verify/,
    ],
    [
      'limit, though the business is verified',
      'messaging-limit',
      withAccount({ messagingLimit: 'TIER_250' }),
      /^warning: Only 250 people.*→ Send good messages: .* Or ask Meta's support/,
    ],
    ['limit', 'messaging-limit', withAccount({ messagingLimit: 'TIER_50' }), /^warning: Only 50/],
    [
      'limit',
      'messaging-limit',
      withAccount({ messagingLimit: 'TIER_UNLIMITED' }),
      /^passed: Unlimited/,
    ],
    ['limit', 'messaging-limit', withAccount({ messagingLimit: 'UNTIERED' }), /^passed: None is/],
    [
      'limit that nobody knows',
      'messaging-limit',
      withAccount({ messagingLimit: 'TIER_5' }),
      /^warning: Meta says TIER_5, which/,
    ],
    [
      'limit, told by nobody',
      'messaging-limit',
      {
        ...withAccount({ messagingLimit: undefined }),
        number: known({ ...number, messagingLimit: undefined }),
      },
      /^skipped/,
    ],
    ['limit, told by the number', 'messaging-limit', { account: silent }, /^passed: 2,000/],
    [
      'limit, with nothing known',
      'messaging-limit',
      { account: silent, number: silent },
      /^skipped: Meta could not/,
    ],
  ])('has a %s', (_, id, facts, expected) => {
    expect(check(facts, id)).toMatch(expected);
  });
});
