import { randomUUID } from 'node:crypto';

import { type World } from '../world.js';

/** An SMS as a provider's API has taken it. */
export type Sms = {
  /** E.164, with the `+`. */
  to: string;
  body: string;
  code: string;
  /** Whose API it came by. */
  from: string;
  request: unknown;
};

/** The first run of digits, or of capitals and digits, that could be a code. */
export const findCode = (body: string): string => /\b\d{4,10}\b/.exec(body)?.[0] ?? '';

/**
 * Puts an SMS on the phone at once: every phone takes SMS, also one that has no WhatsApp.
 *
 * @param answerFor Makes the provider's answer from the message id.
 */
export const receiveSms = <Answer>(
  { inbox, clock }: Pick<World, 'inbox' | 'clock'>,
  { to, body, code, from, request }: Sms,
  answerFor: (id: string) => Answer
): Answer => {
  const id = `SM${randomUUID().replaceAll('-', '')}`;
  const at = clock.now().toISOString();
  const answer = answerFor(id);

  inbox.add(
    {
      id,
      channel: 'sms',
      to,
      from,
      code,
      body,
      acceptedAt: at,
      arrivedAt: at,
      behaviour: 'healthy',
      statuses: [],
    },
    { request, answer }
  );

  return answer;
};
