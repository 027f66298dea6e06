import { describe, expect, it, vi } from 'vitest';

import { messageOf } from '../../test/support/inbox-message.js';

import { Inbox } from './inbox.js';

const number = '+12025550143';
const other = '+12025550199';
const arrivedAt = '2026-11-21T12:00:01.000Z';
const exchange = { request: { to: number }, answer: { messages: [] } };

/** An inbox with so many messages, none of which lies on a phone yet. */
const inboxOf = (count: number) => {
  const inbox = new Inbox();

  for (const index of Array.from({ length: count }).keys()) {
    inbox.add(messageOf(index), exchange);
  }

  return inbox;
};

const arrive = (inbox: Inbox, index: number) => {
  inbox.update(`wamid.${index}`, (message) => ({ ...message, arrivedAt }));
};

const report = (inbox: Inbox, status: 'sent' | 'failed') => {
  inbox.update('wamid.0', (message) => ({
    ...message,
    statuses: [...message.statuses, { status, at: arrivedAt }],
  }));
};

describe('the inbox', () => {
  it('lists its messages, oldest first', () => {
    expect(inboxOf(3).messages).toEqual([messageOf(0), messageOf(1), messageOf(2)]);
  });

  it('keeps 10,000 messages', () => {
    const { messages } = inboxOf(10_000);

    expect(messages).toHaveLength(10_000);
    expect(messages[0]?.id).toBe('wamid.0');
  });

  it('makes room for more by dropping the oldest, and what went over the wire for them', () => {
    const inbox = inboxOf(10_003);

    expect(inbox.messages).toHaveLength(10_000);
    expect(inbox.messages[0]?.id).toBe('wamid.3');
    expect(inbox.messages.at(-1)?.id).toBe('wamid.10002');
    expect(inbox.exchangeOf('wamid.2')).toBeUndefined();
    expect(inbox.exchangeOf('wamid.3')).toEqual(exchange);
  });

  it('hands out a list that does not change afterwards', () => {
    const inbox = inboxOf(1);
    const { messages } = inbox;

    inbox.add(messageOf(1), exchange);

    expect(messages).toHaveLength(1);
  });

  it('finds a message by its id', () => {
    const inbox = inboxOf(2);

    expect(inbox.get('wamid.1')).toEqual(messageOf(1));
    expect(inbox.get('wamid.2')).toBeUndefined();
  });

  it('keeps the place of a message that changes', () => {
    const inbox = inboxOf(2);

    inbox.update('wamid.0', (message) => ({ ...message, behaviour: 'phone-off' }));

    expect(inbox.messages.map(({ behaviour }) => behaviour)).toEqual(['phone-off', 'healthy']);
  });

  it('takes no change of a message that has made room', () => {
    const inbox = inboxOf(1);
    const changed = vi.fn();
    inbox.events.on('change', changed);

    arrive(inbox, 7);

    expect(changed).not.toHaveBeenCalled();
    expect(inbox.messages).toEqual([messageOf(0)]);
  });
});

describe('waiting for a status', () => {
  it('counts one that was reported already', async () => {
    const inbox = inboxOf(1);
    report(inbox, 'sent');

    expect(await inbox.waitForStatus('wamid.0', 'sent')).toEqual(inbox.messages[0]);
  });

  it('passes over other statuses', async () => {
    const inbox = inboxOf(1);
    const waiting = inbox.waitForStatus('wamid.0', 'failed');
    report(inbox, 'sent');
    report(inbox, 'failed');

    expect(await waiting).toMatchObject({ statuses: [{ status: 'sent' }, { status: 'failed' }] });
  });

  it('gives up in time', async () => {
    await expect(inboxOf(1).waitForStatus('wamid.0', 'read', { timeout: 5 })).rejects.toThrow(
      'The message was not read within 5 ms.'
    );
  });
});

describe('clearing the inbox', () => {
  it('leaves nothing, and it can be filled again', () => {
    const inbox = inboxOf(2);

    inbox.clear();
    expect(inbox.messages).toEqual([]);
    expect(inbox.exchangeOf('wamid.0')).toBeUndefined();

    inbox.add(messageOf(7), exchange);
    expect(inbox.messages).toEqual([messageOf(7)]);
  });

  it('leaves what is of other numbers', () => {
    const inbox = inboxOf(1);
    const cleared = vi.fn();
    inbox.events.on('clear', cleared);
    inbox.add(messageOf(1, other), exchange);

    inbox.clear(number);

    expect(inbox.messages).toEqual([messageOf(1, other)]);
    expect(cleared.mock.calls).toEqual([[number]]);
  });
});

describe('the latest message', () => {
  it('is none while nothing lies on the phone', () => {
    expect(inboxOf(2).latest(number)).toBeUndefined();
  });

  it('is the last of its number that lies on the phone', () => {
    const inbox = inboxOf(3);
    inbox.add(messageOf(3, other), exchange);
    arrive(inbox, 0);
    arrive(inbox, 1);
    arrive(inbox, 3);

    expect(inbox.latest(number)?.id).toBe('wamid.1');
    expect(inbox.latest(other)?.id).toBe('wamid.3');
  });

  it('is one that was accepted after another, when it has to be', () => {
    const inbox = inboxOf(2);
    arrive(inbox, 0);
    arrive(inbox, 1);

    expect(inbox.latest(number, 'wamid.0')?.id).toBe('wamid.1');
    expect(inbox.latest(number, 'wamid.1')).toBeUndefined();
  });

  it('is any when the other has made room', () => {
    const inbox = inboxOf(1);
    arrive(inbox, 0);

    expect(inbox.latest(number, 'wamid.unknown')?.id).toBe('wamid.0');
  });
});

describe('waiting for a message', () => {
  it('is over at once when one lies on the phone', async () => {
    const inbox = inboxOf(1);
    arrive(inbox, 0);

    expect(await inbox.waitFor(number)).toMatchObject({ id: 'wamid.0' });
  });

  it('is over when one arrives', async () => {
    const inbox = inboxOf(1);
    const waiting = inbox.waitFor(number);

    arrive(inbox, 0);

    expect(await waiting).toMatchObject({ id: 'wamid.0', arrivedAt });
  });

  it('goes on when another phone gets one', async () => {
    const inbox = inboxOf(1);
    inbox.add(messageOf(1, other), exchange);
    const waiting = inbox.waitFor(number);

    arrive(inbox, 1);
    arrive(inbox, 0);

    expect(await waiting).toMatchObject({ id: 'wamid.0' });
  });

  it('takes no message that was accepted before', async () => {
    const inbox = inboxOf(2);
    arrive(inbox, 0);
    const waiting = inbox.waitFor(number, { after: 'wamid.0' });

    arrive(inbox, 1);

    expect(await waiting).toMatchObject({ id: 'wamid.1' });
  });

  it('can be done by many, who leave nothing behind', async () => {
    const inbox = inboxOf(1);
    const waiting = Array.from({ length: 50 }, async () => inbox.waitFor(number));

    arrive(inbox, 0);

    const messages = await Promise.all(waiting);
    expect(new Set(messages.map(({ id }) => id))).toEqual(new Set(['wamid.0']));
    expect(inbox.events.listenerCount('change')).toBe(0);
  });

  it('takes a number as people write it', async () => {
    const inbox = inboxOf(1);
    arrive(inbox, 0);

    expect(await inbox.waitFor('1 (202) 555-0143')).toMatchObject({ id: 'wamid.0' });
    expect(inbox.latest('12025550143')?.id).toBe('wamid.0');
  });

  it('is refused at once for what is no number', async () => {
    await expect(inboxOf(0).waitFor('somebody')).rejects.toThrow('"somebody" is no phone number.');
  });

  it('ends with the last four digits of the number, and no more of it', async () => {
    const waiting = inboxOf(0).waitFor(number, { timeout: 10 });

    await expect(waiting).rejects.toThrow(/^No code has come to …0143\./);
    await expect(waiting).rejects.not.toThrow('2025550143');
  });

  it('says what is known of a message that has not arrived', async () => {
    const inbox = inboxOf(1);

    await expect(inbox.waitFor(number, { timeout: 1 })).rejects.toThrow('A code is on its way');

    inbox.update('wamid.0', (message) => ({ ...message, behaviour: 'phone-off' }));
    await expect(inbox.waitFor(number, { timeout: 1 })).rejects.toThrow(
      'A code was accepted for …0143, but this phone behaves as "phone-off".'
    );
  });
});
