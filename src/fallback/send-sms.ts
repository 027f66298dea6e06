/** Sends the code by SMS, when WhatsApp has not taken it. */
import { type FallbackConfig } from './config.js';
import { type SmsCounter, limitReached } from './limits.js';
import { type SmsRequest, type SmsSurroundings, prepareSms } from './prepare-sms.js';

/**
 * Sends the code by SMS, or records that it would have.
 *
 * @returns Whether it went out; not with the mode `record`.
 * @throws {SmsFailure} When a guard does not allow it, or the provider does not take it.
 */
export const sendSms = async (
  fallback: FallbackConfig,
  request: SmsRequest,
  surroundings: SmsSurroundings & { counter: Pick<SmsCounter, 'take' | 'giveBack'> }
): Promise<boolean> => {
  const handOver = await prepareSms(fallback, request, surroundings);
  const at = surroundings.now();
  const limit = surroundings.counter.take(request.number, fallback, at);

  if (limit) {
    throw limitReached(limit);
  }

  if (fallback.mode === 'record') {
    return false;
  }

  await handOver(() => {
    // While a provider is away, the limits must not be used up by SMS that nobody gets.
    surroundings.counter.giveBack(request.number, at);
  });

  return true;
};
