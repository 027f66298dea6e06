import { createHash, timingSafeEqual } from 'node:crypto';

const digestOf = (text: string) => createHash('sha256').update(text).digest();

/**
 * Whether a caller knows a secret. The time that this takes tells neither where the two differ nor,
 * because only digests are compared, how long the secret is. An empty secret is known to nobody.
 */
export const isSameSecret = (given: string, secret: string): boolean =>
  timingSafeEqual(digestOf(given), digestOf(secret)) && secret !== '';
