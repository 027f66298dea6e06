/** What the relay has to bear, and by what it is judged. */
import { parseArgs } from 'node:util';

import { type LoadPlan } from './load.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '3000' },
    batch: { type: 'string', default: '1,10' },
    database: { type: 'string', default: 'postgres' },
    pending: { type: 'string', default: '10000,100000,1000000' },
  },
});

const readWhole = (name: keyof typeof values, text: string, least: number, most: number) => {
  const value = Number(text);

  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`--${name} has to be a whole number from ${least} to ${most}.`);
  }

  return value;
};

const readList = (name: keyof typeof values, least: number, most: number): number[] =>
  values[name].split(',').map((text) => readWhole(name, text, least, most));

const partNames: readonly string[] = ['load', 'sms', 'pending'];

/** Which figures are wanted; those that take many minutes only when they are named. */
export const parts: ReadonlySet<string> = new Set(
  positionals.length > 0 ? positionals : ['load', 'sms']
);

for (const part of parts) {
  if (!partNames.includes(part)) {
    throw new Error(`There is no part "${part}". There are ${partNames.join(', ')}.`);
  }
}

if (values.database !== 'postgres' && values.database !== 'embedded') {
  throw new Error('--database has to be postgres or embedded.');
}

export const isEmbedded = values.database === 'embedded';

if (isEmbedded && parts.has('pending')) {
  throw new Error('What is pending can only be filled in with --database postgres.');
}

/** For how long it is sent. */
export const seconds = readWhole('seconds', values.seconds, 2, 300);

/** Statuses per second: 3,000 is what one business number can bring about, with three a message. */
export const rate = readWhole('rate', values.rate, 3, 10_000);

/** Statuses in one webhook, a load for each. */
export const batches: readonly number[] = readList('batch', 1, 1000);

/** Deliveries that wait while an event is measured. */
export const pendingCounts: readonly number[] = readList('pending', 1000, 5_000_000);

/** Failed messages whose SMS is timed. */
export const failures = 300;

/** For how many milliseconds an answer that is late is waited for. */
export const patience = 20_000;

export const limits = Object.freeze({
  /** Share of the events that have to be accepted while they are sent. */
  leastAchieved: 0.99,
  /** Milliseconds for the median answer. Source: Meta, "Webhooks: overview". */
  mostMedian: 250,
  /** Answers that take longer than a second, as a share of all. Source: the same. */
  mostSlow: 0.01,
  /** Milliseconds from a failed webhook to the provider's request, for 99 of 100. */
  mostToProvider: 2000,
  /** By how much of their mean the costs of an event may differ, however much is pending. */
  mostSpread: 0.25,
});

export const loads: readonly LoadPlan[] = [
  ...batches.map((batch) => ({ batch, rate, seconds, hasRegistrations: true })),
  { batch: batches[0] ?? 1, rate, seconds, hasRegistrations: false },
];
