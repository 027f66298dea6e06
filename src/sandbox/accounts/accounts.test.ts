import { describe, expect, it } from 'vitest';

import { createSandbox } from '../../../test/support/graph-call.js';
import { isMetaLanguage } from '../../meta/languages.js';
import { buildPayload } from '../../meta/messages.js';
import { accountGuard } from '../account.js';
import { connectorConfigFor } from '../connector-config.js';

import { isAccountName, sandboxAccounts } from './index.js';

const entries = Object.entries(sandboxAccounts);

const configOf = (name: keyof typeof sandboxAccounts) => {
  const account = accountGuard.parse(sandboxAccounts[name]);

  return connectorConfigFor(account, account.templates, 'http://127.0.0.1:4500');
};

/** A send with the config that the administrator of the account has. */
const sendTo = async (name: keyof typeof sandboxAccounts, to = '+12025550143') => {
  const sandbox = createSandbox({ account: sandboxAccounts[name] });
  const { accessToken, phoneNumberId = '100000000000001', templates = [] } = configOf(name);
  const [template] = templates;
  const language = template?.language[0] ?? 'en_US';
  const { status } = await sandbox.call({
    path: `/v25.0/${phoneNumberId}/messages`,
    authorization: `Bearer ${accessToken}`,
    body: buildPayload({
      to,
      templateName: template?.templateName ?? 'none',
      language: isMetaLanguage(language) ? language : 'en',
      code: '482913',
    }),
  });

  return { status, sandbox };
};

describe('the accounts', () => {
  it.each(entries)('%s can be used, and says what it is', (name, seed) => {
    const { description } = accountGuard.parse(seed);

    expect(isAccountName(name)).toBe(true);
    expect(description).toMatch(/^[A-Z].{10,75}[^.]$/);
  });

  it('all differ', () => {
    const texts = entries.map(([, { description, ...seed }]) => JSON.stringify(seed));

    expect(new Set(texts).size).toBe(entries.length);
  });

  it('are those that there are', () => {
    expect(['toString', '__proto__', 'none'].map((name) => isAccountName(name))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it.each([
    ['ready', 'EAAsandboxValidToken'],
    ['expired-token', 'EAAsandboxExpiredToken'],
    ['revoked-token', 'EAAsandboxRevokedToken'],
    ['unknown-token', 'EAAsandboxValidTok'],
    ['no-messaging-permission', 'EAAsandboxNoMessagingToken'],
    ['no-assets', 'EAAsandboxNoAssetsToken'],
  ] as const)('%s has its own token in the config', (name, accessToken) => {
    expect(configOf(name)).toMatchObject({ accessToken, phoneNumberId: '100000000000001' });
  });

  it.each(['fresh', 'unverified-business'] as const)('%s has nothing but a token', (name) => {
    expect(configOf(name)).toEqual({
      gateway: 'meta',
      accessToken: 'EAAsandboxValidToken',
      baseUrl: 'http://127.0.0.1:4500',
    });
  });

  it('fresh has a token that says whose it is', async () => {
    const sandbox = createSandbox({ account: sandboxAccounts.fresh });

    expect(await sandbox.get('/v25.0/debug_token?input_token=EAAsandboxValidToken')).toMatchObject({
      body: { data: { granular_scopes: [{}, { target_ids: ['200000000000001'] }] } },
    });
  });

  it('proof-required has no secret in its config, and wrong-app-secret another', () => {
    expect(configOf('proof-required')).not.toHaveProperty('appSecret');
    expect(configOf('wrong-app-secret')).toHaveProperty('appSecret', 'sandbox_other_secret');
  });

  it.each([
    'ready',
    'token-expires-soon',
    'user-token',
    'no-management-permission',
    'wrong-account-id',
    'payment-missing',
    'low-limit',
    'number-flagged',
    'low-quality',
    'display-name-declined',
    'long-ttl',
  ] as const)('%s takes a send', async (name) => {
    expect(await sendTo(name)).toMatchObject({ status: 200 });
  });

  it.each([
    'expired-token',
    'revoked-token',
    'unknown-token',
    'no-messaging-permission',
    'no-assets',
    'proof-required',
    'wrong-number-id',
    'account-rejected',
    'number-not-registered',
    'number-not-verified',
    'number-disconnected',
    'number-restricted',
    'number-banned',
    'templates-pending',
    'template-rejected',
    'template-paused',
    'template-disabled',
    'template-missing',
    'other-language',
    'test-number',
  ] as const)('%s refuses a send', async (name) => {
    const { status, sandbox } = await sendTo(name);

    expect(status).toBeGreaterThanOrEqual(400);
    expect(sandbox.inbox.messages).toEqual([]);
  });

  it('test-number writes to the numbers that were entered', async () => {
    expect(await sendTo('test-number', '+5511987654321')).toMatchObject({ status: 200 });
  });

  it('payment-missing fails with 131042, unless a phone fails by itself', async () => {
    const unpaid = await sendTo('payment-missing');
    const off = await sendTo('payment-missing', '+13055550160');

    expect(unpaid.sandbox.inbox.messages).toMatchObject([{ behaviour: 'payment-issue' }]);
    expect(off.sandbox.inbox.messages).toMatchObject([{ behaviour: 'phone-off' }]);
  });
});
