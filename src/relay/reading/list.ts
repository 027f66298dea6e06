/** The list of deliveries, newest first. */
import { z } from 'zod';

import { type Queries } from '../database/database.js';
import { type Delivery, type DeliveryState, deliveryStates } from '../delivery/delivery.js';
import { type Identities } from '../identity.js';
import { type DeliveryRow, readRow } from '../store/record.js';
import { selectList, selectOne } from '../store/statements.js';

import { explainCode } from './explain-code.js';

const maximumLimit = 200;

/** Where the next page begins: behind this delivery. */
const cursorGuard = z
  .string()
  .regex(/^\d{1,15}\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/)
  .transform((text) => {
    const [createdAt = '', id = ''] = text.split('.');

    return { createdAt: Number(createdAt), id };
  });

export const listQueryGuard = z.object({
  limit: z.coerce.number().int().min(1).max(maximumLimit).default(50),
  before: cursorGuard.optional(),
  state: z.enum(deliveryStates).optional(),
  /** Meta's; it is not kept, but its hash is. */
  messageId: z.string().min(1).max(512).optional(),
});

export type ListQuery = z.infer<typeof listQueryGuard>;

const iso = (time: number) => new Date(time).toISOString();
const isoOrNothing = (time: number | undefined) => (time === undefined ? undefined : iso(time));

const smsOf = ({ registration, trigger, attempts, reason }: Delivery) =>
  trigger === undefined || !registration?.sms
    ? undefined
    : { connector: registration.sms.connector, attempts, ...reason };

/** What may be shown: no token, no hash, and numbers only as they are masked. */
const present = ({ id, delivery }: DeliveryRow) => {
  const { state, createdAt, registration, deliveredAt, trigger, failure, timeline } = delivery;
  const { recipient, country, usageType, language, deadlineAt, expiresAt } = registration ?? {};

  return {
    id,
    state,
    recipient,
    country,
    usageType,
    language,
    createdAt: iso(registration?.acceptedAt ?? createdAt),
    deadlineAt: isoOrNothing(deadlineAt),
    expiresAt: isoOrNothing(expiresAt),
    deliveredAt: isoOrNothing(deliveredAt),
    trigger,
    ...(failure?.code !== undefined && {
      errorCode: failure.code,
      error: explainCode(failure.code),
    }),
    sms: smsOf(delivery),
    timeline: timeline.map(({ at, ...entry }) => ({ at: iso(at), ...entry })),
  };
};

/** The state as text; none is asked for by an empty one. */
const stateText = (state: DeliveryState | undefined): string => state ?? '';

/** Behind everything that there can be. */
const start = { createdAt: 253_402_300_799_000, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

const select = async (
  { query }: Queries,
  identities: Pick<Identities, 'deliveries'>,
  { limit, before = start, state, messageId }: ListQuery
) =>
  messageId === undefined
    ? // One more tells whether there is a next page.
      query(selectList, [stateText(state), before.createdAt / 1000, before.id, limit + 1])
    : query(selectOne, [identities.deliveries(messageId)]);

/** Those of a state, behind a delivery; or the one of a message. */
export const listDeliveries = async (
  queries: Queries,
  identities: Pick<Identities, 'deliveries'>,
  listQuery: ListQuery
) => {
  const { limit } = listQuery;
  const rows = await select(queries, identities, listQuery);
  const found = rows.map((row) => readRow(row));
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;

  return {
    deliveries: page.map((row) => present(row)),
    next: last && `${last.delivery.createdAt}.${last.id}`,
  };
};
