import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { eventually } from '../../test/support/eventually.js';
import { Receiver } from '../../test/support/receiver.js';
import { runSandbox } from '../../test/support/running-sandbox.js';

import { type Activity, startSandbox } from './index.js';

const number = '+12025550143';

const createFolder = async (): Promise<string> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sandbox-'));
  onTestFinished(async () => rm(folder, { recursive: true }));

  return folder;
};

describe('a sandbox', () => {
  it('listens on a free port of this machine only', async () => {
    const [{ sandbox, url }, other] = [await runSandbox(), await runSandbox()];

    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(other.url).not.toBe(url);
    expect(sandbox.server.address()).toMatchObject({ address: '127.0.0.1' });
  });

  it('takes a message over a socket, and gives it out again', async () => {
    const { sandbox, url, send } = await runSandbox({
      now: () => new Date('2026-11-21T12:00:00Z'),
    });

    const answer = await send();

    const received = await sandbox.inbox.waitFor(number);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: number, wa_id: '12025550143' }],
      messages: [{ id: received.id }],
    });
    expect(received).toMatchObject({
      to: number,
      code: '482913',
      acceptedAt: '2026-11-21T12:00:00.000Z',
    });
    const inbox = await fetch(`${url}/inbox`);
    expect(await inbox.json()).toEqual({ messages: sandbox.inbox.messages });
  });

  it('has the account that it is given, in part', async () => {
    const { sandbox, send } = await runSandbox({ account: { phoneNumbers: [{ id: '42' }] } });

    expect(sandbox.account).toMatchObject({
      id: '200000000000001',
      phoneNumbers: [{ id: '42', status: 'CONNECTED' }],
    });
    expect(sandbox.connectorConfig).toMatchObject({ phoneNumberId: '42', baseUrl: sandbox.url });
    expect(await send()).toMatchObject({ status: 400 });
  });

  it('lets phones fail, and heals them', async () => {
    const { sandbox, send } = await runSandbox();
    sandbox.fail(number, 'phone-off');
    await send();
    expect(sandbox.inbox.latest(number)).toBeUndefined();

    sandbox.heal(number);

    expect(await sandbox.inbox.waitFor(number)).toMatchObject({ behaviour: 'phone-off' });
  });

  it('lets no phone do what nobody knows', async () => {
    const { sandbox } = await runSandbox();

    expect(() => {
      sandbox.fail(number, 'fly');
    }).toThrow(RangeError);
  });

  it('tells its webhooks where it is told to', async () => {
    const receiver = await Receiver.start();
    const { sandbox, send } = await runSandbox({ webhook: receiver.target });

    await send();

    await eventually(() => {
      expect(receiver.statuses.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
    });
    expect(sandbox.webhookState).toMatchObject({ url: receiver.url, state: 'verified' });
  });

  it('tells of everything that happens', async () => {
    const onActivity = vi.fn<(activity: Activity) => void>();
    const { send } = await runSandbox({ onActivity });

    await send({ to: '+13055550156' });

    expect(onActivity.mock.calls).toMatchObject([[{ event: 'refused', data: { code: 131_056 } }]]);
  });

  it('answers to the names that are allowed', async () => {
    const { sandbox } = await runSandbox({ host: 'localhost', allowedHosts: ['sandbox.test'] });

    expect(await fetch(`${sandbox.url}/inbox`)).toMatchObject({ status: 200 });
  });

  it('leaves alone what others use in its process', async () => {
    const { url } = await runSandbox();

    expect(await fetch(url)).toBeInstanceOf(Response);
  });

  it('keeps its connections for minutes', async () => {
    const { sandbox } = await runSandbox();

    expect(sandbox.server.keepAliveTimeout).toBeGreaterThanOrEqual(60_000);
  });
});

describe('a sandbox with a state folder', () => {
  it('goes on where it stopped', async () => {
    const stateFolder = await createFolder();
    const first = await runSandbox({ stateFolder });
    first.sandbox.fail('+12025550199', 'phone-off');
    await first.send();
    const { id } = await first.sandbox.inbox.waitFor(number);
    await first.sandbox.close();

    const { sandbox, send } = await runSandbox({ stateFolder });

    expect(sandbox.inbox.messages).toMatchObject([{ id, code: '482913' }]);
    await send({ to: '+12025550199' });
    expect(sandbox.inbox.messages.at(-1)).toMatchObject({ behaviour: 'phone-off' });
  });

  it('does not start over what is no state', async () => {
    const stateFolder = await createFolder();
    await writeFile(path.join(stateFolder, 'sandbox.json'), 'something else');

    await expect(startSandbox({ stateFolder })).rejects.toThrow('sandbox.json is not a state');
  });
});

describe('the end of a sandbox', () => {
  it('is the end of its address', async () => {
    const { sandbox, url } = await runSandbox();

    await sandbox.close();

    await expect(fetch(`${url}/inbox`)).rejects.toThrow();
  });

  it('leaves no timer that keeps the process', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { sandbox, send } = await runSandbox({ latency: 'fast' });
    await send();
    expect(vi.getTimerCount()).toBeGreaterThan(0);

    await sandbox.close();

    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a sandbox that cannot start', () => {
  it('says so when its port is taken', async () => {
    const { url } = await runSandbox();

    await expect(startSandbox({ port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  it('says so when an option cannot be used', async () => {
    await expect(startSandbox({ graphVersion: 'latest' })).rejects.toThrow(TypeError);
  });
});
