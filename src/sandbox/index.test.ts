import { once } from 'node:events';

import { describe, expect, it as baseIt } from 'vitest';

import { message } from '../../test/support/graph-call.js';

import { type Sandbox, defaultAccount, startSandbox } from './index.js';

const it = baseIt.extend<{ sandbox: Sandbox }>({
  // eslint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  sandbox: async ({}, use) => {
    const sandbox = await startSandbox({ now: () => new Date('2026-11-21T12:00:00Z') });
    await use(sandbox);
    await sandbox.close();
  },
});

const send = async (
  { url }: Sandbox,
  fields: Record<string, unknown> = {},
  init: RequestInit = {}
) =>
  fetch(`${url}/v25.0/100000000000001/messages`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer EAAsandboxValidToken',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ ...message, ...fields }),
    ...init,
  });

describe('a sandbox', () => {
  it('listens on a free port of this machine only', async ({ sandbox }) => {
    const other = await startSandbox();

    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(other.url).not.toBe(sandbox.url);
    expect(sandbox.server.address()).toMatchObject({ address: '127.0.0.1' });

    await other.close();
  });

  it('takes a message over a socket, and gives it out again', async ({ sandbox }) => {
    const answer = await send(sandbox);

    const [received] = sandbox.inbox.messages;
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '+12025550143', wa_id: '12025550143' }],
      messages: [{ id: received?.id, message_status: 'accepted' }],
    });
    expect(received).toMatchObject({
      to: '+12025550143',
      code: '482913',
      receivedAt: '2026-11-21T12:00:00.000Z',
    });

    const inbox = await fetch(`${sandbox.url}/inbox`);
    expect(await inbox.json()).toEqual({ messages: [received] });
  });

  it('has the account in which everything is set up', ({ sandbox }) => {
    expect(sandbox.account).toEqual(defaultAccount);
  });

  it('has the account that it is given, in part', async () => {
    const sandbox = await startSandbox({ account: { phoneNumberId: '42' } });

    expect(sandbox.account).toEqual({ ...defaultAccount, phoneNumberId: '42' });
    expect(await send(sandbox)).toMatchObject({ status: 400 });

    await sandbox.close();
  });

  it('does not answer for a phone that hangs, and answers for others', async ({ sandbox }) => {
    sandbox.behave('+12025550143', 'hang');

    await expect(send(sandbox, {}, { signal: AbortSignal.timeout(200) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(await send(sandbox, { to: '+12025550199' })).toMatchObject({ status: 200 });
    expect(sandbox.inbox.messages).toMatchObject([{ to: '+12025550199' }]);
  });

  it('ends a call that hangs when it is closed', async () => {
    const sandbox = await startSandbox();
    sandbox.behave('+12025550143', 'hang');
    const closeOnceTaken = async () => {
      await once(sandbox.server, 'request');
      await sandbox.close();
    };

    const [outcome] = await Promise.allSettled([send(sandbox), closeOnceTaken()]);

    expect(outcome.status).toBe('rejected');
    await expect(fetch(`${sandbox.url}/inbox`)).rejects.toThrow();
  });

  it('says so when its port is taken', async ({ sandbox }) => {
    const { port } = new URL(sandbox.url);

    await expect(startSandbox({ port: Number(port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
