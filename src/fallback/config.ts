/** How `fallback` of the config is read: another SMS connector, its config, and its limits. */
import { type CountryCode } from 'libphonenumber-js/max';
import { type RefinementCtx, z } from 'zod';

import { countriesRule } from '../config/countries.js';
import { Problem, isBlank, report } from '../config/field.js';
import { lenient } from '../config/lenient.js';
import { isRecord } from '../json/is-record.js';

import { checkProviderConfig } from './provider.js';
import { type Providers, isConnectorName } from './providers.js';

/** Where SMS goes when WhatsApp fails. */
export type FallbackConfig = {
  /** Package name of an SMS connector, such as `@logto/connector-twilio-sms`. */
  connector: string;
  /** What that connector has in its own form. */
  config: Record<string, unknown>;
  /** Only numbers of these countries get an SMS. */
  allowedCountries: readonly CountryCode[] | undefined;
  maxPerNumberPerHour: number;
  maxPerHour: number;
  /** `record` only writes to the log what it would have sent. */
  mode: 'send' | 'record';
  /** What the relay waits for a delivery before it sends an SMS, counted from acceptance. */
  whenNotDeliveredWithinSeconds: number;
};

type NumberKey = 'maxPerNumberPerHour' | 'maxPerHour' | 'whenNotDeliveredWithinSeconds';

type NumberRule = { from: number; to?: number; otherwise: number };

const numbers: Readonly<Record<NumberKey, NumberRule>> = Object.freeze({
  maxPerNumberPerHour: { from: 1, otherwise: 3 },
  maxPerHour: { from: 1, otherwise: 500 },
  // A code lives for 600 s, and whoever gets it last needs some time to enter it.
  whenNotDeliveredWithinSeconds: { from: 5, to: 540, otherwise: 25 },
});

/** Seconds after which a code counts as not delivered, where nobody says otherwise. */
export const defaultDeadline = numbers.whenNotDeliveredWithinSeconds.otherwise;

const keys: ReadonlySet<string> = new Set([
  'connector',
  'config',
  'allowedCountries',
  'mode',
  ...Object.keys(numbers),
]);

const example =
  'Write it like { "connector": "@logto/connector-twilio-sms", "config": { … } }, with the config of that connector.';

const readConnector = (value: unknown, providers: Providers): string | Problem => {
  if (typeof value !== 'string' || value.trim() === '') {
    return new Problem(`Name the SMS connector. ${example}`);
  }

  const name = value.trim();

  if (!isConnectorName(name)) {
    return new Problem(
      'This has to be the package name of an SMS connector, such as @logto/connector-twilio-sms: neither a path nor an address.'
    );
  }

  if (!providers.isInstalled(name)) {
    const { names } = providers;

    return new Problem(
      `This connector is not installed. Install it with "npx @logto/cli connector add ${name}" and restart Logto${
        names.length > 0 ? `, or use one of ${names.join(', ')}` : ''
      }.`
    );
  }

  return name;
};

const readProviderConfig = (value: unknown): Record<string, unknown> | Problem => {
  if (isBlank(value)) {
    return {};
  }

  return isRecord(value)
    ? value
    : new Problem('This has to be a JSON object, with what the SMS connector has in its own form.');
};

const readCountries = (value: unknown): readonly CountryCode[] | undefined | Problem => {
  if (isBlank(value)) {
    return;
  }

  const codes = Array.isArray(value) ? value.join(',') : value;

  return typeof codes === 'string'
    ? countriesRule(codes)
    : new Problem('Write a list of two-letter ISO 3166 codes, such as ["BR", "MX"].');
};

const readNumber = (value: unknown, { from, to, otherwise }: NumberRule): number | Problem => {
  if (isBlank(value)) {
    return otherwise;
  }

  return typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= from &&
    value <= (to ?? value)
    ? value
    : new Problem(
        `This has to be a whole number from ${from}${
          to === undefined ? '' : ` to ${to}`
        }; without it, it is ${otherwise}.`
      );
};

const readMode = (value: unknown): FallbackConfig['mode'] | Problem => {
  if (isBlank(value)) {
    return 'send';
  }

  return value === 'send' || value === 'record'
    ? value
    : new Problem('This has to be "send" or "record".');
};

/** A field, or an issue under its key. */
const take = <Value>(ctx: RefinementCtx, key: string, value: Value | Problem): Value => {
  if (value instanceof Problem) {
    report(ctx, value.message, [key]);

    return z.NEVER;
  }

  return value;
};

const readFallback = (
  raw: Record<string, unknown>,
  ctx: RefinementCtx,
  providers: Providers
): FallbackConfig => {
  for (const key of Object.keys(raw).filter((name) => !keys.has(name))) {
    report(ctx, `There is no such setting. There are ${[...keys].join(', ')}.`, [key]);
  }

  const connector = take(ctx, 'connector', readConnector(raw.connector, providers));
  const ownConfig = readProviderConfig(raw.config);
  const config = take(ctx, 'config', ownConfig);
  const provider =
    typeof connector === 'string' && ownConfig === config
      ? providers.sibling(connector)
      : undefined;

  for (const { path, message } of provider ? checkProviderConfig(provider, config) : []) {
    report(ctx, message, ['config', ...path]);
  }

  const takeNumber = (key: NumberKey) => take(ctx, key, readNumber(raw[key], numbers[key]));

  return {
    connector,
    config,
    allowedCountries: take(ctx, 'allowedCountries', readCountries(raw.allowedCountries)),
    maxPerNumberPerHour: takeNumber('maxPerNumberPerHour'),
    maxPerHour: takeNumber('maxPerHour'),
    mode: take(ctx, 'mode', readMode(raw.mode)),
    whenNotDeliveredWithinSeconds: takeNumber('whenNotDeliveredWithinSeconds'),
  };
};

/**
 * Guards `fallback`; blank means none.
 *
 * A connector beside ours checks its config with its own guard. One among the installed packages
 * cannot be asked here, where nothing may wait: it is asked when it is used.
 */
export const createFallbackGuard = (providers: Providers) =>
  z.unknown().transform((raw, ctx): FallbackConfig | undefined => {
    if (isBlank(raw)) {
      return;
    }

    if (!isRecord(raw)) {
      report(ctx, `This has to be a JSON object. ${example}`);

      return z.NEVER;
    }

    return readFallback(raw, ctx, providers);
  });

/**
 * The same for a config that is in storage: a fallback that cannot be used any more, because its
 * connector was removed or has learnt new rules, must not stop WhatsApp.
 *
 * @param warn Told once of each key that is wrong; values are never in it.
 */
export const createStoredFallbackGuard = (providers: Providers, warn: (line: string) => void) =>
  lenient<FallbackConfig | undefined>(createFallbackGuard(providers), {
    subject: 'The SMS fallback',
    path: ['fallback'],
    instead: undefined,
    warn,
  });
