import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { type Fault, FaultyServer, httpAnswer } from '../../test/support/faulty-server.js';
import { closedAddress } from '../../test/support/receiver.js';

import { SendFailure } from './failure.js';
import { type GraphRequest, graphRequest } from './graph-request.js';

const address = 'https://graph.facebook.com';

afterEach(() => {
  nock.cleanAll();
});

class OddError extends Error {
  get code() {
    return 'a text with a secret';
  }
}

const failureOf = async (request: Partial<GraphRequest> & Pick<GraphRequest, 'url'>) => {
  try {
    await graphRequest({ method: 'GET', headers: {}, ...request });
  } catch (error: unknown) {
    return error instanceof SendFailure ? error.failure : error;
  }
};

const faulty = async (fault: Fault): Promise<URL> => {
  const server = await FaultyServer.start(fault);
  onTestFinished(async () => server.close());

  return new URL(server.url);
};

describe('a request', () => {
  it.each([
    ['a form', { form: { object: 'a b', fields: 'x,y' } }, 'object=a+b&fields=x%2Cy'],
    ['JSON', { json: { object: ['a'] } }, { object: ['a'] }],
    ['nothing', {}, ''],
  ])('carries %s', async (_, body, expected) => {
    nock(address, { reqheaders: { 'user-agent': 'connector-whatsapp-otp', 'x-own': 'yes' } })
      .post('/path')
      .reply(200, (uri, sent) => ({ sent }));

    const answer = await graphRequest({
      method: 'POST',
      url: new URL(`${address}/path`),
      headers: { 'x-own': 'yes' },
      ...body,
    });

    const sent: unknown = JSON.parse(answer.body);
    expect(sent).toEqual({ sent: expected });
  });

  it.each([200, 302, 400, 503])('returns an answer of %i as it is', async (status) => {
    nock(address)
      .delete('/path')
      .reply(status, 'text', { 'retry-after': '7', location: `${address}/elsewhere` });

    expect(
      await graphRequest({ method: 'DELETE', url: new URL(`${address}/path`), headers: {} })
    ).toMatchObject({ status, body: 'text', retryAfter: '7' });
  });

  it('fails without showing what is no system code', async () => {
    nock(address).get('/').replyWithError(new OddError('a text with a secret'));

    expect(await failureOf({ url: new URL(address) })).toMatchObject({
      systemCode: 'unknown error',
    });
  });
});

describe('without an answer, a request', () => {
  // What nock puts in the place of a connection throws when a handshake is given up.
  beforeAll(() => {
    nock.restore();
  });
  afterAll(() => {
    nock.activate();
  });

  it('could not reach the address', async () => {
    const { url } = await closedAddress();

    expect(await failureOf({ url: new URL(url) })).toEqual({
      kind: 'unreachable',
      host: new URL(url).host,
      systemCode: 'ECONNREFUSED',
      lasting: false,
    });
  });

  it('could not make a secure connection, and never will', async () => {
    const url = await faulty({
      onConnection: (socket) => {
        socket.end('220 mail.example.com ESMTP ready\r\n');
      },
    });

    expect(await failureOf({ url: new URL(url.href.replace('http:', 'https:')) })).toMatchObject({
      kind: 'unreachable',
      lasting: true,
    });
  });

  it('waited for a connection for too long', async () => {
    const url = await faulty({});

    expect(
      await failureOf({ url: new URL(url.href.replace('http:', 'https:')), connectTimeout: 100 })
    ).toEqual({
      kind: 'unreachable',
      host: url.host,
      systemCode: 'ETIMEDOUT',
      lasting: false,
    });
  });

  it('waits longer for an answer than for a connection', async () => {
    const url = await faulty({});

    expect(await failureOf({ url, connectTimeout: 20, timeout: 200 })).toMatchObject({
      kind: 'silent',
    });
  });

  it('met silence', async () => {
    const url = await faulty({});

    expect(await failureOf({ url, timeout: 200 })).toEqual({
      kind: 'silent',
      host: url.host,
      seconds: 1,
    });
  });

  it('lost its connection', async () => {
    const url = await faulty({
      onRequest: (socket) => {
        socket.resetAndDestroy();
      },
    });

    expect(await failureOf({ url })).toEqual({
      kind: 'lost',
      host: url.host,
      systemCode: 'ECONNRESET',
    });
  });

  it('was given more than it reads', async () => {
    const url = await faulty({
      onRequest: (socket) => {
        socket.write(httpAnswer(201, 'x'.repeat(2 * 1024 * 1024)));
      },
    });

    expect(await failureOf({ url })).toEqual({ kind: 'unreadable', host: url.host, status: 201 });
  });
});
