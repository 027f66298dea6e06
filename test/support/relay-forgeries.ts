/** Registrations that no connector would send. */
import { generateKeyPairSync, hkdfSync } from 'node:crypto';

import { CompactEncrypt, EncryptJWT } from 'jose';

import { seal } from '../../src/registration/seal.js';

import { relaySecret } from './registration.js';
import { type Code } from './relay-traffic.js';

const audience = 'connector-whatsapp-otp relay';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** With another first character, whichever it is. */
const alter = (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;

/** The right one, for what only the key is right of. */
const key = new Uint8Array(
  hkdfSync('sha256', relaySecret, '', 'connector-whatsapp-otp registration', 32)
);

const encrypt = async (
  payload: Record<string, unknown>,
  header: Readonly<Record<string, string>> = {},
  recipient = 'connector-whatsapp-otp relay'
) =>
  new EncryptJWT(payload)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', ...header })
    .setIssuedAt()
    .setAudience(recipient)
    .encrypt(key);

export const forgeRegistrations = async ({ claims }: Code) => {
  const payload = { ...claims, iat: Math.floor(Date.now() / 1000), aud: audience };
  const token = await seal(claims, relaySecret);
  const [header = '', , iv = '', cipher = '', tag = ''] = token.split('.');
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const bytes = new TextEncoder().encode(JSON.stringify(payload));

  return {
    'with another secret': await seal(claims, 'another+relay/secret+0123456789abcdef='),
    'that are not encrypted': `${encode({ alg: 'none' })}.${encode(payload)}.`,
    'with a password that takes long to try': [
      encode({ alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', p2c: 2 ** 31 - 1, p2s: 'AAAAAAAAAAA' }),
      'AAAA',
      iv,
      cipher,
      tag,
    ].join('.'),
    'for a public key': await new CompactEncrypt(bytes)
      .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A256GCM' })
      .encrypt(publicKey),
    'that are compressed': await encrypt(payload, { zip: 'DEF' }),
    'of another cipher': [encode({ alg: 'dir', enc: 'A128CBC-HS256' }), '', iv, cipher, tag].join(
      '.'
    ),
    'for somebody else': await encrypt({ ...claims }, {}, 'somebody else'),
    'with claims that are missing': await encrypt({ messageId: claims.messageId }),
    'that end early': token.slice(0, -3),
    'without their tag': [header, '', iv, cipher, ''].join('.'),
    'that were altered': [header, '', iv, alter(cipher), tag].join('.'),
    'that are empty': '',
    'that are none': 'Hello.',
  };
};
