import { describe, expect, it } from 'vitest';

import {
  account,
  allFail,
  healthy,
  lineOf,
  refused,
  setup,
  silent,
} from '../../../test/support/doctor-facts.js';
import { type SetupIssue } from '../../setup/setup.js';
import { type Facts, known } from '../facts.js';
import { pages } from '../pages.js';

import { checkConfig } from './config.js';
import { checkClock, checkService, checkVersion } from './graph.js';

const withIssue = (
  issue: SetupIssue,
  rest: Partial<Facts['setup']> = {}
): Pick<Facts, 'setup'> => ({
  setup: { ...setup, issues: [issue], ...rest },
});

describe('the config', () => {
  it('is well', () => {
    expect(lineOf(checkConfig(healthy), 'config')).toMatch(/^passed: .*connector\.json/);
  });

  it('tells of each issue by its key', () => {
    const facts = {
      ...healthy,
      ...withIssue({ key: 'relayUrl', path: 'relayUrl', message: 'Write an address.' }),
    };

    expect(lineOf(checkConfig(facts), 'config:relayUrl')).toBe(
      'failed: Write an address. → Change relayUrl in connector.json.'
    );
  });

  it.each([
    ['templates.0.language', 'templates', pages.templates],
    ['WHATSAPP_ACCESS_TOKEN', 'accessToken', pages.tokens],
    ['relayUrl', 'relayUrl', undefined],
  ])('leads to the page of %s, where Meta has one', (path, key, link) => {
    const facts = { ...healthy, ...withIssue({ key, path, message: 'No.' }) };

    expect(checkConfig(facts)[0]?.link).toBe(link);
  });

  it('tells of a number ID that is missing and was found', () => {
    const issue = {
      key: 'phoneNumberId',
      path: 'WHATSAPP_PHONE_NUMBER_ID',
      message: 'Fill it in.',
    };
    const facts = { ...healthy, ...withIssue(issue, { phoneNumberId: undefined, raw: {} }) };
    expect(lineOf(checkConfig(facts), 'config:WHATSAPP_PHONE_NUMBER_ID')).toMatch(
      /^skipped: .*was found: \d+/
    );
    expect(checkConfig({ ...facts, phoneNumberId: undefined })).toMatchObject([
      { state: 'failed', why: 'Fill it in.' },
    ]);
  });

  it('leaves a number ID that could not be looked for to what was in the way', () => {
    const issue = { key: 'phoneNumberId', path: 'phoneNumberId', message: 'Fill it in.' };
    const blank = withIssue(issue, { phoneNumberId: undefined, raw: {} });
    const facts = { ...healthy, ...blank, phoneNumberId: undefined };

    expect(checkConfig({ ...facts, ...allFail(refused(190)) })).toMatchObject([
      {
        state: 'skipped',
        why: 'It is not set, and could not be looked for. This takes a valid token.',
      },
    ]);
    expect(checkConfig({ ...facts, ...allFail(refused(2500)) })).toMatchObject([
      { state: 'skipped' },
    ]);
    expect(checkConfig({ ...facts, ...allFail(refused(131_009)) })).toMatchObject([
      { state: 'failed' },
    ]);
  });

  it('tells of templates that are no JSON', () => {
    const issue = { key: 'templates', path: 'WHATSAPP_TEMPLATES', message: 'This is no JSON.' };
    const unreadable = new Set(['templates']);

    expect(checkConfig({ ...healthy, ...withIssue(issue, { raw: {}, unreadable }) })).toMatchObject(
      [{ state: 'failed', why: 'This is no JSON.' }]
    );
  });

  it('leads to the command that makes templates, unless the business may not', () => {
    const issue = { key: 'templates', path: 'templates', message: 'Add a template.' };
    const facts = { ...healthy, ...withIssue(issue, { raw: {} }) };
    const unverified = known({
      ...account,
      verification: 'not_verified',
      messagingLimit: 'TIER_250',
    });
    expect(lineOf(checkConfig(facts), 'config:templates')).toMatch(
      /^failed: .*→ Run "connector-whatsapp-otp templates apply"/
    );
    expect(checkConfig({ ...facts, account: unverified })).toMatchObject([
      { state: 'skipped', why: 'There are none yet: the business has to be verified first.' },
    ]);
    expect(checkConfig({ ...facts, ...allFail(refused(190)) })).toMatchObject([
      { state: 'skipped', why: 'There are none yet. This takes a valid token.' },
    ]);
    expect(checkConfig({ ...healthy, ...withIssue(issue) })).toMatchObject([
      { state: 'failed', why: 'Add a template.' },
    ]);
  });

  it('leaves an expired version to the check of versions', () => {
    const issue = { key: 'apiVersion', path: 'apiVersion', message: 'It expired.' };

    expect(checkConfig({ ...healthy, ...withIssue(issue, { apiVersion: 'v20.0' }) })).toMatchObject(
      [{ id: 'config', state: 'passed' }]
    );
    expect(lineOf(checkConfig({ ...healthy, ...withIssue(issue) }), 'config:apiVersion')).toBe(
      'failed: It expired. → Change apiVersion in connector.json.'
    );
  });
});

const version = (apiVersion: string, ...versions: string[]) =>
  lineOf(
    [checkVersion({ ...healthy, setup: { ...setup, apiVersion }, answers: { versions } })],
    'graph-version'
  );

describe('the Graph API', () => {
  const service = (facts: Partial<Facts>) =>
    lineOf([checkService({ ...healthy, ...facts })], 'graph-answers');

  it.each<[string, Partial<Facts>, RegExp]>([
    ['answers', {}, /^passed: graph\.facebook\.com takes calls/],
    ['refuses', allFail(refused(190)), /^passed/],
    ['is silent', { number: silent }, /^failed: .*did not answer within 8 s/],
    [
      'is not there',
      {
        token: {
          kind: 'failed',
          failure: {
            kind: 'unreachable',
            host: 'graph.facebook.com',
            systemCode: 'ENOTFOUND',
            lasting: false,
          },
        },
      },
      /^failed: graph\.facebook\.com could not be reached \(ENOTFOUND\)\. → Check the DNS/,
    ],
    [
      'is something else',
      { token: { kind: 'failed', failure: { kind: 'unreadable', host: 'x', status: 200 } } },
      /^failed: x answered with HTTP 200, but not as Meta does/,
    ],
    ['takes no more calls', { account: refused(80_007) }, /^failed: .*80007/],
    ['has a bad day', { account: refused(131_000, { status: 500 }) }, /^failed: .*131000/],
    ['wants another address', allFail(refused(5)), /^failed: .*→ .*Advanced/],
    ['is not asked', allFail({ kind: 'absent', why: 'No token.' }), /^skipped/],
  ])('%s', (_, facts, expected) => {
    expect(service(facts)).toMatch(expected);
  });

  it.each<[string, string[], RegExp]>([
    ['v25.0', ['v25.0'], /^passed: v25\.0, until 2028-07-29\.$/],
    ['v26.0', [], /^passed: v26\.0, until further notice\.$/],
    [
      'v21.0',
      ['v21.0'],
      /^warning: v21\.0 can be called until 2027-01-21\. → Set apiVersion to v25/,
    ],
    ['v20.0', ['v21.0'], /^failed: v20\.0 expired on 2026-09-24: Meta runs v21\.0 in its place/],
    ['v3.0', [], /^failed: v3\.0 expired before 2025: /],
    ['v25.0', ['v25.0', 'v26.0'], /^failed: v25\.0 was asked for, and v26\.0 ran/],
  ])('%s, answered by %j', (asked, ran, expected) => {
    expect(version(asked, ...ran)).toMatch(expected);
  });

  it.each([
    [
      'v99.0',
      /^failed: v99\.0 is not known; Meta may not have it \(2500\)\. → Set apiVersion to v25/,
    ],
    ['v25.0', /^failed: Meta does not find in v25\.0 .*→ Look at baseUrl/],
  ])('knows no path in %s', (apiVersion, expected) => {
    const facts = { ...healthy, ...allFail(refused(2500)), setup: { ...setup, apiVersion } };

    expect(lineOf([checkVersion(facts)], 'graph-version')).toMatch(expected);
    expect(lineOf([checkService(facts)], 'graph-answers')).toMatch(/^passed/);
  });

  it.each<[number | undefined, RegExp]>([
    [0, /^passed/],
    [60, /^passed/],
    [90, /^warning: This machine is 90 s behind Meta/],
    [-90, /^warning: This machine is 90 s ahead of Meta/],
    [undefined, /^skipped/],
  ])('has a clock that is %j s ahead', (skew, expected) => {
    expect(lineOf([checkClock({ ...healthy, answers: { versions: [], skew } })], 'clock')).toMatch(
      expected
    );
  });
});
