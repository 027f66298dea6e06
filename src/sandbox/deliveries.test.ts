import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createSandbox } from '../../test/support/graph-call.js';

import { type SandboxSeed } from './account.js';
import { type StatusUpdate } from './webhooks/envelope.js';

const to = '+12025550143';
const latency = { sent: 100, delivered: 500, read: 2000, late: 45_000 };
const noon = Date.parse('2026-11-21T12:00:00Z');

const start = (account: SandboxSeed = {}) => {
  const sandbox = createSandbox({ latency, account });
  sandbox.now.mockImplementation(() => new Date());
  const reportStatus = vi.spyOn(sandbox.webhooks, 'reportStatus');

  return {
    ...sandbox,
    /** What is told by webhook, in its order. */
    get reports(): StatusUpdate[] {
      return reportStatus.mock.calls.map(([update]) => update);
    },
    /** The message that was sent last. */
    get message() {
      return sandbox.inbox.messages.at(-1);
    },
  };
};

type Sandbox = ReturnType<typeof start>;

/** Each status that was reported, and how many milliseconds after noon it says that it happened. */
const timesIn = ({ message }: Sandbox) =>
  message?.statuses.map(({ status, at }) => [status, Date.parse(at) - noon]);

const statusesIn = ({ message }: Sandbox) =>
  message?.statuses.map(({ status, error }) => (error ? `${status} ${error.code}` : status));

beforeEach(() => {
  vi.useFakeTimers({ now: noon, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a healthy phone', () => {
  it('is told of in its time', async () => {
    const sandbox = start();
    await sandbox.send({ to });
    expect(timesIn(sandbox)).toEqual([]);

    vi.advanceTimersByTime(99);
    expect(timesIn(sandbox)).toEqual([]);

    vi.advanceTimersByTime(1);
    expect(timesIn(sandbox)).toEqual([['sent', 100]]);
    expect(sandbox.message?.arrivedAt).toBeUndefined();

    vi.advanceTimersByTime(400);
    expect(timesIn(sandbox)).toEqual([
      ['sent', 100],
      ['delivered', 500],
    ]);
    expect(sandbox.message?.arrivedAt).toBe('2026-11-21T12:00:00.500Z');

    vi.advanceTimersByTime(1500);
    expect(timesIn(sandbox)).toEqual([
      ['sent', 100],
      ['delivered', 500],
      ['read', 2000],
    ]);
    expect(sandbox.message?.arrivedAt).toBe('2026-11-21T12:00:00.500Z');
  });

  it('is told of with a price for sent, and for the first that follows', async () => {
    const sandbox = start();
    await sandbox.send({ to, biz_opaque_callback_data: 'corr-1' });

    vi.advanceTimersByTime(latency.read);

    expect(sandbox.reports).toMatchObject([
      { report: { status: 'sent' }, isPriced: true, callbackData: 'corr-1' },
      { report: { status: 'delivered' }, isPriced: true, callbackData: 'corr-1' },
      { report: { status: 'read' }, isPriced: false, callbackData: 'corr-1' },
    ]);
  });

  it('gets nothing dropped when its time to live is over', async () => {
    const sandbox = start();
    await sandbox.send({ to });

    vi.advanceTimersByTime(31 * 24 * 60 * 60_000);

    expect(sandbox.message?.droppedAt).toBeUndefined();
  });
});

describe('the statuses of each behaviour', () => {
  it.each([
    ['healthy', ['sent', 'delivered', 'read']],
    ['not-on-whatsapp', ['failed 131026']],
    ['phone-off', ['sent']],
    ['silent-drop', []],
    ['delivered-late', ['sent', 'delivered']],
    ['read-without-delivered', ['sent', 'read']],
    ['failed-then-delivered', ['sent', 'failed 131026', 'delivered']],
    ['statuses-doubled', ['sent', 'sent', 'delivered', 'delivered', 'read', 'read']],
    ['statuses-reversed', ['read', 'delivered', 'sent']],
    ['webhook-first', ['sent', 'delivered', 'read']],
    ['held-then-dropped', ['failed 132015']],
    ['country-blocked', ['failed 130497']],
    ['payment-issue', ['failed 131042']],
    ['ecosystem-limit', ['failed 131049']],
    ['identity-changed', ['failed 137000']],
  ])('are exactly its own: %s', async (behaviour, statuses) => {
    const sandbox = start();
    sandbox.phones.behave(to, behaviour);
    await sandbox.send({ to });

    vi.advanceTimersByTime(24 * 60 * 60_000);

    expect(statusesIn(sandbox)).toEqual(statuses);
    expect(sandbox.reports).toHaveLength(statuses.length);
    expect(sandbox.message?.arrivedAt !== undefined).toBe(
      statuses.some((status) => ['delivered', 'read'].includes(status))
    );
  });
});

describe('a phone that is late', () => {
  it('gets its message after any fallback', async () => {
    const sandbox = start();
    sandbox.phones.behave(to, 'delivered-late');
    await sandbox.send({ to });

    vi.advanceTimersByTime(44_999);
    expect(statusesIn(sandbox)).toEqual(['sent']);

    vi.advanceTimersByTime(1);
    expect(timesIn(sandbox)).toEqual([
      ['sent', 100],
      ['delivered', 45_000],
    ]);
  });
});

describe('statuses in the wrong order', () => {
  it('come together, and each has its true time', async () => {
    const sandbox = start();
    sandbox.phones.behave(to, 'statuses-reversed');
    await sandbox.send({ to });

    vi.advanceTimersByTime(latency.read - 1);
    expect(timesIn(sandbox)).toEqual([]);

    vi.advanceTimersByTime(1);
    expect(timesIn(sandbox)).toEqual([
      ['read', 2000],
      ['delivered', 500],
      ['sent', 100],
    ]);
    expect(sandbox.reports.map(({ isPriced }) => isPriced)).toEqual([true, false, true]);
  });
});

describe('webhooks before the answer', () => {
  it('tell of what happens at once', async () => {
    const sandbox = start();
    sandbox.phones.behave(to, 'webhook-first');

    await sandbox.send({ to });

    expect(timesIn(sandbox)).toEqual([
      ['sent', 0],
      ['delivered', 0],
    ]);
  });
});

describe('a phone that is off', () => {
  it('gets what waits for it when it is healthy in time', async () => {
    const sandbox = start();
    sandbox.phones.behave(to, 'phone-off');
    await sandbox.send({ to });
    vi.advanceTimersByTime(60_000);

    sandbox.phones.behave(to, 'healthy');
    vi.advanceTimersByTime(600_000);

    expect(timesIn(sandbox)).toEqual([
      ['sent', 100],
      ['delivered', 60_500],
      ['read', 62_000],
    ]);
    expect(sandbox.message?.droppedAt).toBeUndefined();
  });

  it('gets all that waits for it, and only once', async () => {
    const sandbox = start();
    sandbox.phones.behave(to, 'phone-off');
    await sandbox.send({ to });
    await sandbox.send({ to });

    sandbox.phones.behave(to, 'healthy');
    sandbox.phones.behave(to, 'healthy');
    vi.advanceTimersByTime(latency.read);

    expect(sandbox.inbox.messages.map(({ statuses }) => statuses.length)).toEqual([3, 3]);
  });

  it('gets nothing because another phone is healthy', async () => {
    const sandbox = start();
    sandbox.phones.behave(to, 'phone-off');
    await sandbox.send({ to });

    sandbox.phones.behave('+12025550199', 'healthy');
    vi.advanceTimersByTime(latency.read);

    expect(statusesIn(sandbox)).toEqual(['sent']);
  });

  it.each([
    [600, undefined],
    [30, 30],
    [900, 900],
  ])('loses what is older than %i s, in silence', async (seconds, ttlSeconds) => {
    const sandbox = start({
      templates: [{ language: 'en_US', ...(ttlSeconds !== undefined && { ttlSeconds }) }],
    });
    sandbox.phones.behave(to, 'phone-off');
    await sandbox.send({ to });

    vi.advanceTimersByTime(seconds * 1000 - 1);
    expect(sandbox.message?.droppedAt).toBeUndefined();

    vi.advanceTimersByTime(1);
    expect(sandbox.message?.droppedAt).toBe(new Date(noon + seconds * 1000).toISOString());

    sandbox.phones.behave(to, 'healthy');
    vi.advanceTimersByTime(latency.read);
    expect(statusesIn(sandbox)).toEqual(['sent']);
    expect(sandbox.message?.arrivedAt).toBeUndefined();
  });

  it.each([-1, 30 * 24 * 60 * 60])(
    'loses nothing for weeks when it has %i s',
    async (ttlSeconds) => {
      const sandbox = start({ templates: [{ language: 'en_US', ttlSeconds }] });
      sandbox.phones.behave(to, 'phone-off');
      await sandbox.send({ to });

      vi.advanceTimersByTime(23 * 24 * 60 * 60_000);

      expect(sandbox.message?.droppedAt).toBeUndefined();
    }
  );

  it('loses nothing that is on its way when the time is over', async () => {
    const sandbox = start();
    sandbox.phones.behave(to, 'phone-off');
    await sandbox.send({ to });
    vi.advanceTimersByTime(599_800);

    sandbox.phones.behave(to, 'healthy');
    vi.advanceTimersByTime(latency.read);

    expect(statusesIn(sandbox)).toEqual(['sent', 'delivered', 'read']);
    expect(sandbox.message?.droppedAt).toBeUndefined();
  });
});

describe('a message that is dropped in silence', () => {
  it('is dropped at the end of its time to live', async () => {
    const sandbox = start();
    sandbox.phones.behave(to, 'silent-drop');
    await sandbox.send({ to });

    vi.advanceTimersByTime(600_000);

    expect(sandbox.message?.droppedAt).toBe('2026-11-21T12:10:00.000Z');
    expect(sandbox.reports).toEqual([]);
  });

  it('does not come back when the phone is healthy', async () => {
    const sandbox = start();
    sandbox.phones.behave(to, 'silent-drop');
    await sandbox.send({ to });

    sandbox.phones.behave(to, 'healthy');
    vi.advanceTimersByTime(latency.read);

    expect(statusesIn(sandbox)).toEqual([]);
  });
});

describe('a message that was cleared away', () => {
  it('is told of by webhook, and does not come back into the inbox', async () => {
    const sandbox = start();
    await sandbox.send({ to });

    sandbox.inbox.clear();
    vi.advanceTimersByTime(latency.read);

    expect(sandbox.inbox.messages).toEqual([]);
    expect(sandbox.reports).toHaveLength(3);
  });
});
