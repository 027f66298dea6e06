/** What came of the load, as a table, and whether the sandbox has borne it. */
import { inboxCapacity } from '../../src/sandbox/inbox.js';

import { type Histogram } from './histogram.js';
import { limits, rate } from './plan.js';
import { type StatusKind, statusKinds } from './schedule.js';
import { type Usage } from './usage.js';

type Outcome = {
  seconds: number;
  sends: { accepted: number; refused: number; endedAt: number; latency: Histogram };
  webhooks: {
    posts: number;
    unusable: number;
    repeated: number;
    lag: Histogram;
    count: (kind: StatusKind) => number;
  };
  usage: Usage;
};

type Row = { label: string; value: string; hasPassed?: boolean };

const labelWidth = 34;

const quantiles = (times: Histogram, shares: readonly number[]): string =>
  `${shares.map((share) => times.quantile(share).toFixed(1)).join(' / ')} ms`;

const megabytes = (...values: readonly number[]): string =>
  `${values.map((value) => Math.round(value)).join(' / ')} MB`;

/** Seconds until the sandbox keeps as many messages as it ever does. */
const timeToFill = inboxCapacity / rate;

const sendRows = ({ seconds, sends }: Outcome): Row[] => {
  const { accepted, refused, endedAt, latency } = sends;
  const achieved = accepted / Math.max(seconds, endedAt / 1000);

  return [
    {
      label: `Sends accepted, of ${rate} a second`,
      value: achieved.toFixed(1),
      hasPassed: achieved >= rate * limits.leastAchieved,
    },
    { label: 'Answers other than 200, or none', value: String(refused), hasPassed: refused === 0 },
    { label: 'Answered after: p50 / p95 / p99', value: quantiles(latency, [0.5, 0.95, 0.99]) },
  ];
};

const webhookRows = ({ seconds, webhooks }: Outcome): Row[] => {
  const { posts, unusable, repeated, lag } = webhooks;
  const total = seconds * rate;

  return [
    ...statusKinds.map((kind) => ({
      label: `Statuses received: ${kind}`,
      value: `${webhooks.count(kind)} of ${total}`,
      hasPassed: webhooks.count(kind) === total,
    })),
    { label: '  more than once', value: String(repeated) },
    { label: '  later than due: p50 / p99', value: quantiles(lag, [0.5, 0.99]) },
    {
      label: 'Webhooks received',
      value: `${posts}, wrongly signed or unreadable: ${unusable}`,
      hasPassed: unusable === 0,
    },
  ];
};

const usageRows = ({ seconds, sends, usage: { processor, kept, memory } }: Outcome): Row[] => {
  // What comes after the last send is part of its cost.
  const share = processor / seconds;
  // Before, messages are added and none make room.
  const isFullInLastHalf = seconds / 2 >= timeToFill;

  return [
    {
      label: 'Processor, share of a core',
      value: `${share.toFixed(2)}, ${((processor * 1000) / sends.accepted).toFixed(2)} ms a send`,
      hasPassed: share <= limits.mostProcessor,
    },
    {
      label: '  kept waiting by other programs',
      value: `${(kept / seconds).toFixed(2)} of the time`,
    },
    {
      label: 'Memory: start / most / end',
      value: megabytes(memory.start, memory.most, memory.end),
    },
    isFullInLastHalf
      ? {
          label: '  growth in the last half',
          value: `${megabytes(memory.growth)}, allowed: ${limits.mostGrowth}`,
          hasPassed: memory.growth <= limits.mostGrowth,
        }
      : {
          label: '  growth in the last half',
          value: `${megabytes(memory.growth)}, not judged below ${2 * timeToFill} s`,
        },
  ];
};

const line = ({ label, value, hasPassed = true }: Row): string =>
  `${label.padEnd(labelWidth)} ${value}${hasPassed ? '' : '   <- falls behind'}`;

export const report = (
  outcome: Outcome
): { table: string; hasPassed: boolean; isDisturbed: boolean } => {
  const rows = [...sendRows(outcome), ...webhookRows(outcome), ...usageRows(outcome)];

  return {
    table: rows.map((row) => line(row)).join('\n'),
    hasPassed: rows.every(({ hasPassed = true }) => hasPassed),
    isDisturbed: outcome.usage.kept / outcome.seconds > limits.mostKept,
  };
};
