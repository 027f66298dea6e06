import { type SandboxAccount } from '../account.js';

/**
 * How many people a business may write to within 24 hours. Source: Meta, "Messaging limits".
 */
const limits: Readonly<Record<SandboxAccount['messagingLimit'], number>> = Object.freeze({
  TIER_50: 50,
  TIER_250: 250,
  TIER_2K: 2000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
  TIER_UNLIMITED: Number.POSITIVE_INFINITY,
});

/** By first-hand reports, such a business creates templates before it is verified. */
const largeEnough = 2000;

export const isLargeEnough = ({ messagingLimit }: Pick<SandboxAccount, 'messagingLimit'>) =>
  limits[messagingLimit] >= largeEnough;

const day = 24 * 60 * 60_000;

/**
 * @param now A clock, in milliseconds.
 * @returns Takes a recipient, and tells whether the business may write to them.
 */
export const createMessagingLimit = (
  tier: SandboxAccount['messagingLimit'],
  now: () => number
): ((to: string) => boolean) => {
  const limit = limits[tier];
  /** When each recipient was written to last, oldest first. */
  const recipients = new Map<string, number>();

  return (to) => {
    if (!Number.isFinite(limit)) {
      return true;
    }

    for (const [recipient, at] of recipients) {
      if (now() - at < day) {
        break;
      }

      recipients.delete(recipient);
    }

    if (!recipients.has(to) && recipients.size >= limit) {
      return false;
    }

    // The last in the map is the last that was written to.
    recipients.delete(to);
    recipients.set(to, now());

    return true;
  };
};
