import { describe, expect, it, vi } from 'vitest';

import { createSandbox, refusalOf } from '../../test/support/graph-call.js';

import { createLimiter, pairLimit, throughputLimit } from './bucket.js';

type Sandbox = ReturnType<typeof createSandbox>;

/** Another American number each time. */
const numberOf = (index: number) => `+1202555${String(1000 + index)}`;

/** The HTTP statuses of so many sends, one after the other. */
const sendMany = async (
  { send }: Sandbox,
  count: number,
  to: (index: number) => string
): Promise<number[]> =>
  Array.from({ length: count }).reduce<Promise<number[]>>(async (before, _, index) => {
    const statuses = await before;
    const { status } = await send({ to: to(index) });

    return [...statuses, status];
  }, Promise.resolve([]));

const putForward = ({ now }: Sandbox, milliseconds: number) => {
  now.mockReturnValue(new Date(now().getTime() + milliseconds));
};

const sameNumber = () => '+12025550143';
const allTaken = (count: number) => Array.from({ length: count }, () => 200);

const pairLimitHit = {
  status: 400,
  type: 'OAuthException',
  code: 131_056,
  message: '(#131056) (Business Account, Consumer Account) pair rate limit hit',
  error_data: {
    messaging_product: 'whatsapp',
    details: 'Too many messages sent from this phone number to the same recipient',
  },
};

describe('the limit of messages to one recipient', () => {
  it('is 45 at once', async () => {
    const sandbox = createSandbox();

    expect(await sendMany(sandbox, 45, sameNumber)).toEqual(allTaken(45));
    expect(refusalOf(await sandbox.send())).toEqual(pairLimitHit);
    expect(sandbox.inbox.messages).toHaveLength(45);
  });

  it('is met again by one message every 6 s', async () => {
    const sandbox = createSandbox();
    await sendMany(sandbox, 45, sameNumber);

    putForward(sandbox, 5999);
    expect(refusalOf(await sandbox.send())).toEqual(pairLimitHit);

    putForward(sandbox, 2);
    expect(await sandbox.send()).toMatchObject({ status: 200 });
    expect(refusalOf(await sandbox.send())).toEqual(pairLimitHit);
  });

  it('is whole again after 270 s, and no more than whole', async () => {
    const sandbox = createSandbox();
    await sendMany(sandbox, 45, sameNumber);

    putForward(sandbox, 24 * 60 * 60_000);

    expect(await sendMany(sandbox, 46, sameNumber)).toEqual([...allTaken(45), 400]);
  });

  it('does not concern other recipients', async () => {
    const sandbox = createSandbox();
    await sendMany(sandbox, 46, sameNumber);

    expect(await sandbox.send({ to: '+12025550199' })).toMatchObject({ status: 200 });
  });

  it('counts a number once, however it is written', async () => {
    const sandbox = createSandbox();
    await sendMany(sandbox, 45, (index) =>
      index % 2 === 0 ? '+12025550143' : '+1 (202) 555-0143'
    );

    expect(refusalOf(await sandbox.send({ to: '2025550143' }))).toEqual(pairLimitHit);
  });

  it('does not count what was refused', async () => {
    const sandbox = createSandbox();
    await Promise.all(
      Array.from({ length: 100 }, async () => sandbox.send({ template: undefined }))
    );

    expect(await sendMany(sandbox, 45, sameNumber)).toEqual(allTaken(45));
  });
});

describe('the throughput of a number', () => {
  const throughputReached = {
    status: 400,
    type: 'OAuthException',
    code: 130_429,
    error_subcode: 2_494_055,
    message: '(#130429) Rate limit hit',
    error_data: {
      messaging_product: 'whatsapp',
      details: 'Cloud API message throughput has been reached.',
    },
  };

  it('is 80 messages at once', async () => {
    const sandbox = createSandbox();

    expect(await sendMany(sandbox, 80, numberOf)).toEqual(allTaken(80));
    expect(refusalOf(await sandbox.send())).toEqual(throughputReached);
  });

  it('is 80 messages again a second later', async () => {
    const sandbox = createSandbox();
    await sendMany(sandbox, 80, numberOf);

    putForward(sandbox, 1000);

    expect(await sendMany(sandbox, 81, numberOf)).toEqual([...allTaken(80), 400]);
  });

  it('is 8 messages a tenth of a second later', async () => {
    const sandbox = createSandbox();
    await sendMany(sandbox, 80, numberOf);

    putForward(sandbox, 100);

    expect(await sendMany(sandbox, 9, numberOf)).toEqual([...allTaken(8), 400]);
  });
});

describe('a limiter', () => {
  it('starts full', () => {
    const { take } = createLimiter({ capacity: 2, perSecond: 1 }, () => 0);

    expect([take('a'), take('a'), take('a')]).toEqual([true, true, false]);
  });

  it('keeps each key apart', () => {
    const { take } = createLimiter({ capacity: 1, perSecond: 1 }, () => 0);

    expect([take('a'), take('b'), take('a'), take('__proto__')]).toEqual([true, true, false, true]);
  });

  it('adds up what comes back in parts, also while it refuses', () => {
    const now = vi.fn(() => 0);
    const { take } = createLimiter({ capacity: 1, perSecond: 1 }, now);
    take('a');

    const taken = [250, 500, 750, 1000, 1250].map((at) => {
      now.mockReturnValue(at);

      return take('a');
    });

    expect(taken).toEqual([false, false, false, true, false]);
  });

  it('remembers 10,000 keys, and forgets the one that was used least lately', () => {
    const { take } = createLimiter({ capacity: 1, perSecond: 0 }, () => 0);

    take('first');
    take('second');
    take('first');
    for (const [index, _] of Array.from({ length: 9999 }).entries()) {
      take(`${index}`);
    }

    expect([take('first'), take('second')]).toEqual([false, true]);
  });

  it('never holds more than its capacity', () => {
    const now = vi.fn(() => 0);
    const { take } = createLimiter({ capacity: 2, perSecond: 1 }, now);
    take('a');
    now.mockReturnValue(3_600_000);

    expect([take('a'), take('a'), take('a')]).toEqual([true, true, false]);
  });
});

describe('the limits of Meta', () => {
  it('are 45 to a recipient at once, and one more every 6 s', () => {
    expect(pairLimit).toEqual({ capacity: 45, perSecond: 1 / 6 });
  });

  it('are 80 messages a second', () => {
    expect(throughputLimit).toEqual({ capacity: 80, perSecond: 80 });
  });
});
