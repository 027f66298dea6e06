/** What was measured, as tables, and whether it is good enough. */
import { type AnswerTimes } from './answer-times.js';
import { type FailureOutcome } from './failures.js';
import { type Leftovers } from './leftovers.js';
import { type LoadOutcome, type Usage } from './measure.js';
import { type PendingOutcome } from './pending.js';
import { limits } from './plan.js';

export type Row = { label: string; value: string; hasPassed?: boolean };

const labelWidth = 46;

const line = ({ label, value, hasPassed = true }: Row): string =>
  `${label.padEnd(labelWidth)} ${value}${hasPassed ? '' : '   <- not good enough'}`;

/** Prints a table; @returns whether all of it is good enough. */
export const printTable = (title: string, rows: readonly Row[]): boolean => {
  console.log(`\n${title}\n\n${rows.map((row) => line(row)).join('\n')}`);

  return rows.every(({ hasPassed = true }) => hasPassed);
};

const milliseconds = (times: AnswerTimes): string =>
  `${[0.5, 0.99, 1].map((share) => times.quantile(share).toFixed(1)).join(' / ')} ms`;

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

const both = ({ relay, database }: Usage, write: (value: number) => string): string =>
  database === 0 ? write(relay) : `${write(relay)} / ${write(database)}`;

const perThousand =
  ({ load }: LoadOutcome) =>
  (seconds: number) =>
    `${((seconds * 1_000_000) / Math.max(1, load.accepted)).toFixed(0)} ms`;

const answerRows = (label: string, times: AnswerTimes): Row[] => [
  {
    label: `${label} answered after: p50 / p99 / most`,
    value: milliseconds(times),
    hasPassed: times.quantile(0.5) <= limits.mostMedian,
  },
  {
    label: '  later than a second',
    value: percent(times.slowShare),
    hasPassed: times.slowShare < limits.mostSlow,
  },
];

export const loadRows = (outcome: LoadOutcome): Row[] => {
  const { plan, load, cost, memory } = outcome;
  const achieved = load.accepted / (plan.seconds + load.lag / 1000);

  return [
    {
      label: `Statuses accepted, of ${plan.rate} a second`,
      value: achieved.toFixed(1),
      hasPassed: achieved >= plan.rate * limits.leastAchieved,
    },
    {
      label: 'Requests that were not taken',
      value: String(load.refused),
      hasPassed: load.refused === 0,
    },
    ...answerRows('Webhooks', load.webhooks),
    ...(plan.hasRegistrations ? answerRows('Registrations', load.registrations) : []),
    {
      label: 'Processor, share of a core: relay / database',
      value: both(cost, (seconds) => (seconds / plan.seconds).toFixed(2)),
    },
    { label: '  for 1,000 statuses', value: both(cost, perThousand(outcome)) },
    { label: 'Memory', value: both(memory, (size) => `${size.toFixed(0)} MB`) },
  ];
};

export const leftoverRows = ({ all, complete, secrets }: Leftovers, messages: number): Row[] => [
  {
    label: 'Messages with all their statuses',
    value: `${complete} of ${messages}`,
    hasPassed: complete === messages && all === messages,
  },
  { label: '  whose code is still kept', value: String(secrets), hasPassed: secrets === 0 },
];

export const failureRows = ({ wanted, times, repeated }: FailureOutcome): Row[] => [
  { label: 'SMS', value: `${times.count} of ${wanted}`, hasPassed: times.count === wanted },
  { label: '  sent twice', value: String(repeated), hasPassed: repeated === 0 },
  {
    label: 'After the webhook: p50 / p99 / most',
    value: milliseconds(times),
    hasPassed: times.quantile(0.99) <= limits.mostToProvider,
  },
];

export const pendingRows = (outcome: PendingOutcome): Row[] => {
  const { load, cost, rest, burst, burstSeconds } = outcome;

  return [
    {
      label: 'Requests that were not taken',
      value: String(load.refused),
      hasPassed: load.refused === 0,
    },
    ...answerRows('Webhooks', load.webhooks),
    {
      label: 'Processor for 1,000 statuses: both',
      value: both(cost, perThousand(outcome)),
    },
    {
      label: 'Processor at rest, share of a core: both',
      value: both(rest, (seconds) => seconds.toFixed(3)),
    },
    { label: `${burst} deadlines at once`, value: `${burstSeconds.toFixed(1)} s` },
  ];
};

/** How far apart the costs of an event are, however much was pending. */
export const spreadRow = (outcomes: readonly PendingOutcome[]): Row => {
  const costs = outcomes.map(
    ({ cost, load }) => (cost.relay + cost.database) / Math.max(1, load.accepted)
  );
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  const spread = Math.max(...costs.map((cost) => Math.abs(cost / mean - 1)));

  return {
    label: 'Costs differ from their mean by at most',
    value: percent(spread),
    hasPassed: spread <= limits.mostSpread,
  };
};
