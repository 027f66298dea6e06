/** Whatever has to be true before an SMS goes out, wherever it is sent from. */
import { setTimeout as wait } from 'node:timers/promises';

import { noop } from '@silverhand/essentials';
import { type CountryCode } from 'libphonenumber-js/max';

import { type FallbackConfig } from './config.js';
import { kindOfThrown } from './kind-of-thrown.js';
import { type Provider, checkProviderConfig } from './provider.js';
import { type Providers } from './providers.js';
import { SmsFailure, explainIssue, explainThrown } from './sms-failure.js';

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
const handOver = async (
  provider: Provider,
  fallback: FallbackConfig,
  request: SmsRequest,
  onNotReached: () => void
) => {
  try {
    await provider.sendMessage(request.data, fallback.config);
  } catch (error: unknown) {
    const kind = kindOfThrown(error);

    if (kind === 'not-reached') {
      onNotReached();
    }

    throw new SmsFailure(kind, explainThrown(error, fallback, request));
  }
};

/** Waits no longer than there is time. */
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
 * Hands the SMS over, once.
 *
 * @param onNotReached Told when the provider was certainly not reached, even if that shows only after
 * the deadline, as with a name server that does not answer.
 * @throws {SmsFailure} When the provider does not take it, or does not answer by the deadline.
 */
type HandOver = (onNotReached?: () => void) => Promise<void>;

/**
 * Makes sure that an SMS may go out and that somebody is there to take it, before anything is counted
 * or handed over.
 *
 * @throws {SmsFailure} `not-allowed` or `unusable`.
 */
export const prepareSms = async (
  fallback: FallbackConfig,
  request: SmsRequest,
  surroundings: SmsSurroundings
): Promise<HandOver> => {
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

  return async (onNotReached = noop) =>
    withinTime(
      handOver(provider, fallback, request, onNotReached),
      remaining(),
      new SmsFailure('unanswered', {
        explanation: 'The provider of the SMS did not answer in time. The SMS may still arrive.',
        remedy: "Check the provider's status page.",
      })
    );
};
