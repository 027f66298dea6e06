import { describe, expect, it } from 'vitest';

import { FaultyServer, httpAnswer } from '../../test/support/faulty-server.js';
import { claims, relay } from '../../test/support/registration.js';

import { postRegistration } from './post-registration.js';

const postTo = async (server: FaultyServer, url = server.url) => {
  try {
    return await postRegistration({ ...relay, url }, claims, 300);
  } finally {
    await server.close();
  }
};

describe('a relay', () => {
  it('that is not there is unreachable', async () => {
    const server = await FaultyServer.start({});
    const { url } = server;
    await server.close();

    expect(await postRegistration({ ...relay, url }, claims, 300)).toEqual({
      kind: 'unreachable',
      systemCode: 'ECONNREFUSED',
      lasting: false,
    });
  });

  it('that does not speak TLS is unreachable, and stays so', async () => {
    const server = await FaultyServer.start({
      onConnection: (socket) => {
        socket.end('no TLS');
      },
    });

    expect(await postTo(server, server.url.replace('http:', 'https:'))).toMatchObject({
      kind: 'unreachable',
      lasting: true,
    });
  });

  it('that does not answer is silent', async () => {
    expect(await postTo(await FaultyServer.start({}))).toEqual({ kind: 'silent' });
  });

  it('that breaks the connection is lost', async () => {
    const server = await FaultyServer.start({
      onRequest: (socket) => {
        socket.resetAndDestroy();
      },
    });

    expect(await postTo(server)).toEqual({ kind: 'lost', systemCode: 'ECONNRESET' });
  });

  it.each([
    [200, { kind: 'stranger', status: 200 }],
    [503, { kind: 'busy', status: 503 }],
  ])('is not read when it answers %i with megabytes', async (status, problem) => {
    const server = await FaultyServer.start({
      onRequest: (socket) => {
        socket.write(httpAnswer(status, 'x'.repeat(1024 * 1024)));
      },
    });

    expect(await postTo(server)).toEqual(problem);
  });
});
