/** Whether a number may send to a recipient at all, and how often. */
import { type SandboxAccount, type SandboxPhoneNumber } from '../account.js';
import { createLimiter, pairLimit, throughputLimits } from '../limiter.js';
import { type World } from '../world.js';

import { createMessagingLimit } from './messaging-limit.js';
import { sendErrors } from './send-errors.js';

/** @throws {GraphError} */
export const checkPhoneNumber = (
  { reviewStatus }: Pick<SandboxAccount, 'reviewStatus'>,
  phoneNumber: SandboxPhoneNumber,
  to: string
) => {
  const { status, accountMode, allowedRecipients, displayPhoneNumber } = phoneNumber;

  if (reviewStatus === 'REJECTED' || ['BANNED', 'RESTRICTED'].includes(status)) {
    throw sendErrors.accountLocked();
  }

  if (['PENDING', 'DISCONNECTED', 'UNVERIFIED'].includes(status)) {
    throw sendErrors.numberNotRegistered();
  }

  if (to.slice(1) === displayPhoneNumber.replaceAll(/\D/g, '')) {
    throw sendErrors.recipientIsSender();
  }

  if (accountMode === 'SANDBOX' && !allowedRecipients.includes(to)) {
    throw sendErrors.recipientNotAllowed();
  }
};

/**
 * The limits of sends, for all faces together.
 *
 * @returns Counts a send; throws a `GraphError` when it is one too many.
 */
export const createLimits = ({ account, clock }: Pick<World, 'account' | 'clock'>) => {
  const now = () => clock.now().getTime();
  const pairs = createLimiter(pairLimit, now);
  const throughput = {
    STANDARD: createLimiter(throughputLimits.STANDARD, now),
    HIGH: createLimiter(throughputLimits.HIGH, now),
  };
  const isWithinMessagingLimit = createMessagingLimit(account.messagingLimit, now);

  return ({ id, throughputLevel }: SandboxPhoneNumber, to: string) => {
    if (!throughput[throughputLevel].take(id)) {
      throw sendErrors.throughput();
    }

    if (!pairs.take(`${id} ${to}`)) {
      throw sendErrors.pairLimit();
    }

    if (!isWithinMessagingLimit(to)) {
      throw sendErrors.messagingLimit();
    }
  };
};
