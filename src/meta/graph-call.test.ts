import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';

import { createCensor } from './censor.js';
import { SendFailure } from './failure.js';
import { type GraphCall, graphCall } from './graph-call.js';

const host = 'graph.facebook.com';
const address = `https://${host}`;
// Meta's rule for the proof, with its values computed outside this project.
const token = 'EAAtesttoken';
const appSecret = 'test_app_secret';
const proof = '2f6c99f265a9e1644d725e8f9c96e439fcbf40a73357d1d98ba8b98fbfe445e4';

const access = {
  baseUrl: address,
  apiVersion: 'v25.0',
  token,
  censor: createCensor([token, appSecret]),
};

afterEach(() => {
  nock.cleanAll();
});

const get: GraphCall = { method: 'GET', path: '42/things' };

const failureOf = async (status: number, body: string) => {
  nock(address).get('/v25.0/42/things').reply(status, body);

  try {
    return await graphCall(access, get);
  } catch (error: unknown) {
    return error instanceof SendFailure ? error.failure : error;
  }
};

describe('a call to the Graph API', () => {
  it('has its token in a header, and its parameters in the query', async () => {
    nock(address, { reqheaders: { authorization: `Bearer ${token}` } })
      .get('/v25.0/42/things')
      .query({ fields: 'a,b&c' })
      .reply(200, { data: [1] });

    expect(await graphCall(access, { ...get, query: { fields: 'a,b&c' } })).toEqual({ data: [1] });
  });

  it('proves that it knows the app secret, if it does', async () => {
    nock(address)
      .delete('/v25.0/42/things')
      .query({ object: 'x', appsecret_proof: proof })
      .reply(200, { success: true });

    expect(
      await graphCall(
        { ...access, appSecret },
        { method: 'DELETE', path: '42/things', query: { object: 'x' } }
      )
    ).toEqual({ success: true });
  });

  it('posts a form', async () => {
    nock(address).post('/v25.0/42/things', { object: 'x' }).reply(200, '{}');

    expect(
      await graphCall(access, { method: 'POST', path: '42/things', form: { object: 'x' } })
    ).toEqual({});
  });

  it('fails with the meaning that the table has, without secrets', async () => {
    const error = {
      message: `Error validating access token ${token}`,
      code: 190,
      error_subcode: 463,
      fbtrace_id: 'Atrace',
    };

    expect(await failureOf(401, JSON.stringify({ error }))).toMatchObject({
      kind: 'answered',
      entry: { title: 'Token expired' },
      report: {
        status: 401,
        code: 190,
        subcode: 463,
        details: 'Error validating access token [redacted]',
        traceId: 'Atrace',
      },
    });
  });

  it.each([
    [200, '<html>'],
    [200, ''],
    [204, ''],
    [302, '{"data":[]}'],
    [502, '<html>'],
  ])('fails when the answer is no answer of Meta: %i %s', async (status, body) => {
    expect(await failureOf(status, body)).toMatchObject({ kind: 'unreadable', host, status });
  });
});
