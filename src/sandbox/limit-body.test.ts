import { request } from 'node:http';
import { text } from 'node:stream/consumers';

import { describe, expect, it as baseIt } from 'vitest';

import { type Sandbox, startSandbox } from './index.js';

const it = baseIt.extend<{ sandbox: Sandbox }>({
  // eslint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  sandbox: async ({}, use) => {
    const sandbox = await startSandbox();
    await use(sandbox);
    await sandbox.close();
  },
});

/** A body that comes in chunks, without a length before it. */
const sendChunks = async ({ url }: Sandbox, chunks: readonly string[]) =>
  new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const outgoing = request(
      `${url}/v25.0/100000000000001/messages`,
      {
        method: 'POST',
        headers: {
          authorization: 'Bearer EAAsandboxValidToken',
          'content-type': 'application/json',
        },
      },
      async (incoming) => {
        resolve({ status: incoming.statusCode, body: await text(incoming) });
      }
    );

    outgoing.on('error', reject);

    for (const chunk of chunks) {
      outgoing.write(chunk);
    }

    outgoing.end();
  });

describe('over a socket', () => {
  it('reads a body that comes in chunks', async ({ sandbox }) => {
    const { status, body } = await sendChunks(sandbox, ['{"messaging_', 'product":"whatsapp"}']);

    expect(status).toBe(400);
    expect(body).toContain('(#100) The parameter to is required.');
  });

  it('refuses one that grows too large, in the shape of a Graph error', async ({ sandbox }) => {
    const { status, body } = await sendChunks(sandbox, ['{', ' '.repeat(2_000_000), '}']);

    expect(status).toBe(413);
    expect(body).toContain('"type":"OAuthException"');
  });

  it('refuses ten megabytes by their length', async ({ sandbox }) => {
    const { status } = await fetch(`${sandbox.url}/v25.0/100000000000001/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer EAAsandboxValidToken' },
      body: 'x'.repeat(10_000_000),
    });

    expect(status).toBe(413);
  });

  it.for(['/inbox', '/inbox/+12025550143', '/phones/+12025550143'])(
    'takes a DELETE without a body: %s',
    async (path, { sandbox }) => {
      const { status } = await fetch(`${sandbox.url}${path}`, { method: 'DELETE' });

      expect(status).toBe(204);
    }
  );
});
