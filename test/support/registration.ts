/** A code that WhatsApp has accepted, as the connector tells the relay of it. */
import { type Claims } from '../../src/registration/claims.js';
import { type Relay } from '../../src/registration/post-registration.js';

import { fallbackConfig } from './sms-provider.js';

export const relaySecret = 'planted+relay/secret+0123456789abcdef=';

export const relay: Relay = { url: 'http://relay:4600', secret: relaySecret };

export const smsClaims: NonNullable<Claims['sms']> = {
  fallback: fallbackConfig,
  data: {
    to: '12025550143',
    type: 'SignIn',
    payload: { code: '482913', locale: 'de', uiLocales: 'de en' },
    ip: '192.0.2.1',
  },
};

export const claims: Claims = {
  messageId: 'wamid.HBgLMTIwMjU1NTAxNDMVAgARGBI=',
  number: '+12025550143',
  recipient: '+1********43',
  country: 'US',
  usageType: 'SignIn',
  language: 'de',
  age: 0.25,
  codeLifetime: 600,
  deadline: 25,
  sms: smsClaims,
};

/** The body of a relay's refusal. */
export const refusal = (code: string) => ({ error: { code, message: 'No.', remedy: 'Mend it.' } });
