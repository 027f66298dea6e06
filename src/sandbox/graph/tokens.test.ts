import { describe, expect, it } from 'vitest';

import {
  accountId,
  appId,
  appToken,
  createSandbox,
  refusalOf,
} from '../../../test/support/graph-call.js';
import { anyNumber, anyText, textLike, textWith } from '../../../test/support/matchers.js';
import { managementScope, messagingScope } from '../account.js';

const debug = async (inputToken: string, authorization = `Bearer ${appToken}`) =>
  createSandbox({
    account: {
      tokens: {
        EAAforever: {},
        EAAfor60Days: { expiresAt: 1_800_000_000 },
        EAAassigned: { assets: [accountId], scopes: [messagingScope] },
        EAAexpired: { state: 'expired', expiresAt: 1_793_520_000 },
        EAArevoked: { state: 'revoked' },
        EAAofPerson: { type: 'USER' },
        EAAofOther: { appId: '400000000000002' },
      },
    },
  }).get(`/v25.0/debug_token?input_token=${encodeURIComponent(inputToken)}`, authorization);

describe('what a token is', () => {
  it('is told of one that never expires and may touch everything', async () => {
    expect(await debug('EAAforever')).toMatchObject({
      status: 200,
      body: {
        data: {
          app_id: appId,
          application: 'Sandbox app',
          type: 'SYSTEM_USER',
          is_valid: true,
          expires_at: 0,
          data_access_expires_at: 0,
          issued_at: anyNumber,
          scopes: [messagingScope, managementScope],
          granular_scopes: [{ scope: messagingScope }, { scope: managementScope }],
          user_id: textLike(/^\d+$/),
        },
      },
    });
  });

  it('is told of one that expires', async () => {
    expect(await debug('EAAfor60Days')).toMatchObject({
      body: { data: { is_valid: true, expires_at: 1_800_000_000 } },
    });
  });

  it('names what was assigned to it', async () => {
    expect(await debug('EAAassigned')).toMatchObject({
      body: {
        data: {
          scopes: [messagingScope],
          granular_scopes: [{ scope: messagingScope, target_ids: [accountId] }],
        },
      },
    });
  });

  it.each([
    ['has expired', 'EAAexpired', 463, 'Session has expired'],
    ['was revoked', 'EAArevoked', 467, 'invalidated'],
  ])('is told of one that %s, with 200', async (_, token, subcode, words) => {
    expect(await debug(token)).toMatchObject({
      status: 200,
      body: {
        data: {
          app_id: appId,
          is_valid: false,
          error: { code: 190, subcode, message: textWith(words) },
        },
      },
    });
  });

  it.each(['EAAunknown', '__proto__'])(
    'is told of one that nobody knows, with 200: %s',
    async (token) => {
      const { status, body } = await debug(token);

      expect(status).toBe(200);
      expect(body).toEqual({
        data: {
          error: { code: 190, message: 'Invalid OAuth access token.' },
          is_valid: false,
          scopes: [],
        },
      });
    }
  );

  it("is told of a person's, and of one for another app", async () => {
    expect(await debug('EAAofPerson')).toMatchObject({
      body: { data: { type: 'USER', app_id: appId } },
    });
    expect(await debug('EAAofOther')).toMatchObject({
      body: { data: { app_id: '400000000000002', application: 'Another app' } },
    });
  });

  it("is told of the app's own", async () => {
    expect(await debug(appToken)).toMatchObject({
      body: { data: { type: 'APP', is_valid: true } },
    });
  });

  it('can be asked by the token itself, but by none that has expired', async () => {
    expect(await debug('EAAforever', 'Bearer EAAforever')).toMatchObject({ status: 200 });
    expect(refusalOf(await debug('EAAexpired', 'Bearer EAAexpired'))).toMatchObject({
      status: 401,
      code: 190,
    });
  });

  it('is not told when no token is named', async () => {
    expect(refusalOf(await debug(''))).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 100,
      message: '(#100) The parameter input_token is required.',
    });
  });
});

describe('who calls', () => {
  it('is a system user', async () => {
    expect(await createSandbox().get('/v25.0/me?fields=id,name')).toMatchObject({
      status: 200,
      body: { id: textLike(/^\d+$/), name: anyText },
    });
  });
});
