/**
 * What deliveries and numbers are called. Meta's message id holds the number in base64, so that neither
 * of them is kept: only keyed hashes, which nobody can try out without the secret.
 */
import { createHash, createHmac, hkdfSync } from 'node:crypto';

const keyLength = 32;

/** The variant is in two bits of a digit. */
const variants = ['8', '9', 'a', 'b'] as const;

/** Formats bytes in hex as a UUID of version 8, which is for bytes of one's own. Source: RFC 9562. */
const toUuid = (hex: string): string => {
  const variant = variants[Number.parseInt(hex.slice(16, 17), 16) % variants.length] ?? '8';

  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
};

export type Identity = {
  /** Of a delivery, by Meta's message id. */
  delivery: (messageId: string) => string;
  /** Of a number, to count its SMS. */
  number: (number: string) => string;
};

/** @param secret With another one, everybody has another name. */
export const createIdentity = (secret: string): Identity => {
  const key = new Uint8Array(
    hkdfSync('sha256', secret, '', 'connector-whatsapp-otp identity', keyLength)
  );
  const digest = (kind: string, text: string) =>
    createHmac('sha256', key).update(`${kind}\n${text}`).digest('hex');

  return {
    delivery: (messageId) => toUuid(digest('delivery', messageId)),
    number: (number) => toUuid(digest('number', number)),
  };
};

/**
 * Names with each secret of the relay. While a secret is changed, relays know different ones. What
 * they all agree on is the one that opens a registration: by that its delivery is called, wherever
 * and however often it comes.
 */
export type Identities = {
  /** With the secret that has opened a registration. */
  of: (secret: string) => Identity;
  /** Of a message whose registration may have been sealed with any of the secrets. */
  deliveries: (messageId: string) => readonly string[];
};

export const createIdentities = (secrets: readonly string[]): Identities => {
  const identities = new Map(secrets.map((secret) => [secret, createIdentity(secret)]));

  return {
    of: (secret) => identities.get(secret) ?? createIdentity(secret),
    deliveries: (messageId) =>
      Array.from(identities.values(), (identity) => identity.delivery(messageId)),
  };
};

/** Of the job that hands an SMS over, so that there can be but one for each attempt. */
export const smsJobId = (deliveryId: string, attempt: number): string =>
  toUuid(createHash('sha256').update(`sms\n${deliveryId}\n${attempt}`).digest('hex'));
