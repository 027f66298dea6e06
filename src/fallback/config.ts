/** How `fallback` of the config is read: another SMS connector, its config, and its limits. */
import { type CountryCode } from 'libphonenumber-js/max';
import { type RefinementCtx, type ZodType, type ZodTypeDef, z } from 'zod';

import { countriesRule } from '../config/countries.js';
import { Problem, isBlank, isRecord, report } from '../config/field.js';

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
};

const defaults = { maxPerNumberPerHour: 3, maxPerHour: 500 } as const;

const keys: ReadonlySet<string> = new Set([
  'connector',
  'config',
  'allowedCountries',
  'mode',
  ...Object.keys(defaults),
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

const readLimit = (value: unknown, name: keyof typeof defaults): number | Problem => {
  if (isBlank(value)) {
    return defaults[name];
  }

  return typeof value === 'number' && Number.isInteger(value) && value > 0
    ? value
    : new Problem(`This has to be a whole number from 1; without it, it is ${defaults[name]}.`);
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

  return {
    connector,
    config,
    allowedCountries: take(ctx, 'allowedCountries', readCountries(raw.allowedCountries)),
    maxPerNumberPerHour: take(
      ctx,
      'maxPerNumberPerHour',
      readLimit(raw.maxPerNumberPerHour, 'maxPerNumberPerHour')
    ),
    maxPerHour: take(ctx, 'maxPerHour', readLimit(raw.maxPerHour, 'maxPerHour')),
    mode: take(ctx, 'mode', readMode(raw.mode)),
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
export const createStoredFallbackGuard = (
  providers: Providers,
  warn: (line: string) => void
): ZodType<FallbackConfig | undefined, ZodTypeDef, unknown> => {
  const guard = createFallbackGuard(providers);
  const warned = new Set<string>();

  return z.unknown().transform((raw) => {
    const { data, error } = guard.safeParse(raw);
    const keyPaths = error?.issues.map(({ path }) => ['fallback', ...path].join('.')).join(', ');

    if (keyPaths !== undefined && !warned.has(keyPaths)) {
      warned.add(keyPaths);
      warn(
        `The SMS fallback cannot be used: see ${keyPaths}. Open the connector in Logto Console and save it to be told why.`
      );
    }

    return data;
  });
};
