/**
 * A registration on its way from the connector to the relay: a JWT in a compact JWE. It holds the
 * number, the code and the secrets of an SMS provider, and stays like this wherever it is kept.
 */
import { hkdfSync, webcrypto } from 'node:crypto';

import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { z } from 'zod';

import { type Claims, claimsGuard } from './claims.js';

/** In signs of the compact JWE, which are its bytes. */
export const maximumRegistrationSize = 64 * 1024;

export const registrationType = 'application/jose';

const audience = 'connector-whatsapp-otp relay';
const keyPurpose = 'connector-whatsapp-otp registration';

/** A 256-bit key, used as it is. */
const algorithm = 'dir';
const encryption = 'A256GCM';

/** More secrets than one process has at a time. */
const maximumKeys = 100;

/** Imported once: jose would do it for each registration. */
const keys = new Map<string, webcrypto.CryptoKey>();

const keyOf = async (secret: string): Promise<webcrypto.CryptoKey> => {
  const known = keys.get(secret);

  if (known) {
    return known;
  }

  if (keys.size >= maximumKeys) {
    keys.clear();
  }

  const bytes = new Uint8Array(hkdfSync('sha256', secret, '', keyPurpose, 32));
  const key = await webcrypto.subtle.importKey('raw', bytes, 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  keys.set(secret, key);

  return key;
};

/**
 * Encrypts a registration.
 *
 * @param issuedAt By the clock of whoever seals it.
 * @returns A compact JWE, of any size.
 * @throws {TypeError} Or what else JSON throws, when `sms.data` cannot be written as JSON.
 */
export const seal = async (
  claims: Claims,
  secret: string,
  issuedAt = new Date()
): Promise<string> =>
  new EncryptJWT(claims)
    .setProtectedHeader({ alg: algorithm, enc: encryption })
    .setIssuedAt(issuedAt)
    .setAudience(audience)
    .encrypt(await keyOf(secret));

/** `undecipherable`: sealed with another secret, or altered. `malformed`: no registration. */
export type OpenProblem = 'undecipherable' | 'malformed';

export type Opened =
  | {
      claims: Claims;
      /** Seconds since 1970, by the clock of whoever sealed it; whether that is too old is not asked. */
      issuedAt: number;
      /** Which of the secrets has opened it. */
      secret: string;
    }
  | { problem: OpenProblem };

const issuedGuard = z.object({ iat: z.number().finite() });

const readPayload = (payload: unknown, secret: string): Opened => {
  const claims = claimsGuard.safeParse(payload);
  const issued = issuedGuard.safeParse(payload);

  return claims.success && issued.success
    ? { claims: claims.data, issuedAt: issued.data.iat, secret }
    : { problem: 'malformed' };
};

const openWith = async (token: string, secret: string): Promise<Opened> => {
  try {
    const { payload } = await jwtDecrypt(token, await keyOf(secret), {
      audience,
      keyManagementAlgorithms: [algorithm],
      contentEncryptionAlgorithms: [encryption],
      // A small token must not become a large text.
      maxDecompressedLength: 0,
    });

    return readPayload(payload, secret);
  } catch (error: unknown) {
    return {
      problem: error instanceof errors.JWEDecryptionFailed ? 'undecipherable' : 'malformed',
    };
  }
};

/**
 * Decrypts a registration with whichever of the secrets fits. The errors of the library go no
 * further: some hold the payload.
 */
export const open = async (token: string, secrets: readonly string[]): Promise<Opened> => {
  const [secret, ...others] = secrets;

  if (secret === undefined) {
    return { problem: 'undecipherable' };
  }

  const opened = await openWith(token, secret);

  return 'problem' in opened && opened.problem === 'undecipherable' && others.length > 0
    ? open(token, others)
    : opened;
};
