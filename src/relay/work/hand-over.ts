import { type SmsSurroundings, prepareSms } from '../../fallback/prepare-sms.js';
import { SmsFailure } from '../../fallback/sms-failure.js';
import { type Claims, type SmsClaims } from '../../registration/claims.js';
import { open } from '../../registration/seal.js';
import { type Delivery } from '../delivery/delivery.js';
import { type DeliveryEvent } from '../delivery/event.js';

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
): Promise<Pick<Claims, 'number' | 'country'> & { sms: SmsClaims }> => {
  const opened = await open(token ?? '', secrets);

  if ('problem' in opened || !opened.claims.sms) {
    throw unreadable;
  }

  const { sms, number, country } = opened.claims;

  return { sms, number, country };
};

/**
 * Hands a code to the provider of the SMS, once.
 *
 * @returns What has come of it; nothing is thrown.
 */
export const handOver = async (
  { token, attempts }: Pick<Delivery, 'token' | 'attempts'>,
  { secrets, ...surroundings }: HandOverSurroundings
): Promise<DeliveryEvent> => {
  try {
    const { sms, number, country } = await readClaims(token, secrets);
    const { fallback, data } = sms;
    const deadline = surroundings.now() + providerTimeout;
    const { code } = data.payload;
    const send = await prepareSms(
      fallback,
      { data, number, country, code, deadline },
      surroundings
    );
    await send();

    return { kind: 'sms-accepted' };
  } catch (error: unknown) {
    return error instanceof SmsFailure
      ? { kind: 'sms-failed', attempt: attempts, failure: error.kind, reason: error.reason }
      : {
          kind: 'sms-failed',
          attempt: attempts,
          failure: 'unanswered',
          reason: {
            explanation: 'The SMS connector failed in an unexpected way.',
            remedy: 'Update it, or use another one.',
          },
        };
  }
};
