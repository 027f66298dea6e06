import { z } from 'zod';

import { type SandboxPhoneNumber } from '../account.js';
import { type World } from '../world.js';

import { GraphError } from './graph-error.js';
import { readRecipient } from './read-recipient.js';

const recipientGuard = z.object({ to: z.string() });

/** Does a send, and keeps it among the refusals when it is refused. */
export const recordRefusals = async (
  world: Pick<World, 'refusals' | 'clock' | 'rules'>,
  { phoneNumber, body }: { phoneNumber: SandboxPhoneNumber; body: unknown },
  send: () => Promise<Response>
): Promise<Response> => {
  try {
    return await send();
  } catch (error: unknown) {
    if (error instanceof GraphError) {
      const to = recipientGuard.safeParse(body).data?.to;
      const { status, code, message, details } = error.fields;

      world.refusals.add({
        at: world.clock.now().toISOString(),
        to: readRecipient(to, { phoneNumber, rules: world.rules }),
        status,
        code,
        message,
        details,
        request: body,
        answer: error.toBody(world.rules),
      });
    }

    throw error;
  }
};
