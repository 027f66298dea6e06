/**
 * What can be wrong with any call to the Graph API. Verbatim where Meta's words are known. Source:
 * Meta, "Error codes", "Graph API: error handling", "Securing Graph API requests".
 */
import { methodError, oauthError } from './graph-error.js';

const verbs = { GET: 'get', POST: 'post', DELETE: 'delete' } as const;

/** The Graph API names the method of a call that it does not take. */
const verbOf = (method: string): string =>
  Object.entries(verbs).find(([name]) => name === method)?.[1] ?? 'post';

export const graphErrors = Object.freeze({
  tokenMissing: () => oauthError(401, 104, 'An access token is required to request this resource.'),
  tokenUnknown: () =>
    oauthError(401, 190, 'Invalid OAuth access token - Cannot parse access token'),
  tokenExpired: () =>
    oauthError(
      401,
      190,
      'Error validating access token: Session has expired on Sunday, 01-Nov-26 00:00:00 PST.',
      { subcode: 463 }
    ),
  tokenRevoked: () =>
    oauthError(401, 190, 'Error validating access token: The session was invalidated explicitly.', {
      subcode: 467,
    }),
  scopeMissing: () =>
    oauthError(403, 10, '(#10) Application does not have permission for this action'),
  appTokenNeeded: () =>
    oauthError(400, 15, '(#15) This method must be called with an app access_token.'),
  proofMissing: () => methodError('API calls from the server require an appsecret_proof argument'),
  proofWrong: () => methodError('Invalid appsecret_proof provided in the API argument'),
  objectUnknown: (id: string, method: string) =>
    methodError(
      `Unsupported ${verbOf(method)} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
      33
    ),
  fieldUnknown: (field: string, nodeType: string) =>
    oauthError(
      400,
      100,
      `(#100) Tried accessing nonexisting field (${field}) on node type (${nodeType})`
    ),
  pathUnknown: (path: string) => oauthError(400, 2500, `Unknown path components: ${path}`),
  bodyUnreadable: () =>
    oauthError(400, 100, 'Invalid parameter', {
      userMessage: 'The body of the request is not JSON.',
    }),
  bodyTooLarge: () => oauthError(413, 1, 'The request is too large'),
  parameterMissing: (name: string) =>
    oauthError(400, 100, `(#100) The parameter ${name} is required.`),
  keyUnexpected: (key: string) =>
    oauthError(400, 100, '(#100) Invalid parameter', {
      details: `Unexpected key "${key}" on param "message"`,
    }),
  parameterInvalid: (name: string, reason: string) =>
    oauthError(400, 100, `(#100) Param ${name} ${reason}`),
  callbackUnverified: (problem: string) =>
    oauthError(
      400,
      2200,
      `(#2200) Callback verification failed with the following errors: ${problem}`
    ),
  unknown: () => oauthError(500, 1, 'An unknown error occurred', { isTransient: true }),
  managementLimit: (status: 400 | 429) =>
    oauthError(
      status,
      80_007,
      '(#80007) There have been too many calls to this WhatsApp Business account. Wait a bit and try again.',
      { subcode: 2_446_079, isTransient: true, retryAfter: 3600 }
    ),
});
