import { ConnectorError } from '@logto/connector-kit';
import { describe, expect, it, vi } from 'vitest';

import { providersBeside } from '../../test/support/connectors-folder.js';
import { textLike, textWith } from '../../test/support/matchers.js';
import { authToken, connectorName, providerWith } from '../../test/support/sms-provider.js';
import { configGuard, parseConfig } from '../types.js';

import { createStoredFallbackGuard } from './config.js';
import { type Provider } from './provider.js';

const good = { connector: connectorName, config: { account: 'AC0001', authToken } };

const storedGuard = async (provider: Provider = providerWith()) => {
  const warn = vi.fn<(line: string) => void>();
  const providers = await providersBeside({ [connectorName]: { default: async () => provider } });

  return { guard: createStoredFallbackGuard(providers, warn), warn };
};

describe('a fallback in storage', () => {
  it('is read like one in the form', async () => {
    const { guard, warn } = await storedGuard();

    expect(guard.parse(good)).toMatchObject({ ...good, mode: 'send', maxPerHour: 500 });
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([undefined, {}, ''])('may be blank: %j', async (blank) => {
    const { guard, warn } = await storedGuard();

    expect(guard.parse(blank)).toBeUndefined();
    expect(warn).not.toHaveBeenCalled();
  });

  it.each<[string, unknown]>([
    ['fallback', authToken],
    ['fallback.connector', { ...good, connector: 'connector-removed' }],
    ['fallback.config.authToken', { ...good, config: { account: authToken } }],
    ['fallback.config', { ...good, config: authToken }],
    [
      'fallback.config.account, fallback.allowedCountries, fallback.mode',
      { connector: connectorName, config: { authToken }, allowedCountries: 'XX', mode: authToken },
    ],
  ])('that cannot be used is none, and its keys are logged: %s', async (keyPaths, raw) => {
    const { guard, warn } = await storedGuard();

    expect(guard.parse(raw)).toBeUndefined();
    expect(warn.mock.calls).toEqual([
      [
        `The SMS fallback cannot be used: see ${keyPaths}. Open the connector in Logto Console and save it to be told why.`,
      ],
    ]);
    expect(JSON.stringify(warn.mock.calls)).not.toContain(authToken);
  });

  it('is logged once, and again when something else is wrong', async () => {
    const { guard, warn } = await storedGuard();

    for (const mode of ['dry', 'off', 'dry']) {
      guard.parse({ ...good, mode });
    }

    expect(warn).toHaveBeenCalledTimes(1);

    guard.parse({ ...good, maxPerHour: 0 });

    expect(warn).toHaveBeenCalledTimes(2);
  });

  it("is none when its connector's guard breaks", async () => {
    const { guard, warn } = await storedGuard({
      ...providerWith(),
      configGuard: providerWith().configGuard.refine(async () => true),
    });

    expect(guard.parse(good)).toBeUndefined();
    expect(warn).toHaveBeenCalledWith(textWith('see fallback.config. Open'));
  });
});

describe('a config whose fallback cannot be used', () => {
  const config = {
    accessToken: 'EAAtoken',
    phoneNumberId: '1',
    templates: ['Register', 'SignIn', 'ForgotPassword', 'Generic'].map((usageType) => ({
      usageType,
      templateName: 'otp',
    })),
    fallback: { ...good, connector: 'connector-that-was-removed' },
  };

  it('still sends over WhatsApp when it comes from storage', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();

    expect(parseConfig(config, 'storage')).toMatchObject({ accessToken: 'EAAtoken' });
    expect(parseConfig(config, 'storage').fallback).toBeUndefined();
    expect(warn.mock.calls).toEqual([
      [textLike(/^\[whatsapp-otp] The SMS fallback cannot be used: see fallback\./)],
    ]);
  });

  it('is refused when it stands in the form', () => {
    expect(() => parseConfig(config, 'form')).toThrow(ConnectorError);
    expect(configGuard.safeParse(config).error?.issues).toMatchObject([
      { code: 'custom', path: ['fallback', 'connector'] },
    ]);
  });
});
