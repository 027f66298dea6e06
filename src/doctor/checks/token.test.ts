import { describe, expect, it } from 'vitest';

import {
  accountId,
  allFail,
  days,
  healthy,
  lineOf,
  refused,
  setup,
  silent,
  token,
} from '../../../test/support/doctor-facts.js';
import { type Facts, known } from '../facts.js';

import { checkToken } from './token.js';

const check = (facts: Partial<Facts>, id: string) =>
  lineOf(checkToken({ ...healthy, ...facts }), id);

const withToken = (rest: Partial<typeof token>): Partial<Facts> => ({
  token: known({ ...token, ...rest }),
});

describe('the token', () => {
  it.each<[string, Partial<Facts>, RegExp]>([
    ['a good one', {}, /^passed: Valid; of the app Example \(\d+\)\.$/],
    [
      'one of an app without a name',
      withToken({ appName: undefined }),
      /^passed: Valid; of the app/,
    ],
    ['one of nobody knows what', withToken({ appId: undefined }), /^passed: Valid\.$/],
    [
      'an expired one',
      allFail(refused(190, { subcode: 463 })),
      /^failed: .*it expired.*→ Generate/,
    ],
    ['a revoked one', allFail(refused(190, { subcode: 467 })), /^failed: .*it was revoked/],
    ['one after a new password', allFail(refused(190, { subcode: 460 })), /^failed: .*password/],
    [
      'garbage',
      allFail(refused(190, { details: 'Invalid OAuth access token - Cannot parse access token' })),
      /^failed: Meta does not recognise it as an access token \(190\)\. Meta says: Invalid OAuth/,
    ],
    ['none at all', allFail({ kind: 'absent', why: 'There is none.' }), /^skipped: There is none/],
    ['nobody to ask', allFail(silent), /^skipped: Meta could not be asked/],
    ['an odd refusal', { token: refused(100) }, /^skipped: Meta does not tell/],
  ])('%s', (_, facts, expected) => {
    expect(check(facts, 'token-valid')).toMatch(expected);
  });

  it.each<[string, Partial<typeof token>, RegExp]>([
    ['SYSTEM_USER', {}, /^passed/],
    ['USER', { kind: 'USER' }, /^warning: It is a person's token.*→ Make one/],
    ['PAGE', { kind: 'PAGE' }, /^failed: .*kind PAGE/],
    ['nothing', { kind: undefined }, /^skipped/],
  ])('of the kind %s', (_, rest, expected) => {
    expect(check(withToken(rest), 'token-kind')).toMatch(expected);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['both', token.scopes, /^passed/],
    [
      'only that to manage',
      ['whatsapp_business_management'],
      /^failed: whatsapp_business_messaging is missing: it can send nothing.*→ Generate/,
    ],
    [
      'only that to send',
      ['whatsapp_business_messaging'],
      /^failed: whatsapp_business_management is missing: codes may go out/,
    ],
    ['none', [], /^failed: whatsapp_business_messaging and whatsapp_business_management are/],
  ])('with %s of the permissions', (_, scopes, expected) => {
    expect(check(withToken({ scopes }), 'token-permissions')).toMatch(expected);
  });

  it.each<[string, Partial<typeof token>, RegExp]>([
    ['never', {}, /^passed: Never\.$/],
    ['in a month', { expiresAt: days(30) }, /^passed: The token ends on 2026-12-21\.$/],
    ['in a week', { expiresAt: days(7) }, /^warning: The token ends on 2026-11-28\. → .*never/],
    [
      'with its access to data',
      { expiresAt: days(30), dataAccessUntil: days(3) },
      /^warning: Its access to data ends on 2026-11-24/,
    ],
  ])('that ends %s', (_, rest, expected) => {
    expect(check(withToken(rest), 'token-expiry')).toMatch(expected);
  });

  it.each<[string, Partial<Facts>, RegExp]>([
    ['this account', {}, /^passed: It is for \d+\.$/],
    ['every account', withToken({ accounts: undefined }), /^passed: It is not limited/],
    ['no account', withToken({ accounts: [] }), /^failed: No WhatsApp account is assigned/],
    [
      'another account',
      withToken({ accounts: ['7'] }),
      new RegExp(`^failed: The token is for 7, and not for the account ${accountId}\\. → If 7 is`),
    ],
    [
      'several others',
      withToken({ accounts: ['7', '8'] }),
      /^failed: The token is for 7, 8.*If one of those is meant/,
    ],
    ['an account that refuses it', { account: refused(200) }, /^failed: .*may not use.*\(200\)/],
    [
      'an account that refuses it, and is not told itself',
      { token: refused(100), account: refused(200) },
      /^failed: .*may not use.*\(200\)/,
    ],
    [
      'an account that refuses it in words of its own',
      { account: refused(200, { details: 'Assign it', traceId: 'AbC' }) },
      /^failed: .*\(200\)\. Meta says: Assign it\. Trace ID .*: AbC → Business settings/,
    ],
    ['nothing, not even itself', allFail(refused(200)), /^failed: .*may not use.*\(200\)/],
    [
      'nothing, when no account is configured',
      { ...withToken({ accounts: [] }), businessAccountId: undefined },
      /^failed: No WhatsApp account/,
    ],
    [
      'nothing more than its permissions let it',
      { ...withToken({ scopes: [] }), account: refused(10) },
      /^passed/,
    ],
  ])('that sees %s', (_, facts, expected) => {
    expect(check(facts, 'token-account')).toMatch(expected);
  });

  it.each(['token-kind', 'token-permissions', 'token-expiry', 'token-account'])(
    'that is refused says nothing of %s',
    (id) => {
      expect(check(allFail(refused(190)), id)).toBe('skipped: This takes a valid token.');
    }
  );
});

describe('the app secret', () => {
  const proof = refused(100, { details: 'API calls require an appsecret_proof argument' });
  const withSecret = { setup: { ...setup, appSecret: 'planted' } };

  it.each<[string, Partial<Facts>, RegExp]>([
    ['is not needed', {}, /^skipped: None is configured/],
    ['is right', withSecret, /^passed/],
    ['is missing', allFail(proof), /^failed: The app takes only calls that prove its secret/],
    [
      'is wrong',
      { ...withSecret, ...allFail(proof) },
      /^failed: It is not the secret of the token's app/,
    ],
    ['cannot be tried', { ...withSecret, ...allFail(silent) }, /^skipped: Meta could not be asked/],
    ['was not tried', { ...withSecret, token: refused(100) }, /^skipped: Nothing could be proved/],
  ])('%s', (_, facts, expected) => {
    expect(check(facts, 'app-secret')).toMatch(expected);
  });
});
