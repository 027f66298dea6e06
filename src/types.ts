import { ConnectorError, ConnectorErrorCodes } from '@logto/connector-kit';
import { assert } from '@silverhand/essentials';
import { type ZodType, type ZodTypeDef, z } from 'zod';

import { apiVersionRule, baseUrlRule, gatewayRule, idRule, secretRule } from './config/account.js';
import { countriesRule } from './config/countries.js';
import {
  defaultedField,
  delegate,
  isBlank,
  optionalField,
  report,
  requiredField,
} from './config/field.js';
import { lenient } from './config/lenient.js';
import { type RelayFields, relayGuard } from './config/relay.js';
import { templatesGuard } from './config/templates.js';
import {
  type FallbackConfig,
  createFallbackGuard,
  createStoredFallbackGuard,
} from './fallback/config.js';
import { logLine } from './fallback/log.js';
import { providers } from './fallback/providers.js';
import { isRecord } from './json/is-record.js';
import { defaultGraphVersion, graphVersionsAsOf } from './meta/graph-versions.js';

const whereIsTheId =
  'Copy it from WhatsApp Manager → Account tools → Phone numbers; it is not the phone number itself.';

type Guards = {
  now: () => Date;
  fallback: ZodType<FallbackConfig | undefined, ZodTypeDef, unknown>;
  /** Of the whole config. */
  relay: ZodType<RelayFields, ZodTypeDef, unknown>;
};

/** Of each field by itself; what they have to do with each other is not checked. */
export const createFieldsGuard = ({ now, fallback }: Guards) =>
  z.object({
    gateway: defaultedField('meta', gatewayRule),
    accessToken: requiredField(
      'Paste the access token of a Meta system user (with 360dialog: the API key).',
      secretRule('access token')
    ),
    phoneNumberId: optionalField(idRule('phone number ID', whereIsTheId)),
    businessAccountId: optionalField(
      idRule('business account ID', 'Copy it from WhatsApp Manager.')
    ),
    appSecret: optionalField(secretRule('app secret')),
    apiVersion: defaultedField(defaultGraphVersion, apiVersionRule(now)),
    baseUrl: optionalField(baseUrlRule),
    allowedCountries: optionalField(countriesRule),
    templates: templatesGuard,
    fallback,
  });

/** Of the whole config; every issue is `custom` and says what to do. */
export const createConfigGuard = (guards: Guards) => {
  const fieldsGuard = createFieldsGuard(guards);

  return z.unknown().transform((raw, ctx) => {
    const config = isRecord(raw) ? raw : {};

    if (!isRecord(raw)) {
      report(ctx, 'The config must be a JSON object.');
    }

    const gateway = typeof config.gateway === 'string' ? config.gateway.trim() : '';

    if (gateway !== '360dialog' && isBlank(config.phoneNumberId)) {
      report(ctx, `Fill in the phone number ID. ${whereIsTheId}`, ['phoneNumberId']);
    }

    // What the form hides for this gateway cannot be mended there, and is not used either.
    const { phoneNumberId, businessAccountId, appSecret, apiVersion, ...own } = config;

    return {
      ...delegate(fieldsGuard, gateway === '360dialog' ? own : config, ctx),
      ...delegate(guards.relay, config, ctx),
    };
  });
};

/** Guards what an administrator saves in Console. Every issue is `custom` and says what to do. */
export const configGuard = createConfigGuard({
  now: () => new Date(),
  fallback: createFallbackGuard(providers),
  relay: relayGuard,
});

/** The config with blanks removed and defaults applied. */
export type Config = z.infer<typeof configGuard>;

/** One entry of `templates`, in the order of the config. */
export type TemplateEntry = Config['templates'][number];

/**
 * A version that expires while it is in use must not stop everybody from signing in: Meta goes on
 * answering. Neither must a fallback whose connector was removed, nor a relay that cannot be used.
 * Console refuses them when the config is next saved or tested.
 */
const storedConfigGuard = createConfigGuard({
  now: () => graphVersionsAsOf,
  fallback: createStoredFallbackGuard(providers, logLine),
  relay: lenient<RelayFields>(relayGuard, {
    subject: 'The relay',
    path: [],
    instead: {},
    warn: logLine,
  }),
});

/** Whether Console is testing what stands in the form, or Logto has it from storage. */
export type ConfigOrigin = 'form' | 'storage';

/**
 * Reads a config: Logto checks it with the guard when it is saved, but stores it as it was typed.
 *
 * @throws {ConnectorError} `InvalidConfig` with a `ZodError` that has one issue for each problem.
 */
export const parseConfig = (raw: unknown, origin: ConfigOrigin): Config => {
  const result = (origin === 'form' ? configGuard : storedConfigGuard).safeParse(raw);

  assert(result.success, new ConnectorError(ConnectorErrorCodes.InvalidConfig, result.error));

  return result.data;
};
