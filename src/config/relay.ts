/** How the relay's address and secret are read: both or neither. */
import { type RefinementCtx, z } from 'zod';

import { isRecord } from '../json/is-record.js';

import { secretRule } from './account.js';
import { bareAddress, readAddress } from './address.js';
import { Problem, type Rule, delegate, isBlank, optionalField, report } from './field.js';

/** As many characters as `openssl rand -base64 32` has at least, which nobody can guess. */
export const shortestRelaySecret = 32;

const howToMakeOne = 'Make one with "openssl rand -base64 32", and give the same to the relay';

/** Any host may be called over http: what is sent is encrypted by itself. */
export const relayUrlRule: Rule<string> = (text) => {
  const url = readAddress(text, 'http://relay:4600 or https://relay.example.com');

  if (url instanceof Problem) {
    return url;
  }

  const address = bareAddress(url);

  if (address instanceof Problem) {
    return address;
  }

  const [added] = /\/(?:webhook|deliveries)$/.exec(address) ?? [];

  return added === undefined
    ? address
    : new Problem(
        `Leave ${added} out of the address: ${
          added === '/webhook' ? 'that is what Meta calls' : 'it is added to it'
        }.`
      );
};

export const relaySecretRule: Rule<string> = (text) => {
  if (text.length < shortestRelaySecret) {
    return new Problem(
      `The relay secret has to have at least ${shortestRelaySecret} characters. ${howToMakeOne} as RELAY_SECRET.`
    );
  }

  // The relay takes several secrets, with commas between them.
  return text.includes(',')
    ? new Problem(`Only one relay secret can stand here, without a comma. ${howToMakeOne}.`)
    : secretRule('relay secret')(text);
};

const fieldsGuard = z.object({
  relayUrl: optionalField(relayUrlRule),
  relaySecret: optionalField(relaySecretRule),
});

/** Where codes that WhatsApp has accepted are followed; both keys are there, or none. */
export type RelayFields = { relayUrl?: string | undefined; relaySecret?: string | undefined };

const reportMissing = (config: Record<string, unknown>, ctx: RefinementCtx) => {
  const { relayUrl, relaySecret, fallback } = config;

  if (isBlank(relayUrl) && !isBlank(relaySecret)) {
    report(
      ctx,
      'Enter the address of the relay, such as http://relay:4600, or empty the relay secret too.',
      ['relayUrl']
    );
  }

  if (isBlank(relaySecret) && !isBlank(relayUrl)) {
    report(
      ctx,
      'Enter the secret that the relay has as RELAY_SECRET, or empty the relay URL too. Make one with "openssl rand -base64 32".',
      ['relaySecret']
    );
  }

  // Nobody would look whether that time has passed.
  if (isBlank(relayUrl) && isRecord(fallback) && !isBlank(fallback.whenNotDeliveredWithinSeconds)) {
    report(
      ctx,
      'This needs a relay, which hears from Meta what was delivered. Enter its address as the relay URL, or leave this setting out.',
      ['fallback', 'whenNotDeliveredWithinSeconds']
    );
  }
};

/** Guards, in a whole config, what concerns the relay. */
export const relayGuard = z.unknown().transform((raw, ctx): RelayFields => {
  const config = isRecord(raw) ? raw : {};
  reportMissing(config, ctx);

  return delegate(fieldsGuard, config, ctx);
});
