/** What Meta would refuse, where it can be known before anything is sent. */
import { type AccountLimits } from '../meta/templates/account-limits.js';

import { type Plan, type PlanItem, withObstacle } from './plan.js';

/** Below 2,000, a business that is not verified may not create such templates. Source: first-hand reports. */
const lowLimits = new Set(['TIER_50', 'TIER_250', 'TIER_1K']);

/** Whether the business behind an account is known not to be verified. */
export const isUnverified = (verification: string | undefined): boolean =>
  verification !== undefined && verification.toLowerCase() !== 'verified';

/** Whether Meta would refuse every new authentication template, as far as it tells. */
export const isCreationRefused = ({
  verification,
  messagingLimit,
}: Pick<AccountLimits, 'verification' | 'messagingLimit'>): boolean =>
  isUnverified(verification) && messagingLimit !== undefined && lowLimits.has(messagingLimit);

const isCreation = ({ action }: PlanItem): boolean => action === 'create';

/** The plan without what the account may not do. */
export const withinLimits = (plan: Plan, limits: AccountLimits): Plan => {
  const { verification, messagingLimit, templates } = limits;
  const creations = plan.items.filter((item) => isCreation(item));

  if (isCreationRefused(limits)) {
    return withObstacle(
      plan,
      {
        reason: `Meta would refuse it (10/2388185): the business is not verified (${verification}), and its messaging limit is ${messagingLimit}`,
        remedy:
          'Verify the business in Meta Business Suite → Settings → Security Center, and run the command again',
      },
      isCreation
    );
  }

  if (templates && templates.count + creations.length > templates.limit) {
    const tooMany = new Set(creations.slice(Math.max(0, templates.limit - templates.count)));

    return withObstacle(
      plan,
      {
        reason: `Meta would refuse it (100/2388019): the account has ${templates.count} of at most ${templates.limit} templates, each language counted`,
        remedy:
          'Delete templates that nobody uses in WhatsApp Manager → Message templates, or choose fewer languages',
      },
      (item) => tooMany.has(item)
    );
  }

  return plan;
};
