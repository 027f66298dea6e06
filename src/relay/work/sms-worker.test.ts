import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { eventually } from '../../../test/support/eventually.js';
import { Gate } from '../../../test/support/gate.js';
import { claims, relaySecret } from '../../../test/support/registration.js';
import { deliveryIn } from '../../../test/support/relay-deliveries.js';
import { providerWith } from '../../../test/support/sms-provider.js';
import { type Provider } from '../../fallback/provider.js';
import { seal } from '../../registration/seal.js';
import { type Change } from '../store/store.js';

import { claimSms, findClaimed } from './claim-sms.js';
import { SmsWorker } from './sms-worker.js';

vi.mock('node:timers/promises', async () => import('../../../test/support/waits.js'));
vi.mock('./claim-sms.js', () => ({
  claimSms: vi.fn<typeof claimSms>(),
  findClaimed: vi.fn<typeof findClaimed>(),
}));

const token = await seal(claims, relaySecret);
const claim = vi.mocked(claimSms);
const find = vi.mocked(findClaimed);

const sms = (id: string) => ({ id, delivery: deliveryIn('sms-started', { token }) });

beforeEach(() => {
  vi.useFakeTimers();
  claim.mockReset();
  claim.mockResolvedValue({ claimed: [], mayHaveMore: false });
  find.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
});

const createWorker = (provider: Provider) => {
  const record = vi.fn<(changes: readonly Change[]) => Promise<void>>();
  const load = vi.fn<() => Promise<Provider | undefined>>(async () => provider);
  const worker = new SmsWorker(
    { record, transaction: vi.fn() },
    { take: vi.fn(), finish: vi.fn() },
    {
      secrets: [relaySecret],
      providers: { load },
      howToInstall: () => '',
      now: () => 0,
    }
  );

  return { worker, record, load };
};

describe('an SMS that is claimed', () => {
  it('is handed over, and what has come of it is recorded', async () => {
    const provider = providerWith();
    const { worker, record } = createWorker(provider);
    claim.mockResolvedValueOnce({ claimed: [sms('one')], mayHaveMore: false });

    expect(await worker.work()).toBe(false);
    await worker.finish();
    expect(provider.sendMessage).toHaveBeenCalledTimes(1);
    expect(record.mock.calls).toEqual([[[{ id: 'one', event: { kind: 'sms-accepted' } }]]]);
  });

  it('is recorded when the database is back, and handed over only once', async () => {
    const provider = providerWith();
    const { worker, record } = createWorker(provider);
    record.mockRejectedValueOnce(new Error('away'));
    record.mockRejectedValueOnce(new Error('away'));
    claim.mockResolvedValueOnce({ claimed: [sms('one')], mayHaveMore: false });
    await worker.work();
    await eventually(() => {
      expect(record).toHaveBeenCalledTimes(1);
    });
    await vi.advanceTimersByTimeAsync(1000);
    await worker.finish();

    expect(record).toHaveBeenCalledTimes(3);
    expect(provider.sendMessage).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is given up after a minute without a database', async () => {
    const { worker, record } = createWorker(providerWith());
    record.mockRejectedValue(new Error('away'));
    claim.mockResolvedValueOnce({ claimed: [sms('one')], mayHaveMore: false });
    await worker.work();
    await eventually(() => {
      expect(record).toHaveBeenCalled();
    });
    await vi.advanceTimersByTimeAsync(60_000);
    await worker.finish();

    expect(record).toHaveBeenCalledTimes(120);
  });
});

describe('a claim whose end nobody has heard', () => {
  it('is asked for before the next, until there is an answer, and its SMS is handed over', async () => {
    const provider = providerWith();
    const { worker } = createWorker(provider);
    const away = new Error('away');
    claim.mockRejectedValueOnce(away);
    find.mockRejectedValueOnce(away);
    find.mockResolvedValueOnce([sms('one')]);

    await expect(worker.work()).rejects.toBe(away);
    await expect(worker.work()).rejects.toBe(away);
    expect(claim).toHaveBeenCalledTimes(1);
    await worker.work();
    await worker.work();
    await worker.finish();

    const name = claim.mock.calls[0]?.[2].claim;
    expect(name).toBeDefined();
    expect(find.mock.calls.map((call) => call[1])).toEqual([name, name]);
    expect(new Set(claim.mock.calls.map((call) => call[2].claim)).size).toBe(3);
    expect(provider.sendMessage).toHaveBeenCalledTimes(1);
  });
});

describe('a relay', () => {
  it('has no more than 50 SMS under way', async () => {
    const gate = new Gate();
    const provider = providerWith(async () => gate.pass());
    const { worker } = createWorker(provider);
    claim.mockImplementation(async (_ledger, _jobs, { maximum }) => ({
      claimed: Array.from({ length: maximum }, () => sms('one')),
      mayHaveMore: true,
    }));

    for (const _ of Array.from({ length: 5 })) {
      // eslint-disable-next-line no-await-in-loop -- one after the other
      expect(await worker.work()).toBe(true);
    }

    expect(await worker.work()).toBe(false);
    expect(claim.mock.calls.map((call) => call[2].maximum)).toEqual([10, 10, 10, 10, 10]);
    await eventually(() => {
      expect(gate.waiting).toBe(50);
    });
    gate.open();
    await worker.finish();
    expect(await worker.work()).toBe(true);
    await eventually(() => {
      expect(gate.waiting).toBe(10);
    });
    gate.open();
    await worker.finish();
  });

  it('says before it claims that a connector is not installed', async () => {
    const { worker, load } = createWorker(providerWith());
    await worker.work();
    load.mockImplementation(vi.fn<() => Promise<undefined>>());

    expect(await claim.mock.calls[0]?.[2].prepare('connector-one')).toMatchObject({
      kind: 'unusable',
      reason: { explanation: 'connector-one is not installed, or is no SMS connector.' },
    });
  });

  it('loads a connector before it claims, for as long as 3 s', async () => {
    const { worker, load } = createWorker(providerWith());
    await worker.work();
    const prepare = claim.mock.calls[0]?.[2].prepare;
    expect(await prepare?.('connector-one')).toBeUndefined();
    expect(load.mock.calls).toEqual([['connector-one']]);

    load.mockImplementation(async () => new Promise<undefined>(vi.fn()));
    const prepared = vi.fn();
    const slow = async () => {
      prepared(await prepare?.('connector-two'));
    };
    const preparing = slow();
    await vi.advanceTimersByTimeAsync(2999);
    expect(prepared).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await preparing;
    expect(prepared.mock.calls).toEqual([[undefined]]);
  });
});
