import { describe, expect, it, vi } from 'vitest';

import { eventually } from '../../../test/support/eventually.js';
import { smsSettings } from '../../../test/support/relay-deliveries.js';
import { openMemory } from '../../../test/support/relay-memory.js';
import { connectorName } from '../../../test/support/sms-provider.js';
import { SmsFailure } from '../../fallback/sms-failure.js';
import { smsJobId } from '../identity.js';

import { claimSms, findClaimed } from './claim-sms.js';
import { processDeadlines } from './deadlines.js';
import {
  deletedAtOnce,
  sweepAbandoned,
  sweepOld,
  sweepStranded,
  sweepUnregistered,
} from './sweep.js';

const { database, jobs, identity, ledger, read, record, register, age, ripen, readJobs } =
  await openMemory();

const failed = { kind: 'status', status: 'failed', errorCode: 131_026 } as const;
const otherNumber = '+12025550199';

/** Every connector is there. */
const ready = vi.fn<(connector: string) => Promise<SmsFailure | undefined>>();

const claim = async (
  maximum: number,
  prepare: (connector: string) => Promise<SmsFailure | undefined> = ready,
  name = 'a claim'
) => {
  const { claimed } = await claimSms(ledger, jobs, { maximum, prepare, claim: name });

  return claimed;
};

const names = (claimed: ReadonlyArray<{ id: string }>, messageIds: readonly string[]) =>
  messageIds.filter((messageId) => claimed.some(({ id }) => id === identity.delivery(messageId)));

describe('an SMS that is due', () => {
  it('is claimed, with what is needed to hand it over', async () => {
    await register('one');
    await record('one', failed);
    const [claimed, ...others] = await claim(10);

    expect(others).toEqual([]);
    expect(claimed?.id).toBe(identity.delivery('one'));
    expect(claimed?.delivery).toMatchObject({ state: 'sms-started', attempts: 1 });
    expect(claimed?.delivery.token?.split('.')).toHaveLength(5);
    expect(ready.mock.calls).toEqual([[connectorName]]);
    expect(await jobs.depth()).toMatchObject({ sms: 0 });
  });

  it('is claimed once, also by two who ask at the same time', async () => {
    const all = ['one', 'two', 'three'];
    await Promise.all(all.map(async (name) => register(name, {}, `+1202555010${name.length}`)));
    await Promise.all(all.map(async (name) => record(name, failed)));
    const [mine, theirs] = await Promise.all([claim(2), claim(2)]);

    expect(names([...mine, ...theirs], all)).toEqual(all);
    expect([mine.length, theirs.length]).toEqual([2, 1]);
    expect(await claim(2)).toEqual([]);
  });

  it('is found by whoever has claimed it, and was not told', async () => {
    await register('one');
    await register('two', {}, otherNumber);
    await record('one', failed);
    const claimed = await claim(10, ready, 'mine');
    await record('two', failed);
    await claim(10, ready, 'theirs');

    expect(await findClaimed(ledger, 'mine')).toEqual(claimed);
    expect(await findClaimed(ledger, "nobody's")).toEqual([]);

    // What has come to its end is nobody's any more.
    await record('one', { kind: 'sms-accepted' });
    expect(await findClaimed(ledger, 'mine')).toEqual([]);
  });

  it('is due again when whoever claimed it did not come to an end', async () => {
    await register('one');
    await record('one', failed);

    await expect(
      claim(10, async () => {
        throw new Error('killed');
      })
    ).rejects.toThrow('killed');
    expect(await read('one')).toMatchObject({ state: 'sms-due', attempts: 0 });
    expect(await claim(10)).toHaveLength(1);
  });

  it('is not claimed when WhatsApp has delivered in the meantime', async () => {
    await register('one');
    await record('one', failed);
    await record('one', { kind: 'status', status: 'delivered' });

    expect(await claim(10)).toEqual([]);
    expect(await read('one')).toMatchObject({ state: 'delivered', attempts: 0 });
  });

  it('is nothing to a delivery that wants none', async () => {
    const deliveryId = identity.delivery('one');
    await register('one', { sms: undefined });
    await jobs.add([{ queue: 'sms', id: smsJobId(deliveryId, 1), deliveryId, at: 0 }], database);

    expect(await claim(10)).toEqual([]);
    expect(await read('one')).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(await jobs.depth()).toMatchObject({ sms: 0 });
  });

  it('is forgotten with its delivery', async () => {
    await register('one');
    await record('one', failed);
    await database.query('delete from whatsapp_otp.deliveries');

    expect(await claim(10)).toEqual([]);
    expect(await read('one')).toBeUndefined();
    expect(await jobs.depth()).toMatchObject({ sms: 0 });
  });
});

describe('a limit', () => {
  const limits = { ...smsSettings, maxPerNumberPerHour: 2, maxPerHour: 3 };

  const makeDue = async (name: string, number?: string) => {
    await register(name, { sms: limits }, number);
    await record(name, failed);
  };

  it('for a number counts those that are claimed together', async () => {
    await makeDue('one');
    await makeDue('two');
    await makeDue('three');
    const claimed = await claim(10);
    const states = await Promise.all(['one', 'two', 'three'].map(async (name) => read(name)));

    expect(claimed).toHaveLength(2);
    expect(states.filter((delivery) => delivery?.state === 'sms-started')).toHaveLength(2);
    expect(states.find((delivery) => delivery?.state === 'sms-failed')?.reason).toMatchObject({
      explanation: 'This number has had as many SMS as it may have in an hour.',
    });
  });

  it('for all counts those of every number', async () => {
    for (const number of ['+12025550101', '+12025550102', '+12025550103']) {
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await makeDue(number, number);
    }

    expect(await claim(10)).toHaveLength(3);
    await makeDue('last', '+12025550104');
    expect(await claim(10)).toEqual([]);
    expect(await read('last')).toMatchObject({
      state: 'sms-failed',
      reason: { explanation: 'As many SMS have gone out as may go out in an hour.' },
    });
  });

  it('holds for an hour', async () => {
    await makeDue('one');
    await makeDue('two');
    await claim(10);
    await age('59 minutes');
    await makeDue('three');
    expect(await claim(10)).toEqual([]);
    await age('1 minute');
    await makeDue('four');
    expect(await claim(10)).toHaveLength(1);
  });

  it('does not count what could not be brought to its provider', async () => {
    await makeDue('one');
    await makeDue('two');
    await claim(10);
    const failure = {
      kind: 'sms-failed',
      attempt: 1,
      failure: 'not-reached',
      reason: { explanation: '', remedy: '' },
    } as const;
    await record('one', failure);
    await record('two', failure);
    await makeDue('three');

    expect(names(await claim(10), ['three'])).toEqual(['three']);
  });

  it('does not count an earlier try of the same SMS', async () => {
    await register('one', { sms: { ...limits, maxPerNumberPerHour: 1, maxPerHour: 1 } });
    await record('one', failed);
    await claim(10);
    await record('one', {
      kind: 'sms-failed',
      attempt: 1,
      failure: 'not-reached',
      reason: { explanation: '', remedy: '' },
    });
    await ripen();

    expect(await claim(10)).toMatchObject([{ delivery: { attempts: 2 } }]);
  });
});

describe('an SMS that would be refused', () => {
  it.each([
    ['is not started', 'send'],
    ['is not recorded as if it would have gone out', 'record'],
  ] as const)('%s, and says why', async (_, mode) => {
    const sms = { ...smsSettings, mode };
    await register('abroad', { sms: { ...sms, allowedCountries: ['BR'] } });
    await record('abroad', failed);
    expect(await claim(10)).toEqual([]);
    expect(await read('abroad')).toMatchObject({
      state: 'sms-failed',
      reason: { explanation: 'No SMS goes to numbers of this country.' },
    });

    const reason = { explanation: 'It is not installed.', remedy: 'Install it.' };
    await register('missing', { sms });
    await record('missing', failed);
    expect(await claim(10, async () => new SmsFailure('unusable', reason))).toEqual([]);
    expect(await read('missing')).toMatchObject({ state: 'sms-failed', reason });
  });
});

describe('an SMS that is only to be recorded', () => {
  const sms = { ...smsSettings, mode: 'record', maxPerNumberPerHour: 1 } as const;

  it('is recorded as often as one would have gone out', async () => {
    for (const name of ['one', 'two']) {
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await register(name, { sms });
      // eslint-disable-next-line no-await-in-loop -- see above
      await record(name, failed);
    }

    expect(await claim(10)).toEqual([]);
    const states = await Promise.all(['one', 'two'].map(async (name) => read(name)));
    expect(new Set(states.map((delivery) => delivery?.state))).toEqual(
      new Set(['recorded', 'sms-failed'])
    );
  });

  it('does not count for those that are sent', async () => {
    await register('recorded', { sms });
    await record('recorded', failed);
    await claim(10);
    await register('sent', { sms: { ...sms, mode: 'send' } });
    await record('sent', failed);

    expect(await claim(10)).toHaveLength(1);
    await register('again', { sms: { ...sms, mode: 'send' } });
    await record('again', failed);
    expect(await claim(10)).toEqual([]);
  });
});

describe('a deadline', () => {
  it('that has come makes an SMS of what is not delivered', async () => {
    await register('one', { age: 25 });
    await register('two', {}, otherNumber);

    expect(await processDeadlines(ledger, jobs)).toBe(false);
    expect(await read('one')).toMatchObject({ state: 'sms-due', trigger: 'deadline' });
    expect(await read('two')).toMatchObject({ state: 'waiting' });
    await eventually(async () => {
      expect(await readJobs()).toEqual(['deadline created', 'sms created']);
    });
  });

  it('says that there may be more when there were 1,000', async () => {
    const deliveryId = identity.delivery('one');
    await jobs.add(
      Array.from({ length: 1001 }, (_, index) => ({
        queue: 'deadline' as const,
        id: smsJobId(deliveryId, index),
        deliveryId,
        at: 0,
      })),
      database
    );

    expect(await processDeadlines(ledger, jobs)).toBe(true);
    expect(await processDeadlines(ledger, jobs)).toBe(false);
  });
});

describe('what a crash has left', () => {
  it('is ended a minute after it was claimed', async () => {
    await register('one');
    await record('one', failed);
    await claim(10);
    await sweepAbandoned({ ledger, database });
    expect(await read('one')).toMatchObject({ state: 'sms-started' });
    await age('61 seconds');
    await sweepAbandoned({ ledger, database });
    expect(await read('one')).toMatchObject({ state: 'sms-unknown' });
    expect(await read('one')).not.toHaveProperty('token');
  });

  it('without a job loses its secret when the code has expired', async () => {
    await register('waiting', { age: 601 });
    await register('without SMS', { age: 601, sms: undefined });
    await register('due', { age: 599, codeLifetime: 600.05 });
    await record('due', failed);
    expect(await read('due')).toMatchObject({ state: 'sms-due' });
    await database.query('delete from whatsapp_otp_jobs.job');
    await age('21 minutes');

    await eventually(async () => {
      await sweepStranded({ ledger, database });
      expect(await read('due')).toMatchObject({ state: 'expired' });
    });
    expect(await read('waiting')).toMatchObject({ state: 'expired' });
    expect(await read('without SMS')).toMatchObject({ state: 'undelivered' });
    expect(await read('due')).not.toHaveProperty('token');
  });

  it('stays when the code is valid for longer', async () => {
    await register('waiting', { codeLifetime: 86_400 });
    await register('due', { codeLifetime: 86_400 });
    await record('due', failed);
    await age('21 minutes');
    await sweepStranded({ ledger, database });

    expect(await read('waiting')).toMatchObject({ state: 'waiting' });
    expect(await read('due')).toMatchObject({ state: 'sms-due', attempts: 0 });
  });

  it('as a status that nobody registered goes after an hour', async () => {
    await record('one', failed);
    await age('61 minutes');
    await record('two', failed);
    await register('three');
    expect(await sweepUnregistered({ ledger, database })).toBe(false);

    expect(await read('one')).toBeUndefined();
    expect(await read('two')).toBeDefined();
    expect(await read('three')).toBeDefined();
  });
});

it('keeps a delivery for as long as it is told to', async () => {
  await register('one');
  await age('2 hours');
  await register('two');

  expect(await sweepOld({ ledger, database }, 3)).toBe(false);
  expect(await read('one')).toBeDefined();
  expect(await sweepOld({ ledger, database }, 2)).toBe(false);
  expect(await read('one')).toBeUndefined();
  expect(await read('two')).toBeDefined();
  expect(
    await sweepOld(
      {
        ledger,
        database: { query: async () => Array.from({ length: deletedAtOnce }, () => ({})) },
      },
      2
    )
  ).toBe(true);
});
