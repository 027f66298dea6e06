/** A business phone number as Meta has it. Source: Meta, "Business phone numbers". */
import { z } from 'zod';

import { type GraphAccess } from '../graph-call.js';
import { tolerant } from '../tolerant.js';

import { healthGuard } from './health.js';
import { type Fields, type Withheld, readFields, readNode } from './read-node.js';

const text = tolerant(z.string().min(1));

const numberGuard = z
  .object({
    id: z.coerce.string(),
    display_phone_number: text,
    verified_name: text,
    status: text,
    name_status: text,
    code_verification_status: text,
    quality_rating: text,
    platform_type: text,
    account_mode: text,
    throughput: tolerant(z.object({ level: text })),
    webhook_configuration: tolerant(
      z.object({ phone_number: text, whatsapp_business_account: text, application: text })
    ),
    whatsapp_business_manager_messaging_limit: text,
    health_status: tolerant(healthGuard),
  })
  .transform((node) => ({
    id: node.id,
    displayNumber: node.display_phone_number,
    verifiedName: node.verified_name,
    status: node.status,
    nameStatus: node.name_status,
    codeVerification: node.code_verification_status,
    quality: node.quality_rating,
    platform: node.platform_type,
    mode: node.account_mode,
    throughput: node.throughput?.level,
    /** Where its webhooks go: the first of these that is set; `undefined` when Meta did not tell. */
    webhooks: node.webhook_configuration && {
      number: node.webhook_configuration.phone_number,
      account: node.webhook_configuration.whatsapp_business_account,
      app: node.webhook_configuration.application,
    },
    messagingLimit: node.whatsapp_business_manager_messaging_limit,
    health: node.health_status,
  }));

export type NumberFacts = z.infer<typeof numberGuard> & { withheld?: Withheld | undefined };

const listed: Fields = {
  type: 'WhatsAppBusinessPhoneNumber',
  names: [
    'display_phone_number',
    'verified_name',
    'status',
    'name_status',
    'code_verification_status',
    'quality_rating',
    'platform_type',
    'account_mode',
    'throughput',
  ],
};

/** The rest is asked of the number that is used. */
const fields: Fields = {
  ...listed,
  names: [
    ...listed.names,
    'webhook_configuration',
    'whatsapp_business_manager_messaging_limit',
    'health_status',
  ],
};

/** @throws {SendFailure} */
export const readNumber = async (access: GraphAccess, id: string): Promise<NumberFacts> =>
  readNode(access, fields, id, numberGuard);

const pageGuard = z.object({
  data: z.array(numberGuard),
  paging: tolerant(
    z.object({ cursors: tolerant(z.object({ after: text })), next: tolerant(z.string()) })
  ),
});

/** Numbers in one answer. */
const pageSize = '100';

/** More numbers than any account has. */
const maximumPages = 20;

/**
 * The numbers of an account.
 *
 * @throws {SendFailure}
 */
export const readNumbers = async (
  access: GraphAccess,
  businessAccountId: string,
  { after, page = 1 }: { after?: string; page?: number } = {}
): Promise<readonly NumberFacts[]> => {
  const {
    node: { data, paging },
  } = await readFields(
    access,
    listed,
    {
      path: `${businessAccountId}/phone_numbers`,
      query: { limit: pageSize, ...(after !== undefined && { after }) },
    },
    pageGuard
  );
  const next = paging?.next === undefined ? undefined : paging.cursors?.after;

  return next === undefined || page >= maximumPages
    ? data
    : [...data, ...(await readNumbers(access, businessAccountId, { after: next, page: page + 1 }))];
};
