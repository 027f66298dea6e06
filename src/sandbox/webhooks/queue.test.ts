import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';

import { eventually } from '../../../test/support/eventually.js';
import { textLike } from '../../../test/support/matchers.js';
import { createQuickClock } from '../../../test/support/quick-clock.js';
import { Receiver, closedAddress, verifyToken } from '../../../test/support/receiver.js';
import { type Clock, createClock } from '../clock.js';

import { type AccountUpdate, signatureOf } from './envelope.js';
import { PostLog } from './post-log.js';
import { WebhookQueue, retryDelay } from './queue.js';

const hour = 60 * 60_000;
const bodyGuard = z.array(z.number());

const update = (number: number): AccountUpdate => ({
  field: 'test',
  value: { number },
  at: new Date('2026-11-21T12:00:00Z'),
});

const createQueue = (url: string, clock: Clock = createQuickClock(), retryHours = 168) => {
  const log = new PostLog();
  const onStateChange = vi.fn();
  const queue = new WebhookQueue({
    target: { url, verifyToken },
    appSecret: 'test_app_secret',
    clock,
    log,
    render: (batch) => [
      {
        body: JSON.stringify(
          batch.map((item) => ('value' in item ? item.value.number : undefined))
        ),
        size: batch.length,
      },
    ],
    retryHours,
    onStateChange,
  });
  onTestFinished(() => {
    queue.close();
    clock.stop();
  });

  return {
    queue,
    log,
    onStateChange,
    fill: (count: number) => {
      for (const number of Array.from({ length: count }).keys()) {
        queue.enqueue(update(number));
      }
    },
  };
};

const numbersIn = ({ posts }: Receiver) =>
  posts.map(({ body }) => bodyGuard.parse(JSON.parse(body)));

describe('a queue of webhooks', () => {
  it('shakes hands before anything else', async () => {
    const receiver = await Receiver.start();
    const { queue, fill } = createQueue(receiver.url);
    fill(1);

    await eventually(() => {
      expect(receiver.posts).toHaveLength(1);
    });

    const [handshake, ...more] = receiver.handshakes;
    expect(more).toEqual([]);
    expect(Object.fromEntries(handshake ?? [])).toEqual({
      'hub.mode': 'subscribe',
      'hub.challenge': textLike(/^\d+$/),
      'hub.verify_token': verifyToken,
    });
    expect(queue).toMatchObject({ isVerified: true, problem: undefined, lost: 0 });
  });

  it('signs what it sends', async () => {
    const receiver = await Receiver.start();
    createQueue(receiver.url).fill(1);

    await eventually(() => {
      expect(receiver.posts).toHaveLength(1);
    });

    const [post] = receiver.posts;
    expect(post?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-hub-signature-256': signatureOf('[0]', 'test_app_secret'),
    });
  });

  it('sends what comes within 20 ms at once', async () => {
    const receiver = await Receiver.start();
    const clock = createQuickClock();
    createQueue(receiver.url, clock).fill(3);

    await eventually(() => {
      expect(numbersIn(receiver)).toEqual([[0, 1, 2]]);
    });
    expect(clock.waits).toEqual([20]);
  });

  it('sends a thousand updates at most in one POST', async () => {
    const receiver = await Receiver.start();
    createQueue(receiver.url).fill(1001);

    await eventually(() => {
      expect(numbersIn(receiver).map(({ length }) => length)).toEqual([1000, 1]);
    });
  });

  it('sends no more once it is closed', async () => {
    const receiver = await Receiver.start();
    const { queue, fill } = createQueue(receiver.url);
    await queue.verify();
    fill(1);

    queue.close();
    await queue.flush();

    expect(receiver.posts).toEqual([]);
  });
});

describe('a webhook that is not answered with 200', () => {
  it.each([500, 404, 204, 302])('is sent again after %i, until it is', async (status) => {
    const receiver = await Receiver.start({
      onPost: (_, count) => ({ status: count < 4 ? status : 200 }),
    });
    const clock = createQuickClock();
    const { queue, log, fill } = createQueue(receiver.url, clock);
    fill(2);

    await eventually(() => {
      expect(log.all).toHaveLength(4);
    });

    expect(numbersIn(receiver)).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(clock.waits).toEqual([20, 0, 1000, 2000]);
    expect(log.all).toMatchObject([
      { attempt: 1, answer: { status } },
      { attempt: 2, answer: { status } },
      { attempt: 3, answer: { status } },
      { attempt: 4, answer: { status: 200 } },
    ]);
    expect(queue).toMatchObject({ problem: undefined, lost: 0 });
  });

  it('is told of as a problem, until the next one is taken', async () => {
    const receiver = await Receiver.start({
      onPost: (_, count) => ({ status: count === 1 ? 500 : 200 }),
    });
    const { queue, onStateChange, fill } = createQueue(receiver.url);
    const problems = new Set<string | undefined>();
    onStateChange.mockImplementation(() => {
      problems.add(queue.problem);
    });
    fill(1);

    await eventually(() => {
      expect(receiver.posts).toHaveLength(2);
      expect(queue.problem).toBeUndefined();
    });

    expect([...problems]).toEqual([undefined, 'a webhook was answered with 500; it has to be 200']);
  });

  it('is not sent where a redirect points', async () => {
    const other = await Receiver.start();
    const receiver = await Receiver.start({
      onPost: (_, count) =>
        count === 1 ? { status: 307, headers: { location: other.url } } : { status: 200 },
    });
    createQueue(receiver.url).fill(1);

    await eventually(() => {
      expect(receiver.posts).toHaveLength(2);
    });

    expect(other.posts).toEqual([]);
  });

  it.each([168, 36])('is given up after %i hours', async (hours) => {
    const now = vi.fn(() => new Date(0));
    const receiver = await Receiver.start({
      onPost: (_, count) => {
        now.mockReturnValue(new Date(count === 1 ? hours * hour : hours * hour + 1));

        return { status: 500 };
      },
    });
    const { queue, fill } = createQueue(receiver.url, createQuickClock(now), hours);
    fill(3);

    await eventually(() => {
      expect(queue.lost).toBe(3);
    });

    expect(receiver.posts).toHaveLength(2);
  });
});

describe('a receiver that goes away', () => {
  it('gets what it has missed once it is back', async () => {
    const gone = await Receiver.start();
    const { port } = new URL(gone.url);
    const clock = createQuickClock();
    const { queue, log, fill } = createQueue(gone.url, clock);
    await queue.verify();
    await gone.close();
    fill(1);
    await eventually(() => {
      expect(log.all.length).toBeGreaterThan(3);
    });
    expect(queue.problem).toMatch(/^a webhook failed: /);

    const receiver = await Receiver.start({ port: Number(port) });

    await eventually(() => {
      expect(numbersIn(receiver)).toEqual([[0]]);
      expect(queue.problem).toBeUndefined();
    });
    expect(queue.lost).toBe(0);
  });
});

describe('the time between two tries', () => {
  it('grows from nothing to an hour', () => {
    expect([1, 2, 3, 4, 5, 13, 14, 100].map((attempt) => retryDelay(attempt))).toEqual([
      0,
      1000,
      2000,
      4000,
      8000,
      2_048_000,
      hour,
      hour,
    ]);
  });
});

/** A clock on which what is far away never comes. */
const createPatientClock = () => {
  const clock = createClock();
  const callOff = vi.fn();
  const after = vi.fn<Clock['after']>((milliseconds, task) =>
    milliseconds < 1000 ? clock.after(0, task) : callOff
  );

  return { ...clock, after };
};

describe('a receiver that is not there', () => {
  it('is asked again, ever more seldom, and gets all once it is', async () => {
    const { url, port } = await closedAddress();
    const clock = createQuickClock();
    const { queue, fill } = createQueue(url, clock);
    fill(2);
    await eventually(() => {
      expect(clock.waits.length).toBeGreaterThan(6);
    });
    expect(queue.isVerified).toBe(false);
    expect(queue.problem).toMatch(/^the handshake failed: .*ECONNREFUSED/);
    expect(clock.waits.slice(0, 6)).toEqual([20, 1000, 2000, 4000, 5000, 5000]);

    const receiver = await Receiver.start({ port });
    await eventually(() => {
      expect(numbersIn(receiver)).toEqual([[0, 1]]);
    });

    expect(queue).toMatchObject({ isVerified: true, problem: undefined });
  });

  it('is not asked more often because it is set again', async () => {
    const { url } = await closedAddress();
    const clock = createPatientClock();
    const { queue } = createQueue(url, clock);

    await queue.verify();
    await queue.verify();

    expect(clock.after).toHaveBeenCalledTimes(1);
  });

  it('is not asked again once the queue is closed', async () => {
    const { url } = await closedAddress();
    const clock = createPatientClock();
    const { queue, onStateChange } = createQueue(url, clock);
    const handshake = queue.verify();

    queue.close();
    await handshake;

    expect(clock.after).not.toHaveBeenCalled();
    expect(onStateChange).not.toHaveBeenCalled();
  });

  it('is not asked more often because there is more to tell', async () => {
    const { url } = await closedAddress();
    const clock = createPatientClock();
    const { queue, fill } = createQueue(url, clock);

    await queue.flush();
    fill(1);
    await queue.flush();
    fill(1);
    await queue.flush();

    const laterHandshakes = clock.after.mock.calls.filter(([milliseconds]) => milliseconds >= 1000);
    expect(laterHandshakes).toHaveLength(1);
  });

  it('loses what comes when 50,000 updates are waiting', async () => {
    const { url, port } = await closedAddress();
    const clock = createPatientClock();
    const { queue, fill } = createQueue(url, clock);

    fill(50_002);
    expect(queue.lost).toBe(2);

    const receiver = await Receiver.start({ port });
    await queue.verify();
    await eventually(() => {
      expect(numbersIn(receiver).flat()).toHaveLength(50_000);
    });
    expect(Math.max(...numbersIn(receiver).flat())).toBe(49_999);
  });

  it.each([
    ['the wrong token', () => ({ status: 403 }), '403'],
    ['another challenge', () => ({ body: '7' }), 'something else than the challenge'],
    ['a redirect', () => ({ status: 302, headers: { location: '/' } }), '302'],
    [
      '201',
      (query: URLSearchParams) => ({ status: 201, body: query.get('hub.challenge') ?? '' }),
      '201',
    ],
  ])('agrees to nothing when the handshake is answered with %s', async (_, onHandshake, words) => {
    const receiver = await Receiver.start({ onHandshake });
    const { queue, fill } = createQueue(receiver.url, createPatientClock());
    fill(1);

    await queue.flush();

    expect(queue.isVerified).toBe(false);
    expect(queue.problem).toContain(words);
    expect(receiver.posts).toEqual([]);
  });
});
