import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { eventually } from '../../../test/support/eventually.js';
import { Gate } from '../../../test/support/gate.js';
import { claims, relaySecret, smsClaims } from '../../../test/support/registration.js';
import {
  ForeignConnectorError,
  SystemError,
  authToken,
  connectorName,
  fallbackConfig,
  providerWith,
} from '../../../test/support/sms-provider.js';
import { type Provider } from '../../fallback/provider.js';
import { type Claims } from '../../registration/claims.js';
import { seal } from '../../registration/seal.js';

import { handOver } from './hand-over.js';

const surroundingsWith = (provider?: Provider) => ({
  secrets: [relaySecret],
  providers: { load: vi.fn(async () => provider) },
  howToInstall: (connector: string) => `Install ${connector}.`,
  now: () => 3000,
});

const deliveryWith = async (rest: Partial<Claims> = {}, attempts = 1) => ({
  token: await seal({ ...claims, ...rest }, relaySecret),
  attempts,
});

const withFallback = (rest: Partial<typeof fallbackConfig>) => ({
  sms: { ...smsClaims, fallback: { ...fallbackConfig, ...rest } },
});

vi.mock('node:timers/promises', async () => import('../../../test/support/waits.js'));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an SMS', () => {
  it('is handed over as Logto asked for it, with the config of its connector', async () => {
    const provider = providerWith();
    const surroundings = surroundingsWith(provider);

    expect(await handOver(await deliveryWith(), surroundings)).toEqual({ kind: 'sms-accepted' });
    expect(surroundings.providers.load.mock.calls).toEqual([[connectorName]]);
    expect(provider.sendMessage.mock.calls).toEqual([[smsClaims.data, fallbackConfig.config]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is opened with whichever secret fits', async () => {
    const surroundings = {
      ...surroundingsWith(providerWith()),
      secrets: ['another+relay+secret+0123456789abcdef', relaySecret],
    };

    expect(await handOver(await deliveryWith(), surroundings)).toEqual({ kind: 'sms-accepted' });
  });
});

describe('an SMS that cannot be handed over', () => {
  it.each([
    ['whose secret was changed', async () => seal(claims, 'another+relay+secret+0123456789abcdef')],
    ['that was not asked for', async () => seal({ ...claims, sms: undefined }, relaySecret)],
  ])('fails for good: one %s', async (_, makeToken) => {
    const provider = providerWith();
    const token = await makeToken();

    expect(await handOver({ token, attempts: 2 }, surroundingsWith(provider))).toEqual({
      kind: 'sms-failed',
      attempt: 2,
      failure: 'unusable',
      reason: {
        explanation: 'The code could not be decrypted.',
        remedy:
          'RELAY_SECRET was changed while the code was on its way. While you change it, name both, the new one first, separated by a comma.',
      },
    });
    expect(provider.sendMessage).not.toHaveBeenCalled();
  });

  it('fails for good when its token is gone', async () => {
    expect(
      await handOver({ token: undefined, attempts: 1 }, surroundingsWith(providerWith()))
    ).toMatchObject({ failure: 'unusable' });
  });

  it('fails for good when its connector is not there', async () => {
    expect(await handOver(await deliveryWith(), surroundingsWith())).toMatchObject({
      failure: 'unusable',
      reason: { remedy: `Install ${connectorName}.` },
    });
  });

  it('fails for good when its connector does not take the config', async () => {
    const provider = providerWith();
    const delivery = await deliveryWith(withFallback({ config: { account: 'AC0001' } }));

    expect(await handOver(delivery, surroundingsWith(provider))).toMatchObject({
      failure: 'unusable',
      reason: {
        explanation: `${connectorName} does not accept its config: fallback.config.authToken.`,
      },
    });
    expect(provider.sendMessage).not.toHaveBeenCalled();
  });

  it('fails for good where its country is not allowed', async () => {
    const provider = providerWith();
    const delivery = await deliveryWith(withFallback({ allowedCountries: ['BR'] }));

    expect(await handOver(delivery, surroundingsWith(provider))).toMatchObject({
      failure: 'not-allowed',
    });
    expect(provider.sendMessage).not.toHaveBeenCalled();
  });
});

describe('a provider', () => {
  const planted = `for ${claims.number} with ${authToken} and 482913`;

  it.each([
    ['that is not there', new SystemError(planted, 'ECONNREFUSED'), 'not-reached'],
    [
      'that asks for time',
      new ForeignConnectorError('rate_limit_exceeded', planted),
      'not-reached',
    ],
    ['that says no', new ForeignConnectorError('general', planted), 'refused'],
    ['that breaks off', new SystemError(planted, 'ECONNRESET'), 'unanswered'],
    ['that throws anything', new Error(planted), 'unanswered'],
  ])(
    'fails the SMS by what is certain, and its words hide every secret: one %s',
    async (_, thrown, failure) => {
      const provider = providerWith(async () => {
        throw thrown;
      });
      const event = await handOver(await deliveryWith({}, 3), surroundingsWith(provider));

      expect(event).toMatchObject({ kind: 'sms-failed', attempt: 3, failure });
      expect(JSON.stringify(event)).toContain(`${connectorName} could not send the SMS`);
      expect(JSON.stringify(event)).not.toMatch(/2025550143|planted-auth|482913/);
      expect(provider.sendMessage).toHaveBeenCalledTimes(1);
    }
  );

  it('that does not answer within 8 s may have taken it', async () => {
    const provider = providerWith(async () => new Gate().pass());
    const delivery = await deliveryWith();
    const handingOver = handOver(delivery, surroundingsWith(provider));
    await eventually(() => {
      expect(provider.sendMessage).toHaveBeenCalled();
    });
    await vi.advanceTimersByTimeAsync(7500);
    expect(await Promise.race([handingOver, 'waiting'])).toBe('waiting');
    await vi.advanceTimersByTimeAsync(500);

    expect(await handingOver).toMatchObject({ kind: 'sms-failed', failure: 'unanswered' });
  });

  it('whose connector breaks in a way that nobody expects may have taken it', async () => {
    const surroundings = {
      ...surroundingsWith(),
      providers: {
        load: async () => {
          throw new TypeError(planted);
        },
      },
    };

    expect(await handOver(await deliveryWith(), surroundings)).toEqual({
      kind: 'sms-failed',
      attempt: 1,
      failure: 'unanswered',
      reason: {
        explanation: 'The SMS connector failed in an unexpected way.',
        remedy: 'Update it, or use another one.',
      },
    });
  });
});
