import { type InboxMessage } from '../../src/sandbox/index.js';

/** A message that was accepted, and does not lie on its phone yet. */
export const messageOf = (index: number, to = '+12025550143'): InboxMessage => ({
  id: `wamid.${index}`,
  channel: 'whatsapp',
  to,
  from: '100000000000001',
  templateName: 'verification_code',
  language: 'en_US',
  code: String(index),
  body: `*${index}* is your verification code.`,
  button: 'Copy code',
  acceptedAt: '2026-11-21T12:00:00.000Z',
  behaviour: 'healthy',
  statuses: [],
});
