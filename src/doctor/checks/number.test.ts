import { describe, expect, it } from 'vitest';

import {
  accountId,
  healthy,
  lineOf,
  number,
  refused,
  silent,
  token,
} from '../../../test/support/doctor-facts.js';
import { type Facts, known } from '../facts.js';

import { checkNumber } from './number.js';

const check = (facts: Partial<Facts>, id: string) =>
  lineOf(checkNumber({ ...healthy, ...facts }), id);

const withNumber = (rest: Partial<typeof number>): Partial<Facts> => ({
  number: known({ ...number, ...rest }),
});

describe('the number', () => {
  it.each<[string, Partial<Facts>, RegExp]>([
    ['is found', {}, /^passed: \d+ \(\+1 [\d-]+\), Example\.$/],
    [
      'is found without a name',
      withNumber({ verifiedName: undefined, displayNumber: undefined }),
      /^passed: \d+\.$/,
    ],
    [
      'is unknown to Meta',
      { number: refused(100, { subcode: 33 }) },
      /^failed: Meta knows no phone number ID \d+.*→ Set phoneNumberId to one of the account's: \d+/,
    ],
    [
      'is unknown, and so are the others',
      { number: refused(100, { subcode: 33 }), numbers: silent },
      /→ Copy the phone number ID/,
    ],
    [
      'is an account',
      {
        number: refused(100, {
          details: 'nonexisting field (status) on node type (WhatsAppBusinessAccount)',
        }),
      },
      /^failed: \d+ is no phone number ID, but that of a WhatsApp account/,
    ],
    ['was deleted', { number: refused(33) }, /^failed: Meta knows no phone number ID/],
    ['is refused oddly', { number: refused(131_009) }, /^failed: .*131009/],
    [
      'belongs to what the token does not see',
      { number: refused(100, { subcode: 33 }), token: known({ ...token, accounts: [] }) },
      /^skipped: The token does not see/,
    ],
    ['cannot be asked for', { number: silent }, /^skipped: Meta could not be asked/],
  ])('%s', (_, facts, expected) => {
    expect(check(facts, 'number-found')).toMatch(expected);
  });

  const other = { ...number, id: '7' };

  it.each<[string, Partial<Facts>, RegExp]>([
    ['the account', {}, new RegExp(`^passed: It is a number of ${accountId}`)],
    [
      'another account',
      {
        ...withNumber({
          health: [{ type: 'WABA', id: '8', verdict: 'AVAILABLE', problems: [], remarks: [] }],
        }),
        numbers: known([other]),
      },
      /^failed: It is a number of the account 8, not of \d+\. → Set businessAccountId to 8; or set phoneNumberId/,
    ],
    [
      'nobody knows which account',
      { ...withNumber({ health: undefined }), numbers: known([other]) },
      /^failed: It is none of the account/,
    ],
    [
      'an account that is not told',
      { numbers: refused(100) },
      /^skipped: It could not be read\. .*\(100\)/,
    ],
  ])('belongs to %s', (_, facts, expected) => {
    expect(check(facts, 'number-account')).toMatch(expected);
  });

  it.each<[string, Partial<typeof number>, string, RegExp]>([
    ['status', { status: 'CONNECTED' }, 'number-status', /^passed/],
    ['status', { status: 'PENDING' }, 'number-status', /^failed: .*not registered yet.*→ Register/],
    ['status', { status: 'DISCONNECTED' }, 'number-status', /^failed: .*any more/],
    ['status', { status: 'UNVERIFIED' }, 'number-status', /^failed: .*→ Verify it/],
    ['status', { status: 'FLAGGED' }, 'number-status', /^warning/],
    ['status', { status: 'RATE_LIMITED' }, 'number-status', /^failed: .*messaging limit/],
    ['status', { status: 'RESTRICTED' }, 'number-status', /^failed: .*appeal/],
    ['status', { status: 'BANNED' }, 'number-status', /^failed: Meta has banned it/],
    ['status', { status: 'MIGRATED' }, 'number-status', /^failed: .*another account/],
    ['status', { status: 'DELETED' }, 'number-status', /^failed/],
    ['status', { status: 'SOMETHING_NEW' }, 'number-status', /^warning: Meta says SOMETHING_NEW/],
    ['status', { status: '<b>' }, 'number-status', /^warning: Meta says unreadable/],
    ['status', { status: undefined }, 'number-status', /^skipped/],
    ['platform', {}, 'number-platform', /^passed/],
    ['platform', { platform: 'ON_PREMISE' }, 'number-platform', /^failed: .*On-Premises/],
    ['platform', { platform: 'NOT_APPLICABLE' }, 'number-platform', /^failed: .*no platform/],
    [
      'platform',
      { platform: 'NOT_APPLICABLE', status: 'PENDING' },
      'number-platform',
      /^skipped: It comes with the registration/,
    ],
    ['mode', {}, 'number-mode', /^passed/],
    ['mode', { mode: 'SANDBOX' }, 'number-mode', /^warning: .*test numbers.*five recipients/],
    ['name', {}, 'number-name', /^passed/],
    ['name', { nameStatus: 'AVAILABLE_WITHOUT_REVIEW' }, 'number-name', /^passed/],
    ['name', { nameStatus: 'PENDING_REVIEW' }, 'number-name', /^warning: .*reviewed/],
    ['name', { nameStatus: 'DECLINED' }, 'number-name', /^failed: Meta has declined it/],
    ['name', { nameStatus: 'EXPIRED' }, 'number-name', /^failed/],
    ['name', { nameStatus: 'NONE' }, 'number-name', /^warning/],
    ['ownership', {}, 'number-verification', /^passed/],
    ['ownership', { codeVerification: 'EXPIRED' }, 'number-verification', /^passed: Verified once/],
    ['ownership', { codeVerification: 'NOT_VERIFIED' }, 'number-verification', /^warning/],
    [
      'ownership',
      { codeVerification: 'NOT_VERIFIED', status: 'UNVERIFIED' },
      'number-verification',
      /^skipped/,
    ],
    ['quality', {}, 'number-quality', /^passed/],
    ['quality', { quality: 'UNKNOWN' }, 'number-quality', /^passed/],
    ['quality', { quality: 'YELLOW' }, 'number-quality', /^warning/],
    ['quality', { quality: 'RED' }, 'number-quality', /^failed/],
    ['throughput', {}, 'number-throughput', /^passed: 80 messages/],
    ['throughput', { throughput: 'HIGH' }, 'number-throughput', /^passed: 1,000 messages/],
  ])('has a %s: %j', (_, rest, id, expected) => {
    expect(check(withNumber(rest), id)).toMatch(expected);
  });

  it('is looked at no further when it is not found', () => {
    const findings = checkNumber({ ...healthy, number: refused(100, { subcode: 33 }) });

    expect(findings.slice(1).map(({ state }) => state)).toEqual(
      Array.from({ length: 8 }, () => 'skipped')
    );
  });
});
