import { describe, expect, it } from 'vitest';

import { usualWish } from '../../test/support/account-templates.js';
import { type AccountTemplate } from '../meta/templates/account-template.js';

import { withinLimits } from './limits.js';
import { createPlan, planItem } from './plan.js';

const use = { name: 'a', language: 'en', usageTypes: ['SignIn'] };

const template: AccountTemplate = {
  id: '1',
  name: 'a',
  language: 'en',
  status: 'APPROVED',
  category: 'AUTHENTICATION',
  ttlSeconds: 600,
  otp: { type: 'COPY_CODE', label: 'Copy code' },
  security: true,
  expirationMinutes: 10,
  unread: [],
};

const plan = (changes: Partial<AccountTemplate>, wish = {}) =>
  planItem(use, { ...template, ...changes }, { ...usualWish, ...wish });

describe('what is to be done about a template', () => {
  it('is to create it, when there is none', () => {
    expect(planItem(use, undefined, usualWish)).toEqual({ ...use, action: 'create' });
  });

  it('is nothing, when it is as it has to be', () => {
    expect(plan({})).toMatchObject({ action: 'equal', incomparable: [] });
  });

  it.each<[property: string, changes: Partial<AccountTemplate>, from: string, to: string]>([
    ['TTL', { ttlSeconds: -1 }, '30 days', '600 s'],
    ['security line', { security: false }, 'no', 'yes'],
    ['expiry', { expirationMinutes: undefined }, 'none', '10 min'],
    ['button', { otp: undefined }, 'none', 'copy code'],
  ])('is to change its %s', (property, changes, from, to) => {
    expect(plan(changes)).toMatchObject({
      action: 'change',
      differences: [{ property, from, to }],
    });
  });

  it('is to change its label only when one is asked for', () => {
    expect(plan({}, { label: 'Take it' })).toMatchObject({
      differences: [{ property: 'button text', from: 'Copy code', to: 'Take it' }],
    });
    expect(plan({ otp: { type: 'COPY_CODE' } }, { label: 'Take it' })).toMatchObject({
      differences: [{ from: 'unknown' }],
    });
  });

  it('is nothing about what Meta does not tell', () => {
    expect(
      plan({
        ttlSeconds: undefined,
        security: false,
        expirationMinutes: undefined,
        otp: undefined,
        unread: ['security', 'expiration', 'button', 'ttl'],
      })
    ).toMatchObject({
      action: 'equal',
      incomparable: ['security line', 'expiry', 'button', 'TTL'],
    });
  });

  it('is little, when its button fills the code into apps', () => {
    const otp = { type: 'ONE_TAP', label: 'Copy code' };

    expect(plan({ otp }, { label: 'Take it' })).toMatchObject({
      action: 'equal',
      incomparable: ['apps of its button', 'button text'],
    });
    expect(plan({ otp, ttlSeconds: 60 })).toMatchObject({ action: 'change' });
    expect(plan({ otp, security: false })).toMatchObject({
      action: 'impossible',
      reason: expect.stringContaining('fills the code into apps') as unknown,
    });
  });

  it.each([
    ['PAUSED', {}, 'unpause'],
    ['PAUSED', { ttlSeconds: 60 }, 'change'],
    ['PENDING', {}, 'wait'],
    ['IN_APPEAL', { ttlSeconds: 60 }, 'wait'],
    ['REJECTED', {}, 'impossible'],
    ['REJECTED', { rejectedReason: 'SCAM' }, 'impossible'],
    ['REJECTED', { ttlSeconds: 60 }, 'change'],
    ['DISABLED', { ttlSeconds: 60 }, 'impossible'],
    ['PENDING_DELETION', {}, 'impossible'],
    ['DELETED', {}, 'impossible'],
    ['ARCHIVED', {}, 'impossible'],
    ['LIMIT_EXCEEDED', {}, 'impossible'],
    ['FROZEN', {}, 'impossible'],
    ['APPROVED', { category: 'UTILITY' }, 'impossible'],
  ])('that is %s with %j is to %s', (status, changes, action) => {
    expect(plan({ status, ...changes }).action).toBe(action);
  });
});

describe('a plan', () => {
  it('leaves alone what nobody asked for', () => {
    const others = [
      { ...template, language: 'de' },
      { ...template, name: 'old', language: 'en' },
      { ...template, name: 'old', language: 'de' },
      { ...template, name: 'hello', category: 'UTILITY' },
    ];

    expect(createPlan([use], [template, ...others], usualWish)).toMatchObject({
      items: [{ action: 'equal' }],
      leftAlone: [
        { name: 'a', languages: ['de'] },
        { name: 'old', languages: ['en', 'de'] },
      ],
    });
  });

  const creations = createPlan(
    ['en', 'de', 'es'].map((language) => ({ ...use, language })),
    [template],
    usualWish
  );
  const actionsWithin = (limits: Parameters<typeof withinLimits>[1]) =>
    withinLimits(creations, limits).items.map(({ action }) => action);

  it.each([
    [{}, ['equal', 'create', 'create']],
    [{ verification: 'verified', messagingLimit: 'TIER_250' }, ['equal', 'create', 'create']],
    [{ verification: 'pending', messagingLimit: 'TIER_2K' }, ['equal', 'create', 'create']],
    [{ verification: 'pending' }, ['equal', 'create', 'create']],
    [
      { verification: 'pending', messagingLimit: 'TIER_250' },
      ['equal', 'impossible', 'impossible'],
    ],
    [{ templates: { count: 248, limit: 250 } }, ['equal', 'create', 'create']],
    [{ templates: { count: 249, limit: 250 } }, ['equal', 'create', 'impossible']],
    [{ templates: { count: 251, limit: 250 } }, ['equal', 'impossible', 'impossible']],
  ])('within %j does %j', (limits, actions) => {
    expect(actionsWithin(limits)).toEqual(actions);
  });
});
