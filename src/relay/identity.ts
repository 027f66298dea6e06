/**
 * What deliveries and numbers are called. Meta's message id holds the number in base64, so that neither
 * of them is kept: only keyed hashes, which nobody can try out without the secret.
 */
import { createHmac, hkdfSync } from 'node:crypto';

const keyLength = 32;

/** Formats 16 bytes as a UUID of version 8, which is for bytes of one's own. Source: RFC 9562. */
const toUuid = (bytes: Uint8Array): string => {
  const marked = bytes.slice(0, 16).map((byte, index) => {
    if (index === 6) {
      // eslint-disable-next-line no-bitwise -- the version is in four bits
      return (byte & 0x0f) | 0x80;
    }

    // eslint-disable-next-line no-bitwise -- and the variant in two
    return index === 8 ? (byte & 0x3f) | 0x80 : byte;
  });
  const hex = [...marked].map((byte) => byte.toString(16).padStart(2, '0')).join('');

  return [[0, 8], [8, 12], [12, 16], [16, 20], [20]]
    .map(([start, end]) => hex.slice(start, end))
    .join('-');
};

export type Identity = {
  /** Of a delivery, by Meta's message id. */
  delivery: (messageId: string) => string;
  /** Of a number, to count its SMS. */
  number: (number: string) => string;
  /** Of the job that hands the SMS over, so that there can be but one for each attempt. */
  smsJob: (deliveryId: string, attempt: number) => string;
};

/** @param secret The relay's own; with another one, everybody has another name. */
export const createIdentity = (secret: string): Identity => {
  const key = new Uint8Array(
    hkdfSync('sha256', secret, '', 'connector-whatsapp-otp identity', keyLength)
  );
  const digest = (kind: string, text: string) =>
    new Uint8Array(createHmac('sha256', key).update(`${kind}\n${text}`).digest());

  return {
    delivery: (messageId) => toUuid(digest('delivery', messageId)),
    number: (number) => toUuid(digest('number', number)),
    smsJob: (deliveryId, attempt) => toUuid(digest('sms', `${deliveryId}\n${attempt}`)),
  };
};
