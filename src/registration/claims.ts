/** What the connector tells the relay of a code that WhatsApp has accepted. */
import { type CountryCode } from 'libphonenumber-js/max';
import { z } from 'zod';

import { type FallbackConfig } from '../fallback/config.js';

/** ISO 3166; which of them there are is not asked, because none would match one that there is not. */
const countryGuard = z.custom<CountryCode>(
  (value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value)
);

/** Its shape only: whether the connector is installed beside the relay shows when it is used. */
const fallbackGuard = z
  .object({
    connector: z.string().min(1),
    config: z.record(z.unknown()),
    allowedCountries: z.array(countryGuard).optional(),
    maxPerNumberPerHour: z.number().int().positive(),
    maxPerHour: z.number().int().positive(),
    mode: z.enum(['send', 'record']),
    whenNotDeliveredWithinSeconds: z.number().positive(),
  })
  .transform(({ allowedCountries, ...rest }): FallbackConfig => ({ ...rest, allowedCountries }));

/** What Logto gave for the send, as far as the relay reads it; the rest is for the SMS connector. */
const smsDataGuard = z
  .object({
    /** Digits of the number, without `+`. */
    to: z.string().regex(/^\d{4,20}$/),
    type: z.string(),
    payload: z.object({ code: z.string().min(1).max(100) }).passthrough(),
  })
  .passthrough();

const seconds = z.number().finite();
const day = 24 * 60 * 60;

/** Unknown keys are ignored: connector and relay need not be updated at once. */
export const claimsGuard = z.object({
  /** Meta's `wamid`; it holds the number in base64. */
  messageId: z.string().min(1).max(512),
  /** E.164, with its `+`. */
  number: z.string().regex(/^\+\d{4,20}$/),
  /** Masked. */
  recipient: z.string().regex(/^\+\d{1,3}\*{0,20}\d{2}$/),
  /** Some numbers belong to no country. */
  country: countryGuard.optional(),
  usageType: z.string().max(100),
  /** Of the template, in Meta's spelling. */
  language: z.string().max(20),
  /** Seconds since WhatsApp accepted the code; the two clocks need not agree. */
  age: seconds.nonnegative().max(day),
  /** Seconds for which the code is valid, counted from acceptance. */
  codeLifetime: seconds.positive().max(day),
  /** Seconds after acceptance, after which an SMS goes out. */
  deadline: seconds.positive().max(day),
  /** Absent when no SMS is configured. */
  sms: z.object({ fallback: fallbackGuard, data: smsDataGuard }).optional(),
});

export type Claims = z.infer<typeof claimsGuard>;

export type SmsClaims = NonNullable<Claims['sms']>;
