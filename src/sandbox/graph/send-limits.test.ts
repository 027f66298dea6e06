import { describe, expect, it } from 'vitest';

import { createSandbox, refusalOf } from '../../../test/support/graph-call.js';
import { type SandboxSeed } from '../account.js';

const path = (id: string) => `/v25.0/${id}/messages`;

type Sandbox = ReturnType<typeof createSandbox>;

/** Another American number each time. */
const numberOf = (index: number) => `+1202555${String(1000 + index)}`;
const sameNumber = () => '+12025550143';

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

const allTaken = (count: number) => Array.from({ length: count }, () => 200);

const withNumber = (phoneNumber: NonNullable<SandboxSeed['phoneNumbers']>[number]) =>
  createSandbox({ account: { phoneNumbers: [phoneNumber] } });

const refused = (status: number, code: number, title: string, details: unknown) => ({
  status,
  type: 'OAuthException',
  code,
  message: `(#${code}) ${title}`,
  error_data: { messaging_product: 'whatsapp', details },
});

describe('the limit of messages to one recipient', () => {
  const pairLimitHit = refused(
    400,
    131_056,
    '(Business Account, Consumer Account) pair rate limit hit',
    'Too many messages sent from this phone number to the same recipient'
  );

  it('is 45 at once', async () => {
    const sandbox = createSandbox();

    expect(await sendMany(sandbox, 45, sameNumber)).toEqual(allTaken(45));
    expect(refusalOf(await sandbox.send())).toEqual(pairLimitHit);
    expect(sandbox.inbox.messages).toHaveLength(45);
  });

  it('is met again by one message every 6 s', async () => {
    const sandbox = createSandbox();
    await sendMany(sandbox, 45, sameNumber);

    sandbox.putForward(5999);
    expect(refusalOf(await sandbox.send())).toEqual(pairLimitHit);

    sandbox.putForward(2);
    expect(await sandbox.send()).toMatchObject({ status: 200 });
    expect(refusalOf(await sandbox.send())).toEqual(pairLimitHit);
  });

  it('is whole again after 270 s, and no more than whole', async () => {
    const sandbox = createSandbox();
    await sendMany(sandbox, 45, sameNumber);

    sandbox.putForward(24 * 60 * 60_000);

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

  it('does not count what could not be read', async () => {
    const sandbox = createSandbox();
    await Promise.all(
      Array.from({ length: 100 }, async () => sandbox.send({ template: undefined }))
    );

    expect(await sendMany(sandbox, 45, sameNumber)).toEqual(allTaken(45));
  });
});

describe('the throughput of a number', () => {
  const throughputReached = refused(
    400,
    130_429,
    'Rate limit hit',
    'Cloud API message throughput has been reached.'
  );

  it('is 80 messages at once', async () => {
    const sandbox = createSandbox();

    expect(await sendMany(sandbox, 80, numberOf)).toEqual(allTaken(80));
    expect(refusalOf(await sandbox.send())).toEqual(throughputReached);
  });

  it('is 80 messages again a second later', async () => {
    const sandbox = createSandbox();
    await sendMany(sandbox, 80, numberOf);

    sandbox.putForward(1000);

    expect(await sendMany(sandbox, 81, numberOf)).toEqual([...allTaken(80), 400]);
  });

  it('is 1,000 messages at once when its level is high', async () => {
    const sandbox = withNumber({ throughputLevel: 'HIGH' });

    expect(await sendMany(sandbox, 1001, numberOf)).toEqual([...allTaken(1000), 400]);
  });

  it('is that of each number', async () => {
    const sandbox = createSandbox({
      account: {
        phoneNumbers: [{ id: '42' }, { id: '43', displayPhoneNumber: '+1 555-010-0002' }],
      },
    });
    await Promise.all(
      Array.from({ length: 80 }, async (_, index) =>
        sandbox.send({ to: numberOf(index) }, path('42'))
      )
    );

    expect(refusalOf(await sandbox.send({}, path('42')))).toEqual(throughputReached);
    expect(await sandbox.send({}, path('43'))).toMatchObject({ status: 200 });
  });
});

describe('the messaging limit of a business', () => {
  it('refuses the 51st person in 24 hours', async () => {
    const sandbox = createSandbox({ account: { messagingLimit: 'TIER_50' } });

    expect(await sendMany(sandbox, 51, numberOf)).toEqual([...allTaken(50), 400]);
    expect(refusalOf(await sandbox.send())).toMatchObject({ status: 400, code: 131_048 });
    expect(await sandbox.send({ to: numberOf(0) })).toMatchObject({ status: 200 });
  });
});

describe('a business number', () => {
  it.each(['BANNED', 'RESTRICTED'])('cannot send while it is %s', async (status) => {
    expect(refusalOf(await withNumber({ status }).send())).toEqual(
      refused(
        403,
        131_031,
        'Account has been locked',
        'Business Account locked: it has been restricted or disabled'
      )
    );
  });

  it.each(['PENDING', 'DISCONNECTED', 'UNVERIFIED'])(
    'is not registered while it is %s',
    async (status) => {
      expect(refusalOf(await withNumber({ status }).send())).toEqual(
        refused(
          400,
          133_010,
          'Account not registered',
          'The business number has not been registered'
        )
      );
    }
  );

  it.each(['CONNECTED', 'FLAGGED'])('can send while it is %s', async (status) => {
    expect(await withNumber({ status }).send()).toMatchObject({ status: 200 });
  });

  it('cannot write to itself, however it is written', async () => {
    const { send } = withNumber({ displayPhoneNumber: '+1 202-555-0143' });

    expect(refusalOf(await send({ to: '+1 (202) 555 0143' }))).toEqual(
      refused(
        400,
        131_021,
        'Recipient cannot be sender',
        'The sender and the recipient have the same phone number'
      )
    );
  });
});

describe("one of Meta's test numbers", () => {
  const allowed = { accountMode: 'SANDBOX' as const, allowedRecipients: ['+12025550143'] };

  it('writes to those that were allowed', async () => {
    expect(await withNumber(allowed).send()).toMatchObject({ status: 200 });
  });

  it('writes to nobody else', async () => {
    expect(refusalOf(await withNumber(allowed).send({ to: '+12025550199' }))).toEqual(
      refused(
        400,
        131_030,
        'Recipient phone number not in allowed list',
        expect.stringContaining('not in allowed list')
      )
    );
  });
});
