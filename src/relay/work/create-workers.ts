/** All that a relay does by itself. */
import { type Database } from '../database/database.js';
import { type Jobs } from '../store/jobs.js';
import { type Ledger } from '../store/ledger.js';

import { processDeadlines } from './deadlines.js';
import { type HandOverSurroundings } from './hand-over.js';
import { SmsWorker } from './sms-worker.js';
import { sweepAbandoned, sweepOld, sweepStranded, sweepUnregistered } from './sweep.js';
import { Worker } from './worker.js';

/** Milliseconds between two looks for what other relays have made, or what has come due. */
const lookInterval = 250;

const sweepInterval = 30_000;
const strandedInterval = 10 * 60_000;

export type WorkerSurroundings = {
  ledger: Ledger;
  jobs: Jobs;
  database: Database;
  retentionHours: number;
  handOver: HandOverSurroundings;
  /** Makes a listener for what goes wrong. */
  report: (event: string) => (error: unknown) => void;
};

export const createWorkers = ({
  ledger,
  jobs,
  database,
  retentionHours,
  handOver,
  report,
}: WorkerSurroundings) => {
  const smsWorker = new SmsWorker(ledger, jobs, handOver);
  const sweep = { ledger, database };
  const sms = new Worker({
    work: async () => smsWorker.work(),
    interval: lookInterval,
    onError: report('sms-not-claimed'),
  });
  const deadlines = new Worker({
    work: async () => processDeadlines(ledger, jobs),
    interval: lookInterval,
    onError: report('deadlines-not-processed'),
  });
  const leftovers = new Worker({
    work: async () => {
      await sweepAbandoned(sweep);

      return sweepOld(sweep, retentionHours);
    },
    interval: sweepInterval,
    onError: report('sweep-failed'),
  });
  const stranded = new Worker({
    work: async () => sweepStranded(sweep),
    interval: strandedInterval,
    onError: report('sweep-failed'),
  });
  const unregistered = new Worker({
    work: async () => sweepUnregistered(sweep),
    interval: strandedInterval,
    onError: report('sweep-failed'),
  });
  const workers = [sms, deadlines, leftovers, stranded, unregistered];

  return {
    start: () => {
      for (const worker of workers) {
        worker.start();
      }
    },
    /** An SMS is due: looks for it at once. */
    wake: () => {
      sms.wake();
    },
    /** @returns When all that was begun has an end. */
    stop: async () => {
      await Promise.all(workers.map(async (worker) => worker.stop()));
      await smsWorker.finish();
    },
  };
};
