import { createHmac } from 'node:crypto';

/**
 * Proof that whoever calls with a token also knows the app's secret: lower-case hex of HMAC-SHA256
 * over the token. Source: Meta, "Securing Graph API requests".
 */
export const createAppSecretProof = (appSecret: string, accessToken: string): string =>
  createHmac('sha256', appSecret).update(accessToken).digest('hex');
