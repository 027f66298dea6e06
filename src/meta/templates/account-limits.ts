/** What an account may do with templates, where Meta tells it beforehand. */
import { z } from 'zod';

import { readAccount } from '../diagnostics/account.js';
import { SendFailure } from '../failure.js';
import { type GraphAccess } from '../graph-call.js';
import { tolerant } from '../tolerant.js';

import { managementCall } from './management-call.js';

export type AccountLimits = {
  /** `verified`, when the business is; absent when Meta does not tell. */
  verification?: string | undefined;
  /** `TIER_250` and the like. */
  messagingLimit?: string | undefined;
  /** Templates that there are, each language counted, and that there may be. */
  templates?: { count: number; limit: number } | undefined;
};

/** What is only good to know must not fail a command. */
const ifKnown = async <Value>(read: () => Promise<Value>): Promise<Value | undefined> => {
  try {
    return await read();
  } catch (error: unknown) {
    if (error instanceof SendFailure) {
      return undefined;
    }

    throw error;
  }
};

const summaryGuard = z.object({
  summary: z.object({
    message_template_count: z.number(),
    message_template_limit: z.number(),
  }),
});

const readCount = async (access: GraphAccess, id: string): Promise<AccountLimits['templates']> => {
  const answer = await managementCall(
    access,
    { kind: 'account', id },
    {
      method: 'GET',
      edge: 'message_templates',
      query: {
        fields: 'id',
        limit: '1',
        summary: 'message_template_count,message_template_limit',
      },
    }
  );
  const { summary } = tolerant(summaryGuard).parse(answer) ?? {};

  return (
    summary && { count: summary.message_template_count, limit: summary.message_template_limit }
  );
};

/** Asks Meta; what it does not answer is absent. */
export const readAccountLimits = async (
  access: GraphAccess,
  businessAccountId: string
): Promise<AccountLimits> => {
  const [account, templates] = await Promise.all([
    ifKnown(async () => readAccount(access, businessAccountId)),
    ifKnown(async () => readCount(access, businessAccountId)),
  ]);

  return {
    verification: account?.verification,
    messagingLimit: account?.messagingLimit,
    templates,
  };
};
