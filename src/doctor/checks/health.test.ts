import { describe, expect, it } from 'vitest';

import {
  account,
  healthy,
  lineOf,
  number,
  refused,
  silent,
} from '../../../test/support/doctor-facts.js';
import { textLike } from '../../../test/support/matchers.js';
import { type HealthEntity } from '../../meta/diagnostics/health.js';
import { type Facts, absent, known } from '../facts.js';

import { checkGateway, checkHealth } from './health.js';

const entity = (type: string, rest: Partial<HealthEntity> = {}): HealthEntity => ({
  type,
  id: '7',
  verdict: 'AVAILABLE',
  problems: [],
  remarks: [],
  ...rest,
});

const blocked = (type: string, description: string | undefined, code?: number) =>
  entity(type, {
    verdict: 'BLOCKED',
    problems: [{ code, description, solution: 'Do as Meta says' }],
  });

const withHealth = (...health: HealthEntity[]): Partial<Facts> => ({
  number: known({ ...number, health }),
});

const check = (facts: Partial<Facts>, id: string) =>
  lineOf(checkHealth({ ...healthy, ...facts }), id);

describe('the health', () => {
  it.each<[string, Partial<Facts>, RegExp]>([
    ['is good', {}, /^passed/],
    [
      'is that of the account, when the number does not tell',
      { number: silent, account: known({ ...account, health: [entity('WABA')] }) },
      /^passed/,
    ],
    [
      'is blocked',
      withHealth(blocked('APP', 'The app is disabled', 141_009)),
      /^failed: The app: The app is disabled \([^)]+\)\. → Do as Meta says\.$/,
    ],
    [
      'is limited',
      withHealth(entity('APP', { verdict: 'LIMITED', remarks: ['Something is slow'] })),
      /^warning: The app: Something is slow\. → Look into WhatsApp Manager/,
    ],
    [
      'is blocked without a word',
      withHealth(entity('ODD', { verdict: 'BLOCKED' })),
      /^failed: Something else: Meta does not say why/,
    ],
    [
      'repeats what the number says',
      { number: known({ ...number, status: 'BANNED', health: [blocked('PHONE_NUMBER', 'No')] }) },
      /^skipped: Meta complains of nothing but/,
    ],
    [
      'repeats what the review says',
      {
        ...withHealth(blocked('WABA', 'No')),
        account: known({ ...account, reviewStatus: 'REJECTED' }),
      },
      /^skipped/,
    ],
    [
      'repeats what the verification says',
      {
        ...withHealth(entity('BUSINESS', { verdict: 'LIMITED', remarks: ['Not verified'] })),
        account: known({ ...account, verification: 'not_verified' }),
      },
      /^skipped/,
    ],
    [
      'is worse than what the number says',
      {
        number: known({ ...number, status: 'FLAGGED', health: [blocked('PHONE_NUMBER', 'Spam')] }),
      },
      /^failed: The phone number: Spam/,
    ],
    [
      'is blocked by something else than the display name',
      {
        number: known({
          ...number,
          nameStatus: 'DECLINED',
          health: [blocked('PHONE_NUMBER', 'Spam')],
        }),
      },
      /^failed: The phone number: Spam/,
    ],
    [
      'is limited by the display name',
      {
        number: known({
          ...number,
          nameStatus: 'DECLINED',
          health: [entity('PHONE_NUMBER', { verdict: 'LIMITED', remarks: ['Not approved'] })],
        }),
      },
      /^skipped/,
    ],
    [
      'says what the number does not',
      {
        number: known({ ...number, status: undefined, health: [blocked('PHONE_NUMBER', 'Spam')] }),
      },
      /^failed: The phone number: Spam/,
    ],
    [
      'is worse than what the verification says',
      {
        ...withHealth(blocked('BUSINESS', 'Spam')),
        account: known({ ...account, verification: 'not_verified' }),
      },
      /^failed: The business: Spam/,
    ],
    [
      'is not told',
      { number: known({ ...number, health: undefined }), account: known(account) },
      /^skipped: Meta does not tell/,
    ],
    ['cannot be asked for', { number: silent }, /^skipped: Meta could not be asked/],
    ['takes the right ids', { number: refused(131_009), account: silent }, /^skipped: This takes/],
  ])('%s', (_, facts, expected) => {
    expect(check(facts, 'health')).toMatch(expected);
  });

  it('shows no token that Meta repeats', () => {
    expect(check(withHealth(blocked('APP', 'Bad EAAplantedToken')), 'health')).toBe(
      'failed: The app: Bad [redacted]. → Do as Meta says.'
    );
  });

  it.each<[string, Partial<Facts>, RegExp]>([
    ['nothing is open', {}, /^passed/],
    [
      'by its code',
      withHealth(blocked('BUSINESS', 'Something is wrong', 131_042)),
      /^failed: Something is wrong \([^)]+\)\. → Business settings → Billing/,
    ],
    ['by its words', withHealth(blocked('WABA', 'Add a payment method')), /^failed: Add a payment/],
    ['without words', withHealth(blocked('WABA', undefined, 141_006)), /^failed: Something about/],
  ])('tells of the payment: %s', (_, facts, expected) => {
    expect(check(facts, 'payment')).toMatch(expected);
  });

  it('tells of the payment once', () => {
    expect(check(withHealth(blocked('WABA', 'No payment method')), 'health')).toMatch(/^skipped/);
  });
});

const lines = (gateway: Facts['gateway']) =>
  ['gateway-key', 'health'].map((id) => lineOf(checkGateway({ ...healthy, gateway }), id));

describe('360dialog', () => {
  it('has a key that works', () => {
    expect(lines(known([entity('WABA')]))).toEqual([
      'passed: 360dialog accepts it.',
      'passed: Meta sees nothing in the way of messages.',
    ]);
  });

  it('refuses a key', () => {
    expect(lines(refused(401, { details: 'Invalid api_key' }))).toEqual([
      textLike(/^failed: .* 360dialog says: Invalid api_key\./),
      'skipped: 360dialog could not be asked.',
    ]);
  });

  it('has no key', () => {
    expect(lines(absent('There is none.'))).toEqual(['skipped: There is none.', 'none: ']);
  });
});
