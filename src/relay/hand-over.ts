import { type SmsSurroundings, prepareSms } from '../fallback/prepare-sms.js';
import { SmsFailure } from '../fallback/sms-failure.js';
import { type SmsClaims } from '../registration/claims.js';
import { open } from '../registration/seal.js';

import { type DeliveryEvent } from './event.js';

/** Milliseconds that a provider has. */
const providerTimeout = 8000;

export type HandOverSurroundings = SmsSurroundings & { secrets: readonly string[] };

const unreadable = new SmsFailure('unusable', {
  explanation: 'The code could not be decrypted.',
  remedy:
    'RELAY_SECRET was changed while the code was on its way. While you change it, name both, the new one first, separated by a comma.',
});

const readClaims = async (
  token: string | undefined,
  secrets: readonly string[]
): Promise<{ sms: SmsClaims; number: string }> => {
  const opened = await open(token ?? '', secrets);

  if ('problem' in opened || !opened.claims.sms) {
    throw unreadable;
  }

  const { sms, number } = opened.claims;

  return { sms, number };
};

/**
 * Hands a code to the provider of the SMS, once.
 *
 * @returns What has come of it; nothing is thrown.
 */
export const handOver = async (
  token: string | undefined,
  { secrets, ...surroundings }: HandOverSurroundings
): Promise<DeliveryEvent> => {
  try {
    const { sms, number } = await readClaims(token, secrets);
    const { fallback, data } = sms;
    const deadline = surroundings.now() + providerTimeout;
    const { code } = data.payload;
    const send = await prepareSms(fallback, { data, number, code, deadline }, surroundings);
    await send();

    return { kind: 'sms-accepted' };
  } catch (error: unknown) {
    return error instanceof SmsFailure
      ? { kind: 'sms-failed', failure: error.kind, reason: error.reason }
      : {
          kind: 'sms-failed',
          failure: 'unanswered',
          reason: {
            explanation: 'The SMS connector failed in an unexpected way.',
            remedy: 'Update it, or use another one.',
          },
        };
  }
};
