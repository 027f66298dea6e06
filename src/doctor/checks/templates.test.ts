import { describe, expect, it } from 'vitest';

import {
  account,
  healthy,
  lineOf,
  refused,
  setup,
  silent,
  template,
} from '../../../test/support/doctor-facts.js';
import { fallbackConfig } from '../../../test/support/sms-provider.js';
import { type AccountTemplate } from '../../meta/templates/account-template.js';
import { type Facts, absent, known } from '../facts.js';

import { checkTemplates } from './templates.js';

const check = (facts: Partial<Facts>, id: string) =>
  lineOf(checkTemplates({ ...healthy, ...facts }), id);

const portuguese = template({ language: 'pt_BR' });

/** The English one is changed, the Portuguese one is well. */
const withTemplate = (rest: Partial<AccountTemplate>): Partial<Facts> => ({
  templates: known([template(rest), portuguese]),
});

describe('a template', () => {
  const id = 'template:verification_code';

  it.each<[string, Partial<Facts>, RegExp]>([
    ['is approved', {}, /^passed: Approved in en_US, pt_BR\.$/],
    ['is pending', withTemplate({ status: 'PENDING' }), /^failed: en_US: Meta is still reviewing/],
    [
      'is rejected',
      withTemplate({ status: 'REJECTED', rejectedReason: 'INVALID_FORMAT' }),
      /^failed: en_US: .*\(REJECTED: INVALID_FORMAT\)\. → Take another name: ".* templates apply --name <name>"; or appeal/,
    ],
    ['is appealed', withTemplate({ status: 'IN_APPEAL' }), /^failed: .*appealed/],
    [
      'is paused',
      withTemplate({ status: 'PAUSED' }),
      /^failed: .*paused it for low quality.* templates apply", which unpauses it/,
    ],
    [
      'is disabled',
      withTemplate({ status: 'DISABLED' }),
      /^failed: .*for good.*another name: ".* templates apply --name <name>"/,
    ],
    ['is being deleted', withTemplate({ status: 'PENDING_DELETION' }), /^failed: .*deleted/],
    ['is one too many', withTemplate({ status: 'LIMIT_EXCEEDED' }), /^failed: .*too many/],
    ['is archived', withTemplate({ status: 'ARCHIVED' }), /^failed: .*archived.*→ Unarchive/],
    ['is in an unknown state', withTemplate({ status: 'NEW_ONE' }), /^failed: .*NEW_ONE/],
    ['shows no odd state', withTemplate({ status: '<b>' }), /^failed: .*unreadable/],
    [
      'is for something else',
      withTemplate({ category: 'MARKETING' }),
      /^failed: en_US: its category is MARKETING, not AUTHENTICATION\. → .*another name/,
    ],
    ['has no button', withTemplate({ otp: undefined }), /^failed: en_US: it has no button/],
    [
      'has a button that cannot be read',
      withTemplate({ otp: undefined, unread: ['button'] }),
      /^passed/,
    ],
    ['has a bad quality', withTemplate({ quality: 'RED' }), /^warning: en_US: its quality is red/],
    [
      'is missing in one language',
      { templates: known([template()]) },
      /^failed: pt_BR: the account does not have it in this language\. → Run .*templates apply/,
    ],
    [
      'is there in a language nearby',
      { templates: known([template({ language: 'en_GB' }), portuguese]) },
      /^failed: en_US: the account has it in en_GB, and the config says en_US\. → Write en_GB in/,
    ],
    [
      'is missing',
      { templates: known([]) },
      /^failed: en_US, pt_BR: the account has no template of this name/,
    ],
    [
      'is missing, and cannot be made',
      {
        templates: known([]),
        account: known({ ...account, verification: 'failed', messagingLimit: 'TIER_250' }),
      },
      /→ Verify the business first/,
    ],
    [
      'is missing, and can be made by a business that is large enough',
      { templates: known([]), account: known({ ...account, verification: 'failed' }) },
      /→ Run ".* templates apply"/,
    ],
    [
      'has several faults',
      {
        templates: known([
          template({ status: 'PAUSED' }),
          template({ language: 'pt_BR', status: 'PENDING' }),
        ]),
      },
      /^failed: en_US: .*paused.*\. pt_BR: .*reviewing.*→ en_US: Wait, .*\npt_BR: Wait for/s,
    ],
  ])('%s', (_, facts, expected) => {
    expect(check(facts, id)).toMatch(expected);
  });

  it.each<[string, Facts['templates'], RegExp]>([
    ['cannot be asked for', silent, /^skipped: Meta could not/],
    ['are not in the config', absent('The config has none.'), /^skipped: The config has none/],
    ['are refused', refused(131_009), /^failed: .*131009/],
    [
      'are refused, in words of their own',
      refused(100, { details: 'Too many languages', traceId: 'AbC' }),
      /^failed: .*\(100\)\. Meta says: Too many languages\. Trace ID for Meta's support: AbC → /,
    ],
  ])('%s', (_, templates, expected) => {
    expect(check({ templates }, 'templates')).toMatch(expected);
  });

  it('is not blamed for a wrong account', () => {
    const facts = { templates: refused(100), account: refused(100, { subcode: 33 }) };

    expect(check(facts, 'templates')).toMatch(/^skipped: This takes the right business account ID/);
  });
});

describe('the time to live', () => {
  const relay = { url: 'http://relay:4600', secret: 'planted' };

  it.each<[string, Partial<Facts>, RegExp]>([
    ['is that of the code', {}, /^passed/],
    [
      'is not told',
      withTemplate({ ttlSeconds: undefined }),
      /^skipped: Meta does not tell that of verification_code en_US: its default is 600 s, and 30 days/,
    ],
    [
      'is not told, and too long by any default',
      { ...withTemplate({ ttlSeconds: undefined }), codeLife: 300 },
      /^warning: .*en_US: Meta's default, 600 s or more\. verification_code pt_BR: 600 s\. → Run .*\nTake another name: ".* --name <name>"\.$/s,
    ],
    [
      'is not told, and longer than an SMS lets it be',
      {
        setup: { ...setup, relay, fallback: fallbackConfig },
        templates: known([template({ ttlSeconds: undefined })]),
      },
      /^warning: .*60 s would be enough\. .*default, 600 s or more\. → Take another name/,
    ],
    [
      'is too long',
      withTemplate({ ttlSeconds: 900 }),
      /^warning: .*valid for 600 s\. verification_code en_US: 900 s\. → Run/,
    ],
    ['is endless', withTemplate({ ttlSeconds: -1 }), /^warning: .*en_US: 30 days/],
    ['is too long for a short code', { codeLife: 300 }, /^warning: .*pt_BR: 600 s/],
    [
      'is longer than an SMS lets it be',
      { setup: { ...setup, relay, fallback: fallbackConfig } },
      /^warning: WhatsApp goes on delivering long after the SMS: 60 s would be enough/,
    ],
    ['is that of nothing', { templates: known([]) }, /^skipped/],
  ])('%s', (_, facts, expected) => {
    expect(check(facts, 'template-ttl')).toMatch(expected);
  });
});

describe('the languages of Logto', () => {
  const languages = (...tags: string[]): Partial<Facts> => ({
    languages: known({ tags, fallback: 'en', isDetected: true }),
  });

  it.each<[string, Partial<Facts>, RegExp]>([
    ['are not known', {}, /^skipped/],
    ['are all served', languages('en', 'pt-PT'), /^passed: Each of 2/],
    [
      'are not all served',
      languages('en', 'de', 'fr'),
      /^warning: No template for de, fr: those people get en_US\. → Run .* --languages de,fr/,
    ],
    [
      'have nothing to be compared with',
      { ...languages('en'), setup: { ...setup, templates: [] } },
      /^skipped: The config has no templates/,
    ],
    [
      'cannot be asked for',
      { languages: silent },
      /^warning: Logto did not tell its languages in time.*→ Run the doctor again/,
    ],
    [
      'are not all served, with 360dialog',
      { ...languages('en', 'de'), setup: { ...setup, gateway: '360dialog' } },
      /^warning: No template for de: .*→ Add de to the template in the 360dialog Hub/,
    ],
  ])('%s', (_, facts, expected) => {
    expect(check(facts, 'languages')).toMatch(expected);
  });
});
