import { createHmac, timingSafeEqual } from 'node:crypto';

const headerShape = /^sha256=([\dA-Fa-f]{64})$/;

/**
 * Whether Meta has written a webhook: `X-Hub-Signature-256` is HMAC-SHA256 over the bytes of the
 * body, keyed with the app's secret. Source: Meta, "Create a webhook endpoint".
 *
 * @param body As it came. JSON that was written anew has other bytes: Meta escapes what is not ASCII.
 * @param header `undefined` when it is missing; the older one with SHA-1 does not count.
 * @param appSecrets Any of them will do, while one takes the place of another. All are tried, so that
 * the time tells nothing of which it was. An empty one never counts: anybody could sign with it.
 */
export const isSigned = (
  body: Uint8Array,
  header: string | undefined,
  appSecrets: readonly string[]
): boolean => {
  const [, digits] = headerShape.exec(header ?? '') ?? [];

  if (digits === undefined) {
    return false;
  }

  const given = Buffer.from(digits, 'hex');
  const matching = appSecrets
    .filter((secret) => secret !== '')
    .filter((secret) => timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given));

  return matching.length > 0;
};
