import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

import { providerWith } from '../../test/support/sms-provider.js';

import { type Provider, checkProviderConfig, readProvider } from './provider.js';

const moduleOf = (connector: unknown) => ({ default: async () => connector });

describe('an imported package', () => {
  it('is a provider when it is an SMS connector', async () => {
    const provider = providerWith();

    expect(await readProvider(moduleOf({ ...provider, metadata: {} }))).toEqual(provider);
  });

  it('may be a CommonJS one, as for Logto', async () => {
    expect(await readProvider({ default: moduleOf(providerWith()) })).toMatchObject({
      type: 'Sms',
    });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'connector'],
    ['without a default', {}],
    ['with a default that is no function', { default: { default: 1 } }],
    ['that makes nothing', moduleOf(null)],
    ['that makes an e-mail connector', moduleOf({ ...providerWith(), type: 'Email' })],
    ['without a guard', moduleOf({ ...providerWith(), configGuard: undefined })],
    ['with a guard that is none', moduleOf({ ...providerWith(), configGuard: { parse: 1 } })],
    ['that cannot send', moduleOf({ ...providerWith(), sendMessage: 'send' })],
  ])('is none: %s', async (_, imported) => {
    expect(await readProvider(imported)).toBeUndefined();
  });

  it('is not given the config of ours', async () => {
    const create = vi.fn(async (options: unknown) => {
      const { getConfig } = z.object({ getConfig: z.function() }).parse(options);
      await getConfig('whatsapp-otp');

      return providerWith();
    });

    await expect(readProvider({ default: create })).rejects.toThrow('not in storage');
    expect(create).toHaveBeenCalledOnce();
  });
});

const guardedBy = (safeParse: Provider['configGuard']['safeParse']): Provider => ({
  ...providerWith(),
  configGuard: { safeParse },
});

describe("a provider's own guard", () => {
  const unexplained = [{ path: [], message: 'The SMS connector does not accept its config.' }];

  it('has nothing to say about a good config', () => {
    expect(checkProviderConfig(providerWith(), { account: 'AC', authToken: 'secret' })).toEqual([]);
  });

  it('says what is wrong and where', () => {
    expect(checkProviderConfig(providerWith(), { account: 7 })).toMatchObject([
      { path: ['account'], message: 'Expected string, received number' },
      { path: ['authToken'], message: 'Required' },
    ]);
  });

  it.each<[string, unknown]>([
    ['no error', undefined],
    ['an error without issues', new Error('no')],
    ['issues of another shape', { issues: [{ text: 'no' }] }],
    ['an empty list of issues', { issues: [] }],
  ])('may refuse with %s', (_, error) => {
    expect(
      checkProviderConfig(
        guardedBy(() => ({ success: false, error })),
        {}
      )
    ).toEqual(unexplained);
  });

  it('may throw', () => {
    const provider = guardedBy(() => {
      throw new Error('This guard has to wait.');
    });

    expect(checkProviderConfig(provider, {})).toEqual(unexplained);
  });
});
