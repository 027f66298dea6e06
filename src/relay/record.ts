/** A delivery as a row of the table, and back. */
import { z } from 'zod';

import { type Delivery, deliveryStates } from './delivery.js';

const explanationGuard = z.object({ explanation: z.string(), remedy: z.string() });

/** Only the relay writes it; a row of an older release may lack what is new. */
const detailGuard = z.object({
  createdAt: z.number(),
  registration: z
    .object({
      recipient: z.string(),
      country: z.string().optional(),
      usageType: z.string(),
      language: z.string(),
      acceptedAt: z.number(),
      deadlineAt: z.number(),
      expiresAt: z.number(),
      sms: z
        .object({
          connector: z.string(),
          mode: z.enum(['send', 'record']),
          maxPerNumberPerHour: z.number(),
          maxPerHour: z.number(),
        })
        .optional(),
    })
    .optional(),
  deliveredAt: z.number().optional(),
  failure: z.object({ at: z.number(), code: z.number().optional() }).optional(),
  trigger: z.enum(['failed', 'deadline']).optional(),
  attempts: z.number(),
  smsStartedAt: z.number().optional(),
  reason: explanationGuard.optional(),
  timeline: z.array(z.object({ at: z.number(), event: z.string(), detail: z.string().optional() })),
});

const rowGuard = z.object({
  id: z.string(),
  state: z.enum(deliveryStates),
  number_hash: z.string().nullish(),
  token: z.string().nullish(),
  detail: detailGuard,
});

export type DeliveryRow = { id: string; delivery: Delivery };

/** @throws {z.ZodError} When the row is not one that a relay has written. */
export const readRow = (row: unknown): DeliveryRow => {
  const { id, state, number_hash: numberHash, token, detail } = rowGuard.parse(row);

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

  return {
    id,
    state,
    created_at: seconds(delivery.createdAt),
    number_hash: numberHash,
    sms_started_at: seconds(delivery.smsStartedAt),
    token,
    detail,
  };
};

/** What PostgreSQL takes in no text, whoever wrote it there. */
const unwritable = /[\0\p{Cs}]/gu;

/** For `jsonb_to_recordset`. */
export const writeRows = (rows: readonly DeliveryRow[]): string =>
  JSON.stringify(
    rows.map((row) => toRecord(row)),
    (_, value: unknown) => (typeof value === 'string' ? value.replaceAll(unwritable, '') : value)
  );
