import { describe, expect, it } from 'vitest';

import { createSandbox, message, refusalOf } from '../../test/support/graph-call.js';

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

  it.each([
    'EAAanother',
    'EAAsandboxValidToken1',
    'eaasandboxvalidtoken',
    'constructor',
    '__proto__',
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

describe('the proof of the app secret', () => {
  const tokens = { EAAtesttoken: 'valid' } as const;
  const rightProof = '2f6c99f265a9e1644d725e8f9c96e439fcbf40a73357d1d98ba8b98fbfe445e4';

  const callWith = async (query: string, requireProof: boolean) =>
    createSandbox({ tokens, appSecret: 'test_app_secret', requireProof }).call({
      path: `/v25.0/100000000000001/messages${query}`,
      authorization: 'Bearer EAAtesttoken',
      body: message,
    });

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

  it('cannot be right for a token of another app', async () => {
    const { call } = createSandbox({ appSecret: 'test_app_secret' });
    const answer = await call({
      path: `/v25.0/100000000000001/messages?appsecret_proof=${rightProof}`,
      body: message,
    });

    expect(refusalOf(answer)).toEqual(wrongProof);
  });
});

describe('the phone number id', () => {
  it('is refused when the account has no such number', async () => {
    const { call } = createSandbox();
    const answer = await call({ path: '/v25.0/100000000000002/messages', body: message });

    expect(refusalOf(answer)).toEqual({
      status: 400,
      type: 'GraphMethodException',
      code: 100,
      error_subcode: 33,
      message:
        "Unsupported post request. Object with ID '100000000000002' does not exist, cannot be loaded due to missing permissions, or does not support this operation",
    });
  });

  it('is that of the account', async () => {
    const { call } = createSandbox({ phoneNumberId: '42' });

    expect(await call({ path: '/v25.0/42/messages', body: message })).toMatchObject({
      status: 200,
    });
  });
});
