/** What a Logto answers, checked with its own guards. */
/* eslint-disable import/no-extraneous-dependencies -- @logto/cli, a dependency, brings it along */
import {
  Connectors,
  CustomPhrases,
  SignInExperiences,
  connectorFactoryResponseGuard,
  connectorResponseGuard,
  createDefaultSignInExperience,
} from '@logto/schemas';
/* eslint-enable import/no-extraneous-dependencies */

import { defaultMetadata } from '../../src/constant.js';
import { isRecord } from '../../src/json/is-record.js';

export type Config = Record<string, unknown>;

export type StoredConnector = { id: string; connectorId: string; type: string; config: Config };

export type LanguageInfo = { autoDetect: boolean; fallbackLanguage: string };

const isEmpty = (item: unknown) =>
  item === undefined || item === null || ['""', '{}', '[]'].includes(JSON.stringify(item));

/** As Logto stores a config: without what is empty. Source: clean-deep, as Logto's core calls it. */
const clean = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map((item) => clean(item)).filter((item) => !isEmpty(item));
  }

  return isRecord(value)
    ? Object.fromEntries(
        Object.entries(value)
          .map(([key, item]) => [key, clean(item)] as const)
          .filter(([, item]) => !isEmpty(item))
      )
    : value;
};

export const cleanDeep = (config: unknown): Config => {
  const cleaned = clean(config);

  return isRecord(cleaned) ? cleaned : {};
};

/** What a new tenant has. Source: Logto, the table `sign_in_experiences`. */
const signInExperienceDefaults = Object.freeze({
  ...createDefaultSignInExperience('default', false),
  agreeToTermsPolicy: 'Automatic',
  socialSignIn: {},
  customUiCsp: {},
  adaptiveMfa: {},
  trustedDevice: {},
  singleSignOnEnabled: false,
  supportEmail: null,
  supportWebsiteUrl: null,
  unknownSessionRedirectUrl: null,
  captchaPolicy: {},
  sentinelPolicy: {},
  emailBlocklistPolicy: {},
  verificationCodePolicy: {},
  forgotPasswordMethods: null,
  passkeySignIn: {},
  passwordExpiration: {},
  usernamePolicy: {
    caseSensitive: true,
    minLength: 1,
    maxLength: 128,
    allowedChars: { lowercase: true, uppercase: true, numbers: true, underscore: true },
  },
});

/** Source: Logto, `GET /api/connectors/{id}`. */
export const connectorAnswer = ({ id, connectorId, type, config }: StoredConnector) =>
  connectorResponseGuard.parse({
    ...defaultMetadata,
    ...(connectorId !== defaultMetadata.id && { target: connectorId, name: { en: connectorId } }),
    id,
    connectorId,
    type,
    config,
    metadata: {},
    syncProfile: false,
    enableTokenStorage: false,
  });

/** Ours. Source: Logto, `GET /api/connector-factories/{id}`. */
export const factoryAnswer = () =>
  connectorFactoryResponseGuard.parse({ ...defaultMetadata, type: 'Sms' });

/** Source: Logto, `GET /api/sign-in-exp`. */
export const signInExperienceAnswer = (languageInfo?: LanguageInfo) =>
  SignInExperiences.guard.parse({
    ...signInExperienceDefaults,
    ...(languageInfo && { languageInfo }),
  });

/** Source: Logto, `GET /api/custom-phrases`. */
export const phrasesAnswer = (languageTags: readonly string[]) =>
  CustomPhrases.guard.array().parse(
    languageTags.map((languageTag) => ({
      tenantId: 'default',
      id: `phrases-${languageTag}`,
      languageTag,
      translation: {},
    }))
  );

/** Source: Logto, `POST /api/connectors`. */
export const readNewConnector = (body: unknown) =>
  Connectors.createGuard.pick({ connectorId: true, config: true }).parse(body);

/** Source: Logto, `PATCH /api/connectors/{id}`. */
export const readPatch = (body: unknown) =>
  Connectors.createGuard.pick({ config: true }).partial().parse(body);
