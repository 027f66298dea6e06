import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { EventStream } from '../../../test/support/event-stream.js';
import { eventually } from '../../../test/support/eventually.js';
import { createSandbox } from '../../../test/support/graph-call.js';
import { messageOf } from '../../../test/support/inbox-message.js';
import { Receiver } from '../../../test/support/receiver.js';
import { runSandbox } from '../../../test/support/running-sandbox.js';

const inboxGuard = z.object({ messages: z.array(z.object({ id: z.string() })) });
const refusalsGuard = z.object({ refusals: z.array(z.object({ message: z.string() })) });

const openOf = async ({ app }: ReturnType<typeof createSandbox>) =>
  EventStream.open(app.request('/events'));

describe('the events of a sandbox, over a socket', () => {
  it('begin with its state', async () => {
    const { url } = await runSandbox();

    const stream = await EventStream.open(fetch(`${url}/events`));

    expect(await stream.next()).toMatchObject({
      event: 'state',
      data: { url, connectorConfig: { baseUrl: url }, webhook: { state: 'none' } },
    });
  });

  it('tell of a message, until it was read', async () => {
    const { url, send } = await runSandbox();
    const stream = await EventStream.open(fetch(`${url}/events`));
    await stream.nextOf('state');

    await send();

    await eventually(async () => {
      expect(await stream.nextOf('inbox')).toMatchObject({
        messages: [{ to: '+12025550143', code: '482913', statuses: [{}, {}, { status: 'read' }] }],
      });
    });
  });

  it('tell of a send that is refused', async () => {
    const { url, send } = await runSandbox();
    const stream = await EventStream.open(fetch(`${url}/events`));

    await send({ to: '+13055550156' });

    expect(await stream.nextOf('refusals')).toMatchObject({
      refusals: [{ to: '+13055550156', code: 131_056 }],
    });
  });

  it('tell of phones', async () => {
    const { sandbox, url } = await runSandbox();
    const stream = await EventStream.open(fetch(`${url}/events`));
    await stream.nextOf('state');

    sandbox.fail('+12025550143', 'phone-off');

    expect(await stream.nextOf('phones')).toEqual({
      phones: [{ number: '+12025550143', behaviour: 'phone-off' }],
    });
  });

  it('tell of the receiver of webhooks', async () => {
    const receiver = await Receiver.start();
    const { url } = await runSandbox({ webhook: receiver.target });
    const stream = await EventStream.open(fetch(`${url}/events`));

    await eventually(async () => {
      expect(await stream.nextOf('state')).toMatchObject({
        webhook: { url: receiver.url, state: 'verified' },
      });
    });
  });

  it('come to each page that is open', async () => {
    const { sandbox, url } = await runSandbox();
    const streams = await Promise.all(
      Array.from({ length: 3 }, async () => EventStream.open(fetch(`${url}/events`)))
    );

    sandbox.inbox.clear();

    expect(await Promise.all(streams.map(async (stream) => stream.nextOf('cleared')))).toEqual([
      {},
      {},
      {},
    ]);
  });
});

describe('the events of a sandbox', () => {
  it('leave out what was cleared, and nothing else', async () => {
    const sandbox = createSandbox({
      latency: { sent: 600_000, delivered: 600_000, read: 600_000 },
    });
    const stream = await openOf(sandbox);
    await stream.nextOf('state');

    await sandbox.send({ to: '+12025550143' });
    await sandbox.send({ to: '+12025550199' });
    sandbox.inbox.clear('+12025550143');
    sandbox.inbox.clear('+12025550111');

    expect([await stream.next(), await stream.next(), await stream.next()]).toMatchObject([
      { event: 'cleared', data: { number: '+12025550143' } },
      { event: 'cleared', data: { number: '+12025550111' } },
      { event: 'inbox', data: { messages: [{ to: '+12025550199' }] } },
    ]);
    sandbox.clock.stop();
  });

  it('tell of a message once, as it was last', async () => {
    const sandbox = createSandbox();
    const stream = await openOf(sandbox);
    await stream.nextOf('state');

    await sandbox.send();
    const [message] = sandbox.inbox.messages;
    sandbox.inbox.update(message?.id ?? '', (current) => ({ ...current, behaviour: 'changed' }));

    expect(await stream.nextOf('inbox')).toMatchObject({
      messages: [{ id: message?.id, behaviour: 'changed' }],
    });
  });

  it('tell of 500 messages at most at once', async () => {
    const sandbox = createSandbox();
    const stream = await openOf(sandbox);
    await stream.nextOf('state');

    for (const index of Array.from({ length: 501 }).keys()) {
      sandbox.inbox.add(messageOf(index), { request: {}, answer: {} });
    }

    const { messages } = inboxGuard.parse(await stream.nextOf('inbox'));
    expect(messages).toHaveLength(500);
    expect(messages.at(-1)?.id).toBe('wamid.500');
  });

  it('tell of 500 refusals at most at once', async () => {
    const sandbox = createSandbox();
    const stream = await openOf(sandbox);
    await stream.nextOf('state');

    for (const index of Array.from({ length: 501 }).keys()) {
      sandbox.refusals.add({ at: '', status: 400, message: `${index}`, request: {}, answer: {} });
    }

    const { refusals } = refusalsGuard.parse(await stream.nextOf('refusals'));
    expect(refusals).toHaveLength(500);
    expect(refusals.at(-1)?.message).toBe('500');
  });

  it('are heard by nobody once the page is gone', async () => {
    const sandbox = createSandbox();
    const emitters = [sandbox.inbox.events, sandbox.phones.events, sandbox.webhooks.events];
    const countListeners = () => emitters.map((emitter) => emitter.listenerCount('change'));
    const before = countListeners();
    const stream = await openOf(sandbox);
    expect(countListeners()).toEqual(before.map((count) => count + 1));

    await stream.close();

    await eventually(() => {
      expect(countListeners()).toEqual(before);
    });
    expect(sandbox.inbox.events.listenerCount('clear')).toBe(0);
    expect(sandbox.refusals.events.listenerCount('add')).toBe(0);
  });
});
