import { beforeEach, describe, expect, it, vi } from 'vitest';

import { acceptedAt, registeredWith, sealedToken } from '../../../test/support/relay-deliveries.js';
import { openMemory } from '../../../test/support/relay-memory.js';
import { type Queries } from '../database/database.js';
import { type DeliveryEvent } from '../delivery/event.js';

import { insertDeliveries, selectForUpdate } from './statements.js';
import { applyChanges, readTime } from './store.js';

const { database, identity, read } = await openMemory();

const delivered = { kind: 'status', status: 'delivered' } as const;
const failed = { kind: 'status', status: 'failed', errorCode: 131_026 } as const;

const changeOf = (messageId: string, event: DeliveryEvent) => ({
  id: identity.delivery(messageId),
  event,
});

const query = vi.fn<Queries['query']>();

beforeEach(() => {
  query.mockReset();
  query.mockImplementation(async (text, values) => database.query(text, values));
});

describe('what has happened', () => {
  it('makes a delivery, and is read again as it was written', async () => {
    const [applied] = await applyChanges(
      { query },
      [changeOf('one', registeredWith())],
      acceptedAt + 30_000
    );

    expect(applied).toMatchObject({ id: identity.delivery('one'), before: undefined });
    expect(await read('one')).toEqual(applied?.delivery);
    expect(applied?.delivery).toMatchObject({ state: 'waiting', token: sealedToken });
  });

  it('changes a delivery', async () => {
    await applyChanges({ query }, [changeOf('one', registeredWith())]);
    const [applied] = await applyChanges({ query }, [changeOf('one', failed)]);

    expect(applied).toMatchObject({
      before: { state: 'waiting' },
      delivery: { state: 'sms-due' },
      decisions: [{ kind: 'send-sms' }],
    });
    // The token stays where it is.
    expect(await read('one')).toEqual({ ...applied?.delivery, token: sealedToken });
  });

  it('is applied in order, also to one that is not there yet', async () => {
    const [applied] = await applyChanges({ query }, [
      changeOf('one', failed),
      changeOf('one', registeredWith()),
      changeOf('one', delivered),
    ]);

    expect(applied).toMatchObject({
      before: undefined,
      delivery: { state: 'delivered' },
      decisions: [{ kind: 'nothing' }, { kind: 'send-sms' }, { kind: 'settle' }],
    });
    expect(await read('one')).toEqual(applied?.delivery);
  });

  it('is written in two statements, however many deliveries it concerns', async () => {
    const names = ['one', 'two', 'three'];
    await applyChanges(
      { query },
      names.map((name) => changeOf(name, delivered))
    );

    // The time, what is known, and what is new.
    expect(query).toHaveBeenCalledTimes(3);
    query.mockClear();
    await applyChanges(
      { query },
      [...names, 'four'].map((name) => changeOf(name, registeredWith()))
    );

    expect(query).toHaveBeenCalledTimes(4);
    expect(await Promise.all([...names, 'four'].map(async (name) => read(name)))).toMatchObject([
      { state: 'delivered' },
      { state: 'delivered' },
      { state: 'delivered' },
      { state: 'waiting' },
    ]);
  });

  it('is not written when it says nothing new', async () => {
    await applyChanges({ query }, [changeOf('one', delivered)]);
    query.mockClear();
    await applyChanges({ query }, [changeOf('one', delivered)]);

    expect(query).toHaveBeenCalledTimes(2);
  });

  it('makes no delivery anew that was deleted', async () => {
    await applyChanges({ query }, [
      changeOf('one', { kind: 'deadline' }),
      changeOf('two', { kind: 'sms-accepted' }),
    ]);

    expect(await read('one')).toBeUndefined();
    expect(await read('two')).toBeUndefined();
  });
});

it('is found by the relay that comes second, when two make the same delivery at once', async () => {
  await applyChanges({ query }, [changeOf('one', registeredWith()), changeOf('two', delivered)]);
  // As if the other relay had not been there yet.
  query.mockImplementationOnce(async (text) => {
    expect(text).toBe(selectForUpdate);

    return [];
  });
  const applied = await applyChanges(
    { query },
    [changeOf('one', failed), changeOf('three', failed)],
    acceptedAt + 60_000
  );

  expect(query.mock.calls.filter(([text]) => text === insertDeliveries)).toHaveLength(2);
  expect(applied.map(({ id, before }) => [id, before?.state])).toEqual([
    [identity.delivery('three'), undefined],
    [identity.delivery('one'), 'waiting'],
  ]);
  expect(await read('one')).toMatchObject({
    state: 'sms-due',
    failure: { at: acceptedAt + 60_000 },
  });
});

it('is told in milliseconds by the clock of the database', async () => {
  query.mockResolvedValueOnce([{ now: '1795262400123.5' }]);

  expect(await readTime({ query })).toBe(Date.parse('2026-11-21T12:00:00.124Z'));
  expect(Math.abs((await readTime(database)) - Date.now())).toBeLessThan(60_000);
});
