/**
 * A WhatsApp Business account as Meta keeps it. All that is preset here is invented.
 */
import { z } from 'zod';

import { isMetaLanguage } from '../meta/languages.js';

const id = z.string().regex(/^\d+$/, 'has to be an id: digits only');

export const messagingScope = 'whatsapp_business_messaging';
export const managementScope = 'whatsapp_business_management';

const tokenGuard = z
  .object({
    state: z.enum(['valid', 'expired', 'revoked']).default('valid'),
    /** `USER` is what the dashboard of an app makes for a day. */
    type: z.enum(['SYSTEM_USER', 'USER']).default('SYSTEM_USER'),
    /** The app that it was made for, where that is not the one of the account. */
    appId: id.optional(),
    scopes: z.array(z.string()).default([messagingScope, managementScope]),
    /** The ids of what was assigned to the system user; without it, everything. */
    assets: z.array(id).optional(),
    /** 0 for never; otherwise seconds since 1970. */
    expiresAt: z.number().int().nonnegative().default(0),
  })
  .strict();

/** A system user's access token. Source: Meta, "Access tokens". */
export type SandboxToken = z.infer<typeof tokenGuard>;

const phoneNumberGuard = z
  .object({
    id: id.default('100000000000001'),
    displayPhoneNumber: z.string().default('+1 555-010-0001'),
    /** Meta puts it before recipients that have no `+`. */
    callingCode: z.string().regex(/^\d+$/).default('1'),
    verifiedName: z.string().default('Sandbox'),
    /** `CONNECTED` sends. Source: Meta, "Phone numbers". */
    status: z.string().default('CONNECTED'),
    nameStatus: z.string().default('APPROVED'),
    codeVerificationStatus: z.string().default('VERIFIED'),
    platformType: z.string().default('CLOUD_API'),
    /** `SANDBOX` is one of Meta's test numbers, which writes to `allowedRecipients` only. */
    accountMode: z.enum(['LIVE', 'SANDBOX']).default('LIVE'),
    allowedRecipients: z.array(z.string()).default([]),
    qualityRating: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN', 'NA']).default('GREEN'),
    /** `STANDARD` is 80 messages a second, `HIGH` 1,000. Source: Meta, "Throughput". */
    throughputLevel: z.enum(['STANDARD', 'HIGH']).default('STANDARD'),
    isPinEnabled: z.boolean().default(true),
  })
  .strict();

export type SandboxPhoneNumber = z.infer<typeof phoneNumberGuard>;

/** Only an `APPROVED` template can be sent. Source: Meta, "Template status". */
export const templateStatuses = [
  'APPROVED',
  'PENDING',
  'REJECTED',
  'IN_APPEAL',
  'PAUSED',
  'DISABLED',
  'PENDING_DELETION',
  'LIMIT_EXCEEDED',
  'ARCHIVED',
] as const;

export type TemplateStatus = (typeof templateStatuses)[number];

const templateGuard = z
  .object({
    name: z.string().default('verification_code'),
    language: z.string().refine(isMetaLanguage, 'is no language that Meta knows'),
    status: z.enum(templateStatuses).default('APPROVED'),
    /** Whether the text ends with a warning not to share the code. */
    securityRecommendation: z.boolean().default(true),
    /** Minutes in the footer; without them, there is no footer. */
    codeExpirationMinutes: z.number().int().min(1).max(90).optional(),
    otpType: z.enum(['COPY_CODE', 'ONE_TAP', 'ZERO_TAP']).default('COPY_CODE'),
    /** Label of the copy-code button; without it, Meta's own in the template's language. */
    buttonText: z.string().max(25).optional(),
    autofillText: z.string().max(25).optional(),
    supportedApps: z
      .array(z.object({ packageName: z.string(), signatureHash: z.string() }).strict())
      .default([]),
    /** Seconds after which an undelivered message is dropped; -1 for 30 days. */
    ttlSeconds: z.number().int().default(600),
  })
  .strict();

/** An authentication template, as a seed describes it. */
export type SandboxTemplate = z.infer<typeof templateGuard>;

const presetTokens = {
  EAAsandboxValidToken: {},
  EAAsandboxExpiredToken: { state: 'expired' as const, expiresAt: 1_793_520_000 },
  EAAsandboxRevokedToken: { state: 'revoked' as const },
  EAAsandboxNoMessagingToken: { scopes: [managementScope] },
  EAAsandboxNoManagementToken: { scopes: [messagingScope] },
  EAAsandboxNoAssetsToken: { assets: [] },
};

const presetTemplates = ['en_US', 'en_GB', 'es', 'es_MX', 'pt_BR', 'id', 'hi'].map((language) => ({
  language,
  codeExpirationMinutes: 10,
}));

/**
 * What stands in the connector's form, where that is not what fits the account; an empty one is not
 * filled in.
 */
const connectorGuard = z
  .object({
    accessToken: z.string(),
    phoneNumberId: z.string(),
    businessAccountId: z.string(),
    appSecret: z.string(),
    templateName: z.string(),
    language: z.array(z.string()),
  })
  .partial()
  .strict();

const isUnique = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

/** What a seed may say; what it leaves out is preset. */
export const accountGuard = z
  .object({
    /** WABA id. */
    id: id.default('200000000000001'),
    name: z.string().default('Sandbox'),
    /** What kind of account it is, for whoever starts it. */
    description: z.string().optional(),
    businessId: id.default('300000000000001'),
    appId: id.default('400000000000001'),
    appName: z.string().default('Sandbox app'),
    /** Signs webhooks, and is what `appsecret_proof` proves. */
    appSecret: z.string().min(1).default('sandbox_app_secret'),
    /** Whether each call has to prove that it knows the secret. */
    requireProof: z.boolean().default(false),
    /** Only `verified` may create authentication templates; see the rule `unverifiedBusiness`. */
    businessVerificationStatus: z.string().default('verified'),
    reviewStatus: z.string().default('APPROVED'),
    /** Whether there is nothing to pay with: then sends are accepted, and fail. */
    lacksPayment: z.boolean().default(false),
    messagingLimit: z
      .enum(['TIER_50', 'TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED'])
      .default('TIER_UNLIMITED'),
    phoneNumbers: z
      .array(phoneNumberGuard)
      .min(1)
      .refine((numbers) => isUnique(numbers.map((number) => number.id)), 'has an id twice')
      .default([{}]),
    tokens: z
      .record(z.string().regex(/^\S+$/, 'has to be a token, without spaces'), tokenGuard)
      .refine((tokens) => Object.keys(tokens).length > 0, 'has to hold at least one token')
      .default(presetTokens),
    /** API keys of the 360dialog face. */
    apiKeys: z.array(z.string().min(1)).default(['D360sandboxApiKey']),
    /** Of the face that speaks Twilio's API, for an SMS fallback. */
    twilio: z
      .object({
        accountSid: z.string().min(1).default('AC00000000000000000000000000000001'),
        authToken: z.string().min(1).default('sandbox_auth_token'),
      })
      .strict()
      .default({}),
    templates: z
      .array(templateGuard)
      .refine(
        (templates) => isUnique(templates.map(({ name, language }) => `${name} ${language}`)),
        'has a template twice in one language'
      )
      .default(presetTemplates),
    connector: connectorGuard.default({}),
  })
  .strict();

export type SandboxAccount = z.infer<typeof accountGuard>;

/** What the caller of `startSandbox` or a seed file writes. */
export type SandboxSeed = z.input<typeof accountGuard>;
