import { EventEmitter, once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { textWith } from '../../test/support/matchers.js';
import {
  ForeignConnectorError,
  SystemError,
  authToken,
  connectorName,
  fallbackConfig,
  providerWith,
} from '../../test/support/sms-provider.js';

import { SmsCounter } from './limits.js';
import { type Provider } from './provider.js';
import { sendSms } from './send-sms.js';
import { SmsFailure } from './sms-failure.js';

const request = {
  data: { to: '12025550143', type: 'SignIn', payload: { code: '482913' } },
  number: '+12025550143',
  country: 'US',
  code: '482913',
  deadline: 7500,
} as const;

const surroundingsWith = (provider?: Provider) => ({
  providers: { load: vi.fn(async () => provider) },
  counter: new SmsCounter(),
  howToInstall: (connector: string) => `Install ${connector}.`,
  now: () => 3000,
});

const reasonOf = async (sending: Promise<unknown>) => {
  const outcome: unknown = await sending.then(
    () => 'sent',
    (error: unknown) => error
  );

  if (outcome instanceof SmsFailure) {
    return outcome.reason;
  }

  throw new Error(`The SMS was expected to fail: ${String(outcome)}`);
};

/** What happens when the test has it; an `error` is thrown where it is waited for. */
// eslint-disable-next-line unicorn/prefer-event-target -- an EventTarget has no errors to throw
class Occasion extends EventEmitter {}

/** A provider that answers, or refuses, when the test has it. */
const hanging = () => {
  const answers = new Occasion();

  return { provider: providerWith(async () => once(answers, 'answer')), answers };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an SMS', () => {
  it('is sent with what Logto asked for, and with the config of its connector', async () => {
    const provider = providerWith();
    const surroundings = surroundingsWith(provider);

    expect(await sendSms(fallbackConfig, request, surroundings)).toBe(true);
    expect(provider.sendMessage.mock.calls).toEqual([[request.data, fallbackConfig.config]]);
    expect(surroundings.providers.load.mock.calls).toEqual([[connectorName]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is only recorded with the mode "record"', async () => {
    const provider = providerWith();
    const recording = { ...fallbackConfig, mode: 'record' } as const;

    expect(await sendSms(recording, request, surroundingsWith(provider))).toBe(false);
    expect(provider.sendMessage).not.toHaveBeenCalled();
  });
});

describe('a country', () => {
  const allowedCountries = ['BR', 'US'] as const;

  it('that is allowed gets an SMS', async () => {
    const surroundings = surroundingsWith(providerWith());

    expect(await sendSms({ ...fallbackConfig, allowedCountries }, request, surroundings)).toBe(
      true
    );
  });

  it.each([
    ['another', 'MX'],
    ['one that shares the calling code', 'CA'],
    ['none at all, as that of a satellite', undefined],
  ] as const)('that is not allowed gets none: %s', async (_, country) => {
    const provider = providerWith();
    const surroundings = surroundingsWith(provider);

    expect(
      await reasonOf(
        sendSms({ ...fallbackConfig, allowedCountries }, { ...request, country }, surroundings)
      )
    ).toEqual({
      explanation: 'No SMS goes to numbers of this country.',
      remedy: 'If it should, add the country to "allowedCountries" under "fallback".',
    });
    expect(provider.sendMessage).not.toHaveBeenCalled();
    expect(surroundings.providers.load).not.toHaveBeenCalled();
  });
});

describe('a limit', () => {
  const limits = { ...fallbackConfig, maxPerNumberPerHour: 1, maxPerHour: 2 };

  it('for each number stops the SMS, and names the setting', async () => {
    const provider = providerWith();
    const surroundings = surroundingsWith(provider);
    await sendSms(limits, request, surroundings);

    expect(await reasonOf(sendSms(limits, request, surroundings))).toEqual({
      explanation: 'This number has had as many SMS as it may have in an hour.',
      remedy: 'If that is too few, raise "maxPerNumberPerHour" under "fallback".',
    });
    expect(provider.sendMessage).toHaveBeenCalledTimes(1);
  });

  it('for all stops the SMS, and names the setting', async () => {
    const provider = providerWith();
    const surroundings = surroundingsWith(provider);
    await sendSms(limits, request, surroundings);
    await sendSms(limits, { ...request, number: '+12025550144' }, surroundings);

    expect(
      await reasonOf(sendSms(limits, { ...request, number: '+12025550145' }, surroundings))
    ).toMatchObject({
      explanation: 'As many SMS have gone out as may go out in an hour.',
      remedy: textWith('"maxPerHour" under "fallback"'),
    });
    expect(provider.sendMessage).toHaveBeenCalledTimes(2);
  });

  it('is not used up by what could not be handed to the provider', async () => {
    const surroundings = surroundingsWith();
    await reasonOf(sendSms(limits, request, surroundings));

    expect(surroundings.counter.take(request.number, limits, 3000)).toBeUndefined();
  });

  it('is not used up while the provider cannot be reached', async () => {
    const provider = providerWith(async () => {
      throw new SystemError('', 'EAI_AGAIN');
    });
    const surroundings = surroundingsWith(provider);
    await reasonOf(sendSms(limits, request, surroundings));
    await reasonOf(sendSms(limits, request, surroundings));

    expect(provider.sendMessage).toHaveBeenCalledTimes(2);
    expect(surroundings.counter.take(request.number, limits, 3000)).toBeUndefined();
  });

  it('is not used up either when that shows after the deadline only', async () => {
    const { provider, answers } = hanging();
    const surroundings = surroundingsWith(provider);
    const sending = reasonOf(sendSms(limits, request, surroundings));
    await vi.advanceTimersByTimeAsync(4500);
    await sending;

    expect(surroundings.counter.take(request.number, limits, 3000)).toBe('number');

    answers.emit('error', new SystemError('', 'EAI_AGAIN'));
    await vi.runAllTimersAsync();

    expect(surroundings.counter.take(request.number, limits, 3000)).toBeUndefined();
  });

  it.each([
    ['refuses it', new ForeignConnectorError('general', 'No.')],
    ['may have taken it', new SystemError('', 'ECONNRESET')],
  ])('is used up by what the provider %s', async (_, thrown) => {
    const surroundings = surroundingsWith(
      providerWith(async () => {
        throw thrown;
      })
    );
    await reasonOf(sendSms(limits, request, surroundings));

    expect(surroundings.counter.take(request.number, limits, 3000)).toBe('number');
  });
});

describe('a connector', () => {
  it('that is gone is named, with the way to get it back', async () => {
    expect(await reasonOf(sendSms(fallbackConfig, request, surroundingsWith()))).toEqual({
      explanation: `${connectorName} is not installed, or is no SMS connector.`,
      remedy: `Install ${connectorName}.`,
    });
  });

  it('that does not accept its config is not used', async () => {
    const provider = providerWith();
    const fallback = { ...fallbackConfig, config: { account: 'AC0001', authToken: 7 } };

    expect(await reasonOf(sendSms(fallback, request, surroundingsWith(provider)))).toEqual({
      explanation: `${connectorName} does not accept its config: fallback.config.authToken.`,
      remedy: 'Expected string, received number',
    });
    expect(provider.sendMessage).not.toHaveBeenCalled();
  });

  it('that repeats secrets when it does not accept its config is censored', async () => {
    const provider: Provider = {
      ...providerWith(),
      configGuard: {
        safeParse: () => ({
          success: false,
          error: { issues: [{ path: [authToken], message: `Received ${authToken}, 482913` }] },
        }),
      },
    };

    expect(await reasonOf(sendSms(fallbackConfig, request, surroundingsWith(provider)))).toEqual({
      explanation: `${connectorName} does not accept its config: fallback.config.[redacted].`,
      remedy: 'Received [redacted], [redacted]',
    });
  });

  it('that fails is named, with what it says', async () => {
    const provider = providerWith(async () => {
      throw new ForeignConnectorError('general', 'The account is suspended.');
    });

    expect(await reasonOf(sendSms(fallbackConfig, request, surroundingsWith(provider)))).toEqual({
      explanation: `${connectorName} could not send the SMS (general: The account is suspended.).`,
      remedy:
        'Check the config of the SMS connector under "fallback", and the account of its provider.',
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that throws before it waits fails as well', async () => {
    const provider = providerWith(() => {
      throw new Error('No');
    });

    expect(
      await reasonOf(sendSms(fallbackConfig, request, surroundingsWith(provider)))
    ).toMatchObject({ explanation: `${connectorName} could not send the SMS.` });
  });
});

describe('the deadline', () => {
  const tooLate = {
    explanation: 'The provider of the SMS did not answer in time. The SMS may still arrive.',
    remedy: "Check the provider's status page.",
  };

  it('ends the wait for a provider that hangs, with the time that is left', async () => {
    const { provider } = hanging();
    const settled = vi.fn();
    const send = async () => {
      const reason = await reasonOf(sendSms(fallbackConfig, request, surroundingsWith(provider)));
      settled();

      return reason;
    };
    const sending = send();

    await vi.advanceTimersByTimeAsync(4499);
    expect(provider.sendMessage).toHaveBeenCalledOnce();
    expect(settled).not.toHaveBeenCalled();

    await vi.advanceTimersByTimeAsync(1);
    expect(await sending).toEqual(tooLate);
  });

  it('ends at once when there is no time', async () => {
    const { provider } = hanging();
    const sending = reasonOf(
      sendSms(fallbackConfig, { ...request, deadline: 2000 }, surroundingsWith(provider))
    );

    await vi.advanceTimersByTimeAsync(1);
    expect(await sending).toEqual(tooLate);
  });

  it('lets nobody be surprised by what the provider says after it', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const { provider, answers } = hanging();
    const sending = reasonOf(sendSms(fallbackConfig, request, surroundingsWith(provider)));
    await vi.advanceTimersByTimeAsync(4500);
    await sending;

    answers.emit('error', new Error('Too late'));
    vi.useRealTimers();
    // Node reports what nobody has handled before the next turn of its loop.
    await nextTurn();
    await nextTurn();
    process.off('unhandledRejection', unhandled);

    expect(unhandled).not.toHaveBeenCalled();
  });

  it('holds for a connector that cannot be loaded, too; then no SMS goes out later', async () => {
    const disk = new Occasion();
    const provider = providerWith();
    const surroundings = {
      ...surroundingsWith(provider),
      providers: {
        load: async () => {
          await once(disk, 'read');

          return provider;
        },
      },
    };
    const sending = reasonOf(sendSms(fallbackConfig, request, surroundings));

    await vi.advanceTimersByTimeAsync(4500);
    expect(await sending).toEqual({
      explanation: `${connectorName} could not be loaded in time.`,
      remedy: 'Restart the server, and see whether it loads all connectors.',
    });

    disk.emit('read');
    await vi.runAllTimersAsync();
    expect(provider.sendMessage).not.toHaveBeenCalled();
  });
});
