import { describe, expect, it } from 'vitest';

import { type InboxMessage, Inbox } from './inbox.js';

const messageOf = (index: number): InboxMessage => ({
  id: `wamid.${index}`,
  to: '+12025550143',
  templateName: 'verification_code',
  language: 'en_US',
  code: String(index),
  body: `*${index}* is your verification code.`,
  button: 'Copy code',
  receivedAt: '2026-11-21T12:00:00.000Z',
});

const inboxOf = (count: number) => {
  const inbox = new Inbox();

  for (const index of Array.from({ length: count }).keys()) {
    inbox.add(messageOf(index));
  }

  return inbox;
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

  it('makes room for more by dropping the oldest', () => {
    const { messages } = inboxOf(10_003);

    expect(messages).toHaveLength(10_000);
    expect(messages[0]?.id).toBe('wamid.3');
    expect(messages.at(-1)?.id).toBe('wamid.10002');
  });

  it('can be emptied, and filled again', () => {
    const inbox = inboxOf(2);

    inbox.clear();
    expect(inbox.messages).toEqual([]);

    inbox.add(messageOf(7));
    expect(inbox.messages).toEqual([messageOf(7)]);
  });

  it('hands out a list that does not change afterwards', () => {
    const inbox = inboxOf(1);
    const { messages } = inbox;

    inbox.add(messageOf(1));

    expect(messages).toHaveLength(1);
  });
});
