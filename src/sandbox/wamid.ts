import { createHash } from 'node:crypto';

import { createRandomHex } from './random-hex.js';

/**
 * A message id as Meta makes them: opaque, but made of base64 that holds the recipient's number, and
 * often ends with its `=`. Source: Meta, "Status messages webhook"; decoded from live ids.
 */
export const createMessageId = (waId: string): string => {
  const random = createRandomHex().slice(0, 18).toUpperCase();
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, waId.length]),
    Buffer.from(waId),
    Buffer.from([0x15, 0x02, 0x00, 0x11, 0x18, random.length]),
    Buffer.from(random),
    Buffer.from([0x00]),
  ]);

  return `wamid.${bytes.toString('base64')}`;
};

/**
 * WhatsApp's own form of a number: digits, with a 1 after Mexico's 52, and outside the first Brazilian
 * area codes without the ninth digit. It differs from what was asked for, so clients that match by
 * number fail. Source: Meta, "Send messages".
 */
export const waIdOf = (number: string): string =>
  number
    .slice(1)
    .replace(/^52(?=\d{10}$)/, '521')
    .replace(/^55([3-9]\d)9(?=\d{8}$)/, '55$1');

/** The business-scoped user id of a number. Source: Meta, "Business-scoped user IDs". */
export const userIdOf = (number: string): string =>
  `US.${BigInt(`0x${createHash('sha256').update(number).digest('hex').slice(0, 14)}`)}`;
