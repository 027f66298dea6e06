/** A WhatsApp Business account as Meta has it. Source: Meta's business SDKs. */
import { z } from 'zod';

import { type GraphAccess } from '../graph-call.js';
import { tolerant } from '../tolerant.js';

import { healthGuard } from './health.js';
import { type Fields, type Withheld, readNode } from './read-node.js';

const text = tolerant(z.string().min(1));

const accountGuard = z
  .object({
    id: z.coerce.string(),
    name: text,
    account_review_status: text,
    business_verification_status: text,
    status: text,
    whatsapp_business_manager_messaging_limit: text,
    health_status: tolerant(healthGuard),
  })
  .transform((node) => ({
    id: node.id,
    name: node.name,
    reviewStatus: node.account_review_status,
    verification: node.business_verification_status,
    status: node.status,
    messagingLimit: node.whatsapp_business_manager_messaging_limit,
    health: node.health_status,
  }));

export type AccountFacts = z.infer<typeof accountGuard> & { withheld?: Withheld | undefined };

const fields: Fields = {
  type: 'WhatsAppBusinessAccount',
  names: [
    'name',
    'account_review_status',
    'business_verification_status',
    'status',
    'whatsapp_business_manager_messaging_limit',
    'health_status',
  ],
};

/** @throws {SendFailure} */
export const readAccount = async (access: GraphAccess, id: string): Promise<AccountFacts> =>
  readNode(access, fields, id, accountGuard);
