import { type GraphAccess } from '../meta/graph-call.js';

import { type Setup } from './setup.js';

/**
 * How a command calls the Graph API.
 *
 * @returns `undefined` without an access token that can be used, and with 360dialog, whose key opens
 * no Graph API.
 */
export const accessOf = ({
  gateway,
  baseUrl,
  apiVersion,
  accessToken: token,
  appSecret,
  censor,
}: Setup): GraphAccess | undefined =>
  token && gateway === 'meta' ? { baseUrl, apiVersion, token, appSecret, censor } : undefined;
