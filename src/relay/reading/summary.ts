/** What the status page draws: figures of the last minutes or hours. */
import { z } from 'zod';

import { type Queries } from '../database/database.js';
import { type DeliveryState, deliveryStates } from '../delivery.js';
import { selectCounts, selectTimes } from '../statements.js';

import { explainCode } from './explain-code.js';

/** Bars of the drawing. */
const periodCount = 60;

export const summaryQueryGuard = z.object({
  minutes: z.coerce
    .number()
    .int()
    .min(1)
    .max(24 * 60)
    .default(60),
});

/** Deliveries that are alike in all that is counted. */
const countGuard = z.object({
  /** From 0, the oldest. */
  period: z.coerce.number().int().min(0),
  state: z.enum(deliveryStates),
  trigger: z.enum(['failed', 'deadline']).nullish(),
  code: z.coerce.number().nullish(),
  late: z.boolean(),
  count: z.coerce.number(),
});

export type Count = z.infer<typeof countGuard>;

const timesGuard = z.tuple([
  z.object({
    now: z.coerce.number(),
    median: z.coerce.number().nullish(),
    p95: z.coerce.number().nullish(),
  }),
]);

type Times = { now: number; median?: number | undefined; p95?: number | undefined };

const onTheWay: ReadonlySet<DeliveryState> = new Set(['waiting', 'sms-due', 'sms-started']);
const bySms: ReadonlySet<DeliveryState> = new Set(['sms-sent', 'sms-unknown']);

type Fate = 'delivered' | 'sms' | 'waiting' | 'neither';

const fateOf = (state: DeliveryState): Fate => {
  if (state === 'delivered') {
    return 'delivered';
  }

  if (onTheWay.has(state)) {
    return 'waiting';
  }

  return bySms.has(state) ? 'sms' : 'neither';
};

const total = (counts: readonly Count[], isMeant: (count: Count) => boolean): number =>
  counts.filter((one) => isMeant(one)).reduce((sum, { count }) => sum + count, 0);

const group = (counts: readonly Count[], keyOf: (count: Count) => string) => {
  const groups = new Map<string, readonly Count[]>();

  for (const one of counts) {
    groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  }

  return [...groups.values()]
    .flatMap((members) => {
      const [first] = members;

      return first ? [{ first, count: total(members, () => true) }] : [];
    })
    .toSorted((one, other) => other.count - one.count);
};

const describeCode = (code: Count['code']) =>
  typeof code === 'number' ? { errorCode: code, title: explainCode(code).title } : {};

const smsOf = (counts: readonly Count[]) => {
  const wanted = counts.filter(
    ({ state, trigger }) => trigger && (state.startsWith('sms-') || state === 'recorded')
  );

  return group(wanted, ({ trigger, code, state }) => [trigger, code, state].join(' ')).map(
    ({ first: { trigger, code, state }, count }) => ({
      trigger: trigger ?? undefined,
      ...describeCode(trigger === 'failed' ? code : undefined),
      outcome: state.replace('sms-', ''),
      count,
    })
  );
};

const errorsOf = (counts: readonly Count[]) =>
  group(
    counts.filter(({ code }) => typeof code === 'number'),
    ({ code }) => String(code)
  ).flatMap(({ first: { code }, count }) =>
    typeof code === 'number' ? [{ code, count, ...explainCode(code) }] : []
  );

const periodsOf = (counts: readonly Count[], from: number, length: number) =>
  Array.from({ length: periodCount }, (_, period) => {
    const own = counts.filter((one) => Math.min(one.period, periodCount - 1) === period);
    const countOf = (fate: Fate) => total(own, ({ state }) => fateOf(state) === fate);

    return {
      at: new Date(from + period * length).toISOString(),
      delivered: countOf('delivered'),
      sms: countOf('sms'),
      neither: countOf('neither'),
      waiting: countOf('waiting'),
    };
  });

/** Makes figures of counts; a share is absent while nothing is decided. */
export const summarize = (all: readonly Count[], { now, median, p95 }: Times, minutes: number) => {
  const counts = all.filter(({ state }) => state !== 'unregistered');
  const length = (minutes * 60_000) / periodCount;
  const from = now - minutes * 60_000;
  const sends = total(counts, () => true);
  const waiting = total(counts, ({ state }) => fateOf(state) === 'waiting');
  const delivered = total(counts, ({ state }) => state === 'delivered');
  const decided = sends - waiting;
  const states = deliveryStates.flatMap((state) => {
    const count = total(all, (one) => one.state === state);

    return count > 0 ? [[state, count] as const] : [];
  });

  return {
    from: new Date(from).toISOString(),
    to: new Date(now).toISOString(),
    minutes,
    sends,
    delivered,
    deliveredShare: decided > 0 ? delivered / decided : undefined,
    waiting,
    medianSecondsToDelivered: median,
    p95SecondsToDelivered: p95,
    deliveredAfterSms: total(counts, ({ late }) => late),
    states: Object.fromEntries(states),
    sms: smsOf(counts),
    errors: errorsOf(counts),
    periodSeconds: length / 1000,
    periods: periodsOf(counts, from, length),
  };
};

/** @param minutes Up to 1,440, a day. */
export const readSummary = async ({ query }: Queries, minutes: number) => {
  const seconds = minutes * 60;
  const [times] = timesGuard.parse(await query(selectTimes, [seconds]));
  const rows = await query(selectCounts, [times.now / 1000, seconds, seconds / periodCount]);

  return summarize(
    z.array(countGuard).parse(rows),
    { now: times.now, median: times.median ?? undefined, p95: times.p95 ?? undefined },
    minutes
  );
};
