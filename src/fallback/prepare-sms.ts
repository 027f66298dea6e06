/** Whatever has to be true before an SMS goes out, wherever it is sent from. */
import { setTimeout as wait } from 'node:timers/promises';

import { type CountryCode } from 'libphonenumber-js/max';

import { type FallbackConfig } from './config.js';
import { type Provider, checkProviderConfig } from './provider.js';
import { type Providers } from './providers.js';
import { SmsFailure, explainIssue, explainThrown, kindOfThrown } from './sms-failure.js';

/** What an SMS takes from the world around it. */
export type SmsSurroundings = {
  providers: Pick<Providers, 'load'>;
  /** A monotonic clock, in milliseconds. */
  now: () => number;
  /** How an administrator adds a connector to the program that sends. */
  howToInstall: (connector: string) => string;
};

export type SmsRequest = {
  /** As Logto gives it, for the provider's connector to read. */
  data: unknown;
  /** E.164, with the `+`. */
  number: string;
  /** Of the number; some belong to none. */
  country: CountryCode | undefined;
  code: string;
  /** When the SMS has to be out, by the clock of the surroundings. */
  deadline: number;
};

/** @returns Why no SMS goes to numbers of this country, if none does. */
export const refuseCountry = (
  country: string | undefined,
  allowed: readonly string[] | undefined
): SmsFailure | undefined =>
  allowed && !(country && allowed.includes(country))
    ? new SmsFailure('not-allowed', {
        explanation: 'No SMS goes to numbers of this country.',
        remedy: 'If it should, add the country to "allowedCountries" under "fallback".',
      })
    : undefined;

/** The failure of an SMS whose connector is not there. */
export const notInstalled = (
  connector: string,
  howToInstall: SmsSurroundings['howToInstall']
): SmsFailure =>
  new SmsFailure('unusable', {
    explanation: `${connector} is not installed, or is no SMS connector.`,
    remedy: howToInstall(connector),
  });

const loadProvider = async (
  fallback: FallbackConfig,
  request: SmsRequest,
  { providers, howToInstall }: SmsSurroundings
): Promise<Provider> => {
  const { connector, config } = fallback;
  const provider = await providers.load(connector);

  if (!provider) {
    throw notInstalled(connector, howToInstall);
  }

  const [issue] = checkProviderConfig(provider, config);

  if (issue) {
    throw new SmsFailure('unusable', explainIssue(issue, fallback, request));
  }

  return provider;
};

/** What a provider throws goes no further: it may hold the whole request. */
const handOver = async (provider: Provider, fallback: FallbackConfig, request: SmsRequest) => {
  try {
    await provider.sendMessage(request.data, fallback.config);
  } catch (error: unknown) {
    throw new SmsFailure(kindOfThrown(error), explainThrown(error, fallback, request));
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
 * Makes sure that an SMS may go out and that somebody is there to take it, before anything is counted
 * or handed over.
 *
 * @returns Hands it over, once. Throws {@link SmsFailure} when the provider does not take it, or does
 * not answer by the deadline.
 * @throws {SmsFailure} `not-allowed` or `unusable`.
 */
export const prepareSms = async (
  fallback: FallbackConfig,
  request: SmsRequest,
  surroundings: SmsSurroundings
): Promise<() => Promise<void>> => {
  const { country, deadline } = request;
  const remaining = () => deadline - surroundings.now();

  const refusal = refuseCountry(country, fallback.allowedCountries);

  if (refusal) {
    throw refusal;
  }

  const provider = await withinTime(
    loadProvider(fallback, request, surroundings),
    remaining(),
    new SmsFailure('unusable', {
      explanation: `${fallback.connector} could not be loaded in time.`,
      remedy: 'Restart the server, and see whether it loads all connectors.',
    })
  );

  return async () =>
    withinTime(
      handOver(provider, fallback, request),
      remaining(),
      new SmsFailure('unanswered', {
        explanation: 'The provider of the SMS did not answer in time. The SMS may still arrive.',
        remedy: "Check the provider's status page.",
      })
    );
};
