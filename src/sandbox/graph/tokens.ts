/** What a token is, and whose. Source: Meta, "Graph API reference: debug_token". */
import { type World } from '../world.js';

import { findToken, isAppToken } from './call.js';
import { type GraphApp } from './environment.js';
import { graphErrors } from './errors.js';

const systemUserId = '600000000000001';

/** A token without an expiry was made when the account was; the date means nothing else. */
const issuedAt = 1_767_225_600;

export const addTokenRoutes = (graph: GraphApp, { account }: World) => {
  graph.get('/debug_token', (context) => {
    const text = context.req.query('input_token');

    if (!text) {
      throw graphErrors.parameterMissing('input_token');
    }

    const token = findToken(account, text);

    // A token that nobody knows is answered with 200 as well.
    if (!token) {
      return context.json({
        data: {
          error: { code: 190, message: 'Invalid OAuth access token.' },
          is_valid: false,
          scopes: [],
        },
      });
    }

    const { state, type, appId = account.appId, scopes, assets, expiresAt } = token;
    const problem = state === 'expired' ? graphErrors.tokenExpired() : graphErrors.tokenRevoked();
    const { code, message, subcode } = problem.fields;

    return context.json({
      data: {
        app_id: appId,
        application: appId === account.appId ? account.appName : 'Another app',
        type: isAppToken(account, text) ? 'APP' : type,
        ...(state !== 'valid' && { error: { code, message, subcode } }),
        is_valid: state === 'valid',
        expires_at: expiresAt,
        data_access_expires_at: 0,
        issued_at: issuedAt,
        scopes,
        granular_scopes: scopes.map((scope) => ({
          scope,
          // Without ids, the token may touch everything.
          ...(assets && { target_ids: assets }),
        })),
        user_id: systemUserId,
      },
    });
  });

  graph.get('/me', (context) =>
    context.json({ id: systemUserId, name: `${account.name} system user` })
  );
};
