/** Sends the code by SMS, when WhatsApp has failed. */
import { setTimeout as wait } from 'node:timers/promises';

import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

import { type FallbackConfig } from './config.js';
import { type LimitReached, type SmsCounter } from './limits.js';
import { type Provider, checkProviderConfig } from './provider.js';
import { type Providers } from './providers.js';
import { SmsFailure, explainIssue, explainThrown } from './sms-failure.js';

/** What a fallback takes from the world around it. */
export type SmsSurroundings = {
  providers: Pick<Providers, 'load'>;
  counter: Pick<SmsCounter, 'take'>;
  /** A monotonic clock, in milliseconds. */
  now: () => number;
};

export type SmsRequest = {
  /** As Logto gives it, for the provider's connector to read. */
  data: unknown;
  /** E.164, with the `+`. */
  number: string;
  code: string;
  /** When the SMS has to be out, by the clock of the surroundings. */
  deadline: number;
};

const checkCountry = (number: string, allowed: readonly CountryCode[] | undefined) => {
  const country = parsePhoneNumberFromString(number)?.country;

  if (allowed && !(country && allowed.includes(country))) {
    throw new SmsFailure({
      explanation: 'No SMS goes to numbers of this country.',
      remedy: 'If it should, add the country to "allowedCountries" under "fallback".',
    });
  }
};

const limitReached = (limit: LimitReached) =>
  new SmsFailure(
    limit === 'number'
      ? {
          explanation: 'This number has had as many SMS as it may have in an hour.',
          remedy: 'If that is too few, raise "maxPerNumberPerHour" under "fallback".',
        }
      : {
          explanation: 'As many SMS have gone out as may go out in an hour.',
          remedy:
            'Find out why WhatsApp fails, and whether somebody asks for codes in bulk; "maxPerHour" under "fallback" is the limit.',
        }
  );

const loadProvider = async (
  fallback: FallbackConfig,
  request: SmsRequest,
  providers: SmsSurroundings['providers']
): Promise<Provider> => {
  const { connector, config } = fallback;
  const provider = await providers.load(connector);

  if (!provider) {
    throw new SmsFailure({
      explanation: `${connector} is not installed, or is no SMS connector.`,
      remedy: `Install it with "npx @logto/cli connector add ${connector}", and restart Logto.`,
    });
  }

  const [issue] = checkProviderConfig(provider, config);

  if (issue) {
    throw new SmsFailure(explainIssue(issue, fallback, request));
  }

  return provider;
};

/** What a provider throws goes no further: it may hold the whole request. */
const handOver = async (provider: Provider, fallback: FallbackConfig, request: SmsRequest) => {
  try {
    await provider.sendMessage(request.data, fallback.config);
  } catch (error: unknown) {
    throw new SmsFailure(explainThrown(error, fallback, request));
  }
};

/** Waits no longer than there is time; what comes later is nobody's any more. */
const withinTime = async <Value>(
  work: Promise<Value>,
  time: number,
  tooLate: SmsFailure
): Promise<Value> => {
  const timer = new AbortController();
  const giveUp = async (): Promise<never> => {
    await wait(Math.max(0, time), undefined, { signal: timer.signal });

    throw tooLate;
  };

  try {
    return await Promise.race([work, giveUp()]);
  } finally {
    timer.abort();
  }
};

/**
 * Sends the code by SMS, or records that it would have.
 *
 * @returns Whether it went out; not with the mode `record`.
 * @throws {SmsFailure} When a guard does not allow it, or the provider does not take it.
 */
export const sendSms = async (
  fallback: FallbackConfig,
  request: SmsRequest,
  { providers, counter, now }: SmsSurroundings
): Promise<boolean> => {
  const { number, deadline } = request;

  checkCountry(number, fallback.allowedCountries);

  const provider = await withinTime(
    loadProvider(fallback, request, providers),
    deadline - now(),
    new SmsFailure({
      explanation: `${fallback.connector} could not be loaded in time.`,
      remedy: 'Restart Logto, and see whether it loads all connectors.',
    })
  );
  const limit = counter.take(number, fallback, now());

  if (limit) {
    throw limitReached(limit);
  }

  if (fallback.mode === 'record') {
    return false;
  }

  await withinTime(
    handOver(provider, fallback, request),
    deadline - now(),
    new SmsFailure(
      {
        explanation: 'The provider of the SMS did not answer in time. The SMS may still arrive.',
        remedy: "Check the provider's status page.",
      },
      true
    )
  );

  return true;
};
