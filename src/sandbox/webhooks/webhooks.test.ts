import { once } from 'node:events';

import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { eventually } from '../../../test/support/eventually.js';
import { accountId, createSandbox, numberId } from '../../../test/support/graph-call.js';
import { textWith } from '../../../test/support/matchers.js';
import { Receiver, closedAddress, verifyToken } from '../../../test/support/receiver.js';

import { shakeHands } from './handshake.js';

const createWebhooks = (options: Parameters<typeof createSandbox>[0] = {}) => {
  const sandbox = createSandbox(options);
  onTestFinished(() => {
    sandbox.webhooks.close();
    sandbox.clock.stop();
  });

  return sandbox;
};

type Sandbox = ReturnType<typeof createWebhooks>;

/** What reaches a receiver of one message. */
const allStatuses = ['sent', 'delivered', 'read'];

const statusesOf = (receiver: Receiver) => receiver.statuses.map(({ status }) => status);

const reportTemplate = ({ webhooks }: Sandbox) => {
  webhooks.reportAccount({
    field: 'message_template_status_update',
    value: { event: 'APPROVED' },
    at: new Date('2026-11-21T12:00:00Z'),
  });
};

describe('webhooks', () => {
  it('tell the app of each status', async () => {
    const { webhooks, send } = createWebhooks();
    const receiver = await Receiver.start();
    webhooks.setAppTarget(receiver.target);

    await send({ biz_opaque_callback_data: 'corr-1' });

    await eventually(() => {
      expect(statusesOf(receiver)).toEqual(allStatuses);
    });
    expect(receiver.statuses).toMatchObject([
      { biz_opaque_callback_data: 'corr-1', pricing: { category: 'authentication' } },
      { biz_opaque_callback_data: 'corr-1', pricing: { category: 'authentication' } },
      { biz_opaque_callback_data: 'corr-1' },
    ]);
    expect(receiver.statuses[2]).not.toHaveProperty('pricing');
  });

  it('come in the version of the Graph API', async () => {
    const { webhooks, send } = createWebhooks({ graphVersion: 'v23.0' });
    const receiver = await Receiver.start();
    webhooks.setAppTarget(receiver.target);

    await send({}, `/v23.0/${numberId}/messages`);

    await eventually(() => {
      expect(statusesOf(receiver)).toEqual(allStatuses);
    });
    expect(receiver.statuses.map((status) => Object.hasOwn(status, 'conversation'))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('are written in ASCII', async () => {
    const { webhooks, send } = createWebhooks();
    const receiver = await Receiver.start();
    webhooks.setAppTarget(receiver.target);

    await send({ biz_opaque_callback_data: 'Zoë' });

    await eventually(() => {
      expect(receiver.posts.length).toBeGreaterThan(0);
    });
    expect(receiver.posts[0]?.body).toContain('"Zo\\u00eb"');
    expect(receiver.statuses[0]).toMatchObject({ biz_opaque_callback_data: 'Zoë' });
  });

  it('are put into the log, where a message finds its own', async () => {
    const { webhooks, send, inbox } = createWebhooks();
    const receiver = await Receiver.start();
    webhooks.setAppTarget(receiver.target);

    await send();

    const [message] = inbox.messages;
    await eventually(() => {
      expect(webhooks.log.of(message?.id ?? '')).not.toEqual([]);
    });
    expect(webhooks.log.all[0]).toMatchObject({
      url: receiver.url,
      attempt: 1,
      answer: { status: 200 },
      body: receiver.posts[0]?.body,
    });
  });

  it('are none when the app is not subscribed to the account', async () => {
    const { webhooks, send, inbox } = createWebhooks();
    const receiver = await Receiver.start();
    webhooks.setAppTarget(receiver.target);
    webhooks.setSubscribed(false);

    await send();
    await inbox.waitFor('+12025550143');
    await webhooks.flush();

    expect(webhooks.isSubscribed).toBe(false);
    expect(receiver.posts).toEqual([]);
  });

  it('are only those of the fields that the app asked for', async () => {
    const sandbox = createWebhooks();
    const receiver = await Receiver.start();
    sandbox.webhooks.setAppTarget(receiver.target, ['message_template_status_update']);

    await sandbox.send();
    await sandbox.inbox.waitFor('+12025550143');
    reportTemplate(sandbox);
    await sandbox.webhooks.flush();

    expect(receiver.fields).toEqual(['message_template_status_update']);
  });
});

const startAll = async () => {
  const app = await Receiver.start();
  const account = await Receiver.start();
  const number = await Receiver.start();
  const sandbox = createWebhooks();
  sandbox.webhooks.setAppTarget(app.target);
  sandbox.webhooks.setOverride('account', account.target);
  sandbox.webhooks.setOverride(`number ${numberId}`, number.target);

  return { app, account, number, sandbox };
};

const sendAndFlush = async ({ send, inbox, webhooks }: Sandbox) => {
  inbox.clear();
  await send();
  await eventually(() => {
    expect(inbox.messages[0]?.statuses).toHaveLength(3);
  });
  await webhooks.flush();
};

describe('the address of webhooks', () => {
  it("is the number's, else the account's, else the app's", async () => {
    const { app, account, number, sandbox } = await startAll();
    const countPosts = () => [app, account, number].map(({ statuses }) => statuses.length);

    await sendAndFlush(sandbox);
    expect(countPosts()).toEqual([0, 0, 3]);

    sandbox.webhooks.setOverride(`number ${numberId}`, undefined);
    await sendAndFlush(sandbox);
    expect(countPosts()).toEqual([0, 3, 3]);

    sandbox.webhooks.setOverride('account', undefined);
    await sendAndFlush(sandbox);
    expect(countPosts()).toEqual([3, 3, 3]);
  });

  it("is always the app's for what happens to the account", async () => {
    const { app, account, number, sandbox } = await startAll();

    reportTemplate(sandbox);
    await sandbox.webhooks.flush();

    expect(app.posts.map(({ body }): unknown => JSON.parse(body))).toEqual([
      {
        object: 'whatsapp_business_account',
        entry: [
          {
            id: accountId,
            time: 1_795_262_400,
            changes: [{ field: 'message_template_status_update', value: { event: 'APPROVED' } }],
          },
        ],
      },
    ]);
    expect([...account.posts, ...number.posts]).toEqual([]);
  });

  it.each([
    ['taken away', false],
    ['another one', true],
  ])('is asked no more once it is %s', async (_, hasNext) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const receiver = await Receiver.start({ onHandshake: () => ({ status: 403 }) });
    const other = await Receiver.start();
    const { webhooks } = createWebhooks();
    webhooks.setAppTarget(receiver.target);
    await once(webhooks.events, 'change');

    webhooks.setAppTarget(hasNext ? other.target : undefined);
    vi.advanceTimersByTime(60_000);

    // What comes in comes after what was sent before.
    await shakeHands(receiver.target);
    expect(receiver.handshakes).toHaveLength(2);
  });

  it('is not that of another number', async () => {
    const { account, number, sandbox } = await startAll();
    sandbox.webhooks.setOverride(`number ${numberId}`, undefined);
    sandbox.webhooks.setOverride('number 42', number.target);

    await sendAndFlush(sandbox);

    expect([account.statuses.length, number.statuses.length]).toEqual([3, 0]);
  });
});

describe('the state of webhooks', () => {
  it('is none without an address', () => {
    const { webhooks } = createWebhooks();

    expect(webhooks.state).toMatchObject({ state: 'none' });
    expect(webhooks.state.url).toBeUndefined();
    expect(webhooks.state.problem).toBeUndefined();
  });

  it('is verified once the receiver agreed', async () => {
    const { webhooks } = createWebhooks();
    const changed = vi.fn();
    webhooks.events.on('change', changed);
    const { url, target } = await Receiver.start();

    webhooks.setAppTarget(target);
    expect(webhooks.state).toMatchObject({ url, state: 'unverified' });

    await eventually(() => {
      expect(changed).toHaveBeenLastCalledWith(expect.objectContaining({ url, state: 'verified' }));
    });
    expect(webhooks.state.problem).toBeUndefined();
  });

  it('says what is wrong with the receiver', async () => {
    const { webhooks } = createWebhooks();
    const { url } = await closedAddress();

    webhooks.setAppTarget({ url, verifyToken });

    await eventually(() => {
      expect(webhooks.state).toMatchObject({
        url,
        state: 'unverified',
        problem: textWith('ECONNREFUSED'),
      });
    });
  });

  it('says how many statuses were lost', async () => {
    const sandbox = createWebhooks();
    const { url } = await closedAddress();
    sandbox.webhooks.setAppTarget({ url, verifyToken });

    for (const _ of Array.from({ length: 50_001 })) {
      reportTemplate(sandbox);
    }

    expect(sandbox.webhooks.state.problem).toContain('1 status was lost');
  });

  it('is none again when the address is taken away', async () => {
    const { webhooks } = createWebhooks();
    const { target } = await Receiver.start();
    webhooks.setAppTarget(target);

    webhooks.setAppTarget(undefined);

    expect(webhooks.state).toMatchObject({ state: 'none' });
  });
});
