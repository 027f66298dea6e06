import { type SendMessageData, type TemplateType } from '@logto/connector-kit';
import { describe, expect, it, vi } from 'vitest';

import { code, metaConfig, signIn } from '../../test/support/nocked-meta.js';
import { relay } from '../../test/support/registration.js';
import { fallbackConfig } from '../../test/support/sms-provider.js';
import { claimsGuard } from '../registration/claims.js';
import { type Registrar } from '../registration/registrar.js';
import { type Config, parseConfig } from '../types.js';

import { readRequest } from './send-code.js';
import { describeAccepted, tellRelay } from './tell-relay.js';

const config: Config = {
  ...parseConfig(metaConfig, 'storage'),
  relayUrl: relay.url,
  relaySecret: relay.secret,
  fallback: { ...fallbackConfig, whenNotDeliveredWithinSeconds: 40 },
};

const messageId = 'wamid.HBgLMTIwMjU1NTAxNDMVAgARGBI=';

const acceptedWith = (changes: { config?: Partial<Config>; data?: SendMessageData } = {}) => {
  const data = changes.data ?? { ...signIn, payload: { code, locale: 'de-AT' }, ip: '192.0.2.1' };

  return {
    config: { ...config, ...changes.config },
    request: readRequest(data),
    data,
    result: {
      channel: 'whatsapp',
      messageId,
      recipient: '+1********43',
      status: 'accepted',
    } as const,
  };
};

describe('what the relay has to know of a send', () => {
  it('is all that it takes to send an SMS', () => {
    expect(describeAccepted(acceptedWith())).toEqual({
      messageId,
      number: '+12025550143',
      recipient: '+1********43',
      country: 'US',
      usageType: 'SignIn',
      language: 'de',
      codeLifetime: 600,
      deadline: 40,
      sms: {
        fallback: { ...fallbackConfig, whenNotDeliveredWithinSeconds: 40 },
        data: {
          to: '12025550143',
          type: 'SignIn',
          payload: { code, locale: 'de-AT' },
          ip: '192.0.2.1',
        },
      },
    });
  });

  it('has the number that was checked, however it was typed', () => {
    const described = describeAccepted(acceptedWith({ data: { ...signIn, to: '5215512345678' } }));

    expect(described).toMatchObject({
      number: '+525512345678',
      recipient: '+52********78',
      country: 'MX',
      sms: { data: { to: '525512345678' } },
    });
  });

  it('has no country where a number has none', () => {
    const described = describeAccepted(acceptedWith({ data: { ...signIn, to: '88312345678' } }));

    expect(described).toMatchObject({ number: '+88312345678', country: undefined });
    expect(claimsGuard.safeParse({ ...described, age: 0 }).success).toBe(true);
  });

  it('has neither a code nor a provider without a fallback', () => {
    const described = describeAccepted(acceptedWith({ config: { fallback: undefined } }));

    expect(described).toMatchObject({ sms: undefined, deadline: 25 });
    expect(JSON.stringify(described)).not.toContain(code);
  });

  it('can always be read by the relay', () => {
    const data = { ...signIn, type: 'x'.repeat(200) as TemplateType };
    const described = describeAccepted(acceptedWith({ data }));

    expect(claimsGuard.safeParse({ ...described, age: 0 }).error).toBeUndefined();
  });
});

const createRegistrar = () => ({
  register: vi.fn<Registrar['register']>(),
  check: vi.fn<Registrar['check']>(),
});

describe('the relay', () => {
  it('is told in the background when a person waits', async () => {
    const registrar = createRegistrar();
    const accepted = acceptedWith();

    await tellRelay(accepted, registrar, { isTest: false, deadline: 7500 });

    const [[to, describe_] = []] = registrar.register.mock.calls;
    expect(to).toEqual(relay);
    expect(describe_?.()).toEqual(describeAccepted(accepted));
    expect(registrar.check).not.toHaveBeenCalled();
  });

  it('is asked when an administrator waits', async () => {
    const registrar = createRegistrar();
    const accepted = acceptedWith({ config: { fallback: undefined } });

    await tellRelay(accepted, registrar, { isTest: true, deadline: 7500 });

    expect(registrar.check.mock.calls).toEqual([[relay, describeAccepted(accepted), 7500]]);
    expect(registrar.register).not.toHaveBeenCalled();
  });

  it.each([
    { relayUrl: undefined, relaySecret: undefined },
    { relayUrl: relay.url, relaySecret: undefined },
    { relayUrl: undefined, relaySecret: relay.secret },
  ])('is not told with %j', async (none) => {
    const registrar = createRegistrar();

    for (const isTest of [true, false]) {
      // eslint-disable-next-line no-await-in-loop -- Two calls that have nothing to wait for.
      await tellRelay(acceptedWith({ config: none }), registrar, { isTest, deadline: 7500 });
    }

    expect(registrar.register).not.toHaveBeenCalled();
    expect(registrar.check).not.toHaveBeenCalled();
  });
});
