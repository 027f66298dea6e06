/** Limits of calls that do not send, and the headers that tell how much of them is used. */
import { type SandboxAccount } from '../account.js';
import { createLimiter } from '../limiter.js';
import { type World } from '../world.js';

import { graphErrors } from './errors.js';

const hour = 3600;

/** Calls to a business account that has a registered number. Source: Meta, "About the platform". */
const managementLimit = { capacity: 5000, perSecond: 5000 / hour };

/** Templates that may be created. Source: Meta, "Templates: overview". */
const creationLimit = { capacity: 100, perSecond: 100 / hour };

export type Usage = {
  /** @throws {GraphError} Code 80007, when there were too many. */
  takeManagementCall: () => void;
  /** @throws {GraphError} Likewise. */
  takeCreation: () => void;
  /** Source: Meta, "Graph API: rate limiting". */
  headers: () => Record<string, string>;
};

export const createUsage = ({
  account: { id, appId },
  rules,
  clock,
}: Pick<World, 'rules' | 'clock'> & { account: Pick<SandboxAccount, 'id' | 'appId'> }): Usage => {
  const now = () => clock.now().getTime();
  const calls = createLimiter(managementLimit, now);
  const creations = createLimiter(creationLimit, now);
  const percent = (key: string) => Math.round(calls.used(key) * 100);

  const refuse = () => {
    throw graphErrors.managementLimit(rules.rateLimitStatus);
  };

  return {
    takeManagementCall: () => {
      calls.take(appId);

      if (!calls.take(id)) {
        refuse();
      }
    },
    takeCreation: () => {
      if (!creations.take(id)) {
        refuse();
      }
    },
    headers: () => ({
      'x-app-usage': JSON.stringify({
        call_count: percent(appId),
        total_cputime: 0,
        total_time: 0,
      }),
      'x-business-use-case-usage': JSON.stringify({
        [id]: [
          {
            type: 'whatsapp_business_management',
            call_count: percent(id),
            total_cputime: 0,
            total_time: 0,
            // In minutes.
            estimated_time_to_regain_access: percent(id) >= 100 ? 1 : 0,
          },
        ],
      }),
    }),
  };
};
