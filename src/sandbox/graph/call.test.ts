import { describe, expect, it } from 'vitest';

import {
  accountId,
  appToken,
  createSandbox,
  message,
  numberId,
  refusalOf,
  sendPath,
} from '../../../test/support/graph-call.js';
import { accountGuard, managementScope, messagingScope } from '../account.js';

import { authenticate, findToken, isAppToken, requireScope } from './call.js';

const unknownToken = {
  status: 401,
  type: 'OAuthException',
  code: 190,
  message: 'Invalid OAuth access token - Cannot parse access token',
};
const noToken = {
  status: 401,
  type: 'OAuthException',
  code: 104,
  message: 'An access token is required to request this resource.',
};
const wrongProof = {
  status: 400,
  type: 'GraphMethodException',
  code: 100,
  message: 'Invalid appsecret_proof provided in the API argument',
};
const noPermission = {
  status: 403,
  type: 'OAuthException',
  code: 10,
  message: '(#10) Application does not have permission for this action',
};
const invisible = (id: string, verb: string) => ({
  status: 400,
  type: 'GraphMethodException',
  code: 100,
  error_subcode: 33,
  message: `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
});

describe('the access token', () => {
  it('is taken when it is valid', async () => {
    expect(await createSandbox().send()).toMatchObject({ status: 200 });
  });

  it.each(['', 'Bearer', 'Bearer ', 'EAAsandboxValidToken', 'Basic EAAsandboxValidToken'])(
    'is missed in the header "%s"',
    async (authorization) => {
      const { call } = createSandbox();

      expect(refusalOf(await call({ authorization, body: message }))).toEqual(noToken);
    }
  );

  it('may stand in the query instead', async () => {
    const { call } = createSandbox();
    const path = `${sendPath}?access_token=EAAsandboxValidToken`;

    expect(await call({ path, authorization: '', body: message })).toMatchObject({ status: 200 });
  });

  it('counts from the header when it stands in both places', async () => {
    const { call } = createSandbox();
    const path = `${sendPath}?access_token=EAAsandboxValidToken`;

    expect(
      refusalOf(await call({ path, authorization: 'Bearer EAAanother', body: message }))
    ).toEqual(unknownToken);
  });

  it.each([
    'EAAanother',
    'EAAsandboxValidToken1',
    'eaasandboxvalidtoken',
    'constructor',
    '__proto__',
    '400000000000001|another_secret',
  ])('is refused when it is unknown: %s', async (token) => {
    const { call } = createSandbox();
    const answer = await call({ authorization: `Bearer ${token}`, body: message });

    expect(refusalOf(answer)).toEqual(unknownToken);
  });

  it('is refused when it has expired', async () => {
    const { call } = createSandbox();
    const answer = await call({ authorization: 'Bearer EAAsandboxExpiredToken', body: message });

    expect(refusalOf(answer)).toEqual({
      status: 401,
      type: 'OAuthException',
      code: 190,
      error_subcode: 463,
      message:
        'Error validating access token: Session has expired on Sunday, 01-Nov-26 00:00:00 PST.',
    });
  });

  it('is refused when it was revoked', async () => {
    const { call } = createSandbox();
    const answer = await call({ authorization: 'Bearer EAAsandboxRevokedToken', body: message });

    expect(refusalOf(answer)).toEqual({
      status: 401,
      type: 'OAuthException',
      code: 190,
      error_subcode: 467,
      message: 'Error validating access token: The session was invalidated explicitly.',
    });
  });

  it('is looked at before anything else', async () => {
    const { call } = createSandbox();
    const answer = await call({ path: '/v25.0/1/messages', authorization: '', body: '{' });

    expect(refusalOf(answer)).toEqual(noToken);
  });
});

describe('the permissions of a token', () => {
  it('are missed by a send when it may only manage', async () => {
    const { call } = createSandbox();
    const answer = await call({
      authorization: 'Bearer EAAsandboxNoMessagingToken',
      body: message,
    });

    expect(refusalOf(answer)).toEqual(noPermission);
  });

  it('are missed by a read when it may only send', async () => {
    const { get } = createSandbox();
    const path = `/v25.0/${numberId}`;

    expect(refusalOf(await get(path, 'Bearer EAAsandboxNoManagementToken'))).toEqual(noPermission);
  });

  it.each([
    ['send', 'EAAsandboxNoManagementToken', messagingScope],
    ['manage', 'EAAsandboxNoMessagingToken', managementScope],
  ])('let it %s as they say', (_, token, scope) => {
    const caller = authenticate(accountGuard.parse({}), { authorization: `Bearer ${token}` });

    expect(() => {
      requireScope(caller, scope);
    }).not.toThrow();
  });
});

const callerWith = (assets?: string[]) =>
  authenticate(accountGuard.parse({ tokens: { EAAtesttoken: assets ? { assets } : {} } }), {
    authorization: 'Bearer EAAtesttoken',
  });

describe('what was assigned to a token', () => {
  it('is all that it can send from', async () => {
    const { call } = createSandbox();
    const answer = await call({ authorization: 'Bearer EAAsandboxNoAssetsToken', body: message });

    expect(refusalOf(answer)).toEqual(invisible(numberId, 'post'));
  });

  it('is all that it can read', async () => {
    const { get } = createSandbox();
    const answer = await get(`/v25.0/${accountId}`, 'Bearer EAAsandboxNoAssetsToken');

    expect(refusalOf(answer)).toEqual(invisible(accountId, 'get'));
  });

  it('is everything when nothing is said', () => {
    expect(callerWith().canSee('42')).toBe(true);
  });

  it('comes with the numbers of an account', () => {
    const caller = callerWith([accountId]);

    expect([caller.canSee(accountId), caller.canSee(numberId)]).toEqual([true, true]);
  });

  it('is nothing else when it is another account', () => {
    const caller = callerWith(['42']);

    expect([caller.canSee('42'), caller.canSee(accountId), caller.canSee(numberId)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("the app's own token", () => {
  const account = accountGuard.parse({ requireProof: true });

  it('has every right, and needs no proof', () => {
    const caller = authenticate(account, { authorization: `Bearer ${appToken}` });

    expect(caller.hasScope(messagingScope)).toBe(true);
    expect(caller.hasScope(managementScope)).toBe(true);
    expect(caller.canSee(accountId)).toBe(true);
  });

  it('is known by the id and the secret of the app', () => {
    expect(isAppToken(account, appToken)).toBe(true);
    expect(isAppToken(account, `${appToken}1`)).toBe(false);
    expect(findToken(account, appToken)).toMatchObject({ state: 'valid', expiresAt: 0 });
  });
});

const rightProof = '2f6c99f265a9e1644d725e8f9c96e439fcbf40a73357d1d98ba8b98fbfe445e4';

const callWith = async (query: string, requireProof: boolean) =>
  createSandbox({
    account: { tokens: { EAAtesttoken: {} }, appSecret: 'test_app_secret', requireProof },
  }).call({
    path: `${sendPath}${query}`,
    authorization: 'Bearer EAAtesttoken',
    body: message,
  });

describe('the proof of the app secret', () => {
  it('may be left out where it is not required', async () => {
    expect(await callWith('', false)).toMatchObject({ status: 200 });
  });

  it('is missed where it is required', async () => {
    expect(refusalOf(await callWith('', true))).toEqual({
      status: 400,
      type: 'GraphMethodException',
      code: 100,
      message: 'API calls from the server require an appsecret_proof argument',
    });
  });

  it.each([true, false])('is taken when it is right; required: %s', async (requireProof) => {
    expect(await callWith(`?appsecret_proof=${rightProof}`, requireProof)).toMatchObject({
      status: 200,
    });
  });

  it.each([
    ['of another secret', '0'.repeat(64)],
    ['in upper case', rightProof.toUpperCase()],
    ['cut off', rightProof.slice(0, -1)],
    ['with more behind it', `${rightProof}0`],
    ['as long, but of other letters', 'é'.repeat(64)],
    ['empty', ''],
  ])('is refused when it is %s, required or not', async (_, proof) => {
    expect(refusalOf(await callWith(`?appsecret_proof=${proof}`, true))).toEqual(wrongProof);
    expect(refusalOf(await callWith(`?appsecret_proof=${proof}`, false))).toEqual(wrongProof);
  });

  it('cannot be right for another token', async () => {
    const { call } = createSandbox({ account: { appSecret: 'test_app_secret' } });
    const answer = await call({
      path: `${sendPath}?appsecret_proof=${rightProof}`,
      body: message,
    });

    expect(refusalOf(answer)).toEqual(wrongProof);
  });

  it('cannot be right for a token of another app', async () => {
    const { call } = createSandbox({
      account: {
        tokens: { EAAtesttoken: { appId: '400000000000002' } },
        appSecret: 'test_app_secret',
      },
    });
    const answer = await call({
      path: `${sendPath}?appsecret_proof=${rightProof}`,
      authorization: 'Bearer EAAtesttoken',
      body: message,
    });

    expect(refusalOf(answer)).toEqual(wrongProof);
  });

  it('is looked at before the object', async () => {
    const { call } = createSandbox({ account: { requireProof: true } });

    expect(refusalOf(await call({ path: '/v25.0/1/messages', body: message }))).toMatchObject({
      message: 'API calls from the server require an appsecret_proof argument',
    });
  });
});
