/** A delivery as a row of the table, and back. */
import { z } from 'zod';

import { type Delivery, deliveryStates } from './delivery.js';

/**
 * Stands for a token that lies in the database. Three statuses come for a code, and none of them needs
 * it: it is neither read nor written with them.
 */
export const keptToken = 'kept';

type Detail = Omit<Delivery, 'state' | 'numberHash' | 'token'>;

/**
 * Only the relay writes it, so that it is checked for being one, not for each of its fields: that
 * would cost more than all else that is done with it.
 */
const isDetail = (value: unknown): value is Detail =>
  typeof value === 'object' &&
  value !== null &&
  'timeline' in value &&
  Array.isArray(value.timeline);

const rowGuard = z.object({
  id: z.string(),
  state: z.enum(deliveryStates),
  number_hash: z.string().nullish(),
  /** Read only by whoever needs it. */
  token: z.string().nullish(),
  has_token: z.boolean().optional(),
  detail: z.custom<Detail>(isDetail),
});

export type DeliveryRow = { id: string; delivery: Delivery };

/** @throws {z.ZodError} When the row is not one that a relay has written. */
export const readRow = (row: unknown): DeliveryRow => {
  const data = rowGuard.parse(row);
  const { id, state, number_hash: numberHash, has_token: hasToken, detail } = data;
  const token = hasToken ? keptToken : data.token;

  return {
    id,
    delivery: {
      ...detail,
      state,
      ...(numberHash && { numberHash }),
      ...(token && { token }),
    },
  };
};

const seconds = (time: number | undefined) => (time === undefined ? undefined : time / 1000);

const toRecord = ({ id, delivery }: DeliveryRow) => {
  const { state, numberHash, token, ...detail } = delivery;
  const isKept = token === keptToken;

  return {
    id,
    state,
    created_at: seconds(delivery.createdAt),
    number_hash: numberHash,
    sms_started_at: seconds(delivery.smsStartedAt),
    token: isKept ? undefined : token,
    keeps_token: isKept,
    detail,
  };
};

/** What PostgreSQL takes in no text, whoever wrote it there. */
const unwritable = /[\0\p{Cs}]/gu;

/** How JSON writes them: seldom there, and far cheaper to look for than to take out. */
const escaped = /\\u(?:0{4}|d[89a-f])/;

const withoutUnwritable = (_: string, value: unknown) =>
  typeof value === 'string' ? value.replaceAll(unwritable, '') : value;

/** For `jsonb_to_recordset`. */
export const writeRows = (rows: readonly DeliveryRow[]): string => {
  const records = rows.map((row) => toRecord(row));
  const text = JSON.stringify(records);

  return escaped.test(text) ? JSON.stringify(records, withoutUnwritable) : text;
};
