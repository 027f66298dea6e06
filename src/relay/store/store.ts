/** Deliveries in the database: events are applied to their rows, under a lock, in one transaction. */
import { z } from 'zod';

import { type Queries } from '../database/database.js';
import { decide } from '../delivery/decide.js';
import { type Delivery, type Time, createDelivery } from '../delivery/delivery.js';
import { type Decision, type DeliveryEvent } from '../delivery/event.js';

import { type DeliveryRow, readRow, writeRows } from './record.js';
import { insertDeliveries, selectForUpdate, updateDeliveries } from './statements.js';

/** Something that has happened to a delivery. */
export type Change = Readonly<{
  id: string;
  event: DeliveryEvent;
  /** What its message is called with each secret: where it is registered, all its events belong. */
  names?: readonly string[] | undefined;
}>;

/** What has become of the delivery, and what each of its events has decided. */
export type Applied = Readonly<{
  id: string;
  before: Delivery | undefined;
  delivery: Delivery;
  decisions: readonly Decision[];
}>;

const timeGuard = z.tuple([z.object({ now: z.coerce.number() })]);

/** The clock that all relays have in common. */
export const readTime = async ({ query }: Queries): Promise<Time> => {
  const [{ now }] = timeGuard.parse(
    await query('select extract(epoch from clock_timestamp()) * 1000 as now')
  );

  return Math.round(now);
};

const readKnown = async ({ query }: Queries, ids: readonly string[]) => {
  const rows = await query(selectForUpdate, [ids]);

  return new Map(rows.map((row) => readRow(row)).map(({ id, delivery }) => [id, delivery]));
};

const update = async ({ query }: Queries, rows: readonly DeliveryRow[]) => {
  if (rows.length > 0) {
    await query(updateDeliveries, [writeRows(rows)]);
  }
};

/** @returns The ids of the rows that were made; the others exist by now. */
const insert = async (
  { query }: Queries,
  rows: readonly DeliveryRow[]
): Promise<ReadonlySet<unknown>> => {
  const made = rows.length === 0 ? [] : await query(insertDeliveries, [writeRows(rows)]);

  return new Set(made.map(({ id }) => id));
};

const applyAll = (
  id: string,
  before: Delivery | undefined,
  events: readonly DeliveryEvent[],
  at: Time
): Applied =>
  events.reduce<Applied>(
    ({ delivery: known, decisions, ...rest }, event) => {
      const { delivery, decision } = decide(known, event, at);

      return { ...rest, delivery, decisions: [...decisions, decision] };
    },
    { id, before, delivery: before ?? createDelivery(at), decisions: [] }
  );

const groupEvents = (changes: readonly Change[]): Map<string, readonly DeliveryEvent[]> => {
  const groups = new Map<string, readonly DeliveryEvent[]>();

  for (const { id, event } of changes) {
    groups.set(id, [...(groups.get(id) ?? []), event]);
  }

  return groups;
};

const namesIn = (changes: readonly Change[]): readonly string[] => [
  ...new Set(changes.flatMap(({ id, names = [] }) => [id, ...names])),
];

/**
 * Applies events to their deliveries, and makes those that are not there yet.
 *
 * @returns One for each delivery. The rows stay locked until the transaction ends.
 */
export const applyChanges = async (
  queries: Queries,
  changes: readonly Change[],
  now?: Time
): Promise<readonly Applied[]> => {
  const at = now ?? (await readTime(queries));
  const known = await readKnown(queries, namesIn(changes));
  const isRegistered = (name: string) => known.get(name)?.registration !== undefined;
  const isElsewhere = ({ id, names = [] }: Change) =>
    !isRegistered(id) && names.some((name) => isRegistered(name));
  const groups = groupEvents(changes.filter((change) => !isElsewhere(change)));
  const applied = Array.from(groups.keys())
    .toSorted()
    .map((id) => applyAll(id, known.get(id), groups.get(id) ?? [], at));

  await update(
    queries,
    applied.filter(({ before, delivery }) => before !== undefined && delivery !== before)
  );

  // A deadline, or the end of an SMS, makes no delivery anew that was deleted in the meantime.
  const isNew = ({ before, delivery }: Applied) =>
    before === undefined && delivery.timeline.length > 0;
  const made = await insert(
    queries,
    applied.filter((one) => isNew(one))
  );
  const isDone = (one: Applied) => !isNew(one) || made.has(one.id);
  const overtaken = new Set(applied.filter((one) => !isDone(one)).map(({ id }) => id));

  // Another relay has made them in the meantime: now they can be read. They are locked out of order, and
  // when another waits the other way round, PostgreSQL ends one of the two, which is tried again.
  return overtaken.size === 0
    ? applied
    : [
        ...applied.filter((one) => isDone(one)),
        ...(await applyChanges(
          queries,
          changes.filter(({ id }) => overtaken.has(id)),
          at
        )),
      ];
};
