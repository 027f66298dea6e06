import { setTimeout as wait } from 'node:timers/promises';

import { assert } from '@silverhand/essentials';
import { z } from 'zod';

import { type AcceptedMessage } from '../meta/answer.js';
import { SendFailure, refuse } from '../meta/failure.js';
import { type AuthenticationMessage, postMessage } from '../meta/messages.js';
import { tolerant } from '../meta/tolerant.js';
import { type Config } from '../types.js';

import { composeMessage } from './compose-message.js';
import { isTimeForATry, retryDelay, sendBudget } from './retry.js';

const text = tolerant(z.string());

/** What Logto asks for, as far as a code is concerned. */
const requestGuard = z.object({
  to: z.string(),
  /** Logto adds usage types with time: any text will do. */
  type: z.string(),
  payload: z.object({ code: text, uiLocales: text, locale: text }),
});

export type SendRequest = z.infer<typeof requestGuard>;

/** @throws {SendFailure} `refused`, when it is no request of Logto's. */
export const readRequest = (data: unknown): SendRequest => {
  const result = requestGuard.safeParse(data);

  assert(
    result.success,
    refuse('The request to send a code lacks the phone number, the usage type or the payload.')
  );

  return result.data;
};

/** What a send returns: plain, small, and without secrets, because Logto may log it. */
export type SendResult = {
  channel: 'whatsapp';
  messageId: string;
  /** Masked. */
  recipient: string;
  status: AcceptedMessage['status'];
};

/** What a send takes from the world around it. */
export type Surroundings = {
  /** A monotonic clock, in milliseconds. */
  now: () => number;
  /** Between 0 and 1. */
  random: () => number;
};

/** Sends within the budget, and again as long as nothing can have been accepted. */
const deliver = async (
  config: Config,
  message: AuthenticationMessage,
  { now, random }: Surroundings,
  { deadline, tried }: { deadline: number; tried: number }
): Promise<AcceptedMessage> => {
  try {
    return await postMessage(config, message, deadline - now());
  } catch (error: unknown) {
    const delay =
      error instanceof SendFailure
        ? retryDelay(error.failure, { tried, remaining: deadline - now(), random: random() })
        : undefined;

    if (delay === undefined) {
      throw error;
    }

    await wait(delay);

    return deliver(config, message, { now, random }, { deadline, tried: tried + 1 });
  }
};

/**
 * Sends one code.
 *
 * Answers by its deadline, which is 7.5 s away unless told. `accepted` means that the gateway took
 * the message for processing; whether it arrives shows only later, in its delivery status.
 *
 * @throws {SendFailure} When the code did not go out, or when that is not known.
 * @throws {ConnectorError} When the config has no template for it.
 */
export const sendCode = async (
  config: Config,
  request: SendRequest,
  surroundings: Surroundings,
  deadline = surroundings.now() + sendBudget
): Promise<SendResult> => {
  const { recipient, template, message } = composeMessage(config, request);

  assert(
    isTimeForATry(deadline - surroundings.now()),
    refuse('There was no time left to send the code, and it was not sent. Please try again.')
  );

  try {
    const accepted = await deliver(config, message, surroundings, { deadline, tried: 1 });

    return {
      channel: 'whatsapp',
      messageId: accepted.messageId,
      recipient: recipient.masked,
      status: accepted.status,
    };
  } catch (error: unknown) {
    throw error instanceof SendFailure ? new SendFailure(error.failure, template) : error;
  }
};
