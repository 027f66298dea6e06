/** What the status page draws: figures of the last minutes or hours. */
import { z } from 'zod';

import { type Queries } from '../database/database.js';
import { type DeliveryState, deliveryStates } from '../delivery/delivery.js';
import { selectCounts, selectTimes } from '../store/statements.js';
import { readTime } from '../store/store.js';

import { explainCode } from './explain-code.js';

/** Seconds of a bar of the drawing: times that people read off a clock. */
const periodLengths = [15, 30, 60, 120, 300, 600, 900, 1800] as const;

/** Bars of the drawing, at most. */
const maximumPeriods = 60;

/** Bars, and the seconds of each. */
type Periods = { count: number; seconds: number };

const periodsFor = (minutes: number): Periods => {
  const total = minutes * 60;
  const seconds =
    periodLengths.find((length) => total / length <= maximumPeriods) ?? periodLengths[7];

  return { count: Math.ceil(total / seconds), seconds };
};

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
  /** Whether WhatsApp has told anything of them. */
  has_status: z.boolean(),
  count: z.coerce.number(),
});

export type Count = z.infer<typeof countGuard>;

const timesGuard = z.tuple([
  z.object({ median: z.coerce.number().nullish(), p95: z.coerce.number().nullish() }),
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

const drawPeriods = (counts: readonly Count[], from: number, { count, seconds }: Periods) =>
  Array.from({ length: count }, (_, period) => {
    const own = counts.filter((one) => one.period === period);
    const countOf = (fate: Fate) => total(own, ({ state }) => fateOf(state) === fate);

    return {
      at: new Date(from + period * seconds * 1000).toISOString(),
      delivered: countOf('delivered'),
      sms: countOf('sms'),
      neither: countOf('neither'),
      waiting: countOf('waiting'),
    };
  });

/** On the clock, so that a delivery stays in its bar; the last bar is the one that is growing. */
const startOf = (now: number, { count, seconds }: Periods): number =>
  (Math.floor(now / 1000 / seconds) - count + 1) * seconds * 1000;

/** Makes figures of counts; a share is absent while nothing is decided. */
export const summarize = (all: readonly Count[], { now, median, p95 }: Times, minutes: number) => {
  const counts = all.filter(({ state }) => state !== 'unregistered');
  const periods = periodsFor(minutes);
  const from = startOf(now, periods);
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
    // Without any, no webhook is taken: a phone that is off has been told of as "sent" by now.
    withStatus: total(counts, ({ has_status: hasStatus }) => hasStatus),
    deliveredAfterSms: total(counts, ({ late }) => late),
    states: Object.fromEntries(states),
    sms: smsOf(counts),
    errors: errorsOf(counts),
    periodSeconds: periods.seconds,
    periods: drawPeriods(counts, from, periods),
  };
};

/** @param minutes Up to 1,440, a day; the running bar counts as a whole one. */
export const readSummary = async (queries: Queries, minutes: number) => {
  const periods = periodsFor(minutes);
  const now = await readTime(queries);
  const from = startOf(now, periods) / 1000;
  const [times] = timesGuard.parse(await queries.query(selectTimes, [from]));
  const rows = await queries.query(selectCounts, [from, periods.seconds]);

  return summarize(
    z.array(countGuard).parse(rows),
    { now, median: times.median ?? undefined, p95: times.p95 ?? undefined },
    minutes
  );
};
