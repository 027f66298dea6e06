/** Watches over codes that WhatsApp has accepted, and sends an SMS for those that it does not deliver. */
import { Providers } from '../fallback/providers.js';

import { type Database } from './database/database.js';
import { openDatabase } from './database/open-database.js';
import { createApp } from './http/app.js';
import { BodyBudget } from './http/body-budget.js';
import { listen } from './http/listen.js';
import { createIdentities } from './identity.js';
import { type Log, describeDecision, describeError } from './log.js';
import { Metrics } from './metrics.js';
import { SharedReading } from './reading/shared-reading.js';
import { type RelaySettings } from './settings.js';
import { Jobs } from './store/jobs.js';
import { Ledger } from './store/ledger.js';
import { prepareTables } from './store/prepare-tables.js';
import { type Applied } from './store/store.js';
import { createWorkers } from './work/create-workers.js';

const hour = 60 * 60_000;

/** Milliseconds; it counts all jobs. */
const depthKeptFor = 5000;

export type RelayOptions = RelaySettings & {
  /** Hours for which deliveries are kept. */
  retentionHours: number;
  log: Log;
  /** Whether the process is the relay's own. */
  isAlone?: boolean;
  /** The clock of this machine, only to tell how old a registration is. */
  now?: () => number;
};

export type Relay = {
  url: string;
  /** Ends what is under way, and loses nothing. */
  close: () => Promise<void>;
};

const startOn = async (database: Database, options: RelayOptions): Promise<Relay> => {
  const { log, retentionHours, relaySecrets, now = Date.now, isAlone = false } = options;
  const tell = (event: string, error: unknown) => {
    log.error({ event, ...describeError(error) });
  };
  const report = (event: string) => (error: unknown) => {
    tell(event, error);
  };
  await prepareTables(database);

  const jobs = await Jobs.start(database, report('clean-up-failed'));
  const identities = createIdentities(relaySecrets);
  const depth = new SharedReading(async () => jobs.depth(), depthKeptFor);
  const metrics = new Metrics(async () => depth.get());
  const providers = new Providers();

  const announce = (applied: readonly Applied[]) => {
    for (const one of applied) {
      const entry = describeDecision(one);
      metrics.applied(one);

      if (entry) {
        log.info(entry);
      }
    }

    if (applied.some(({ delivery }) => delivery.state === 'sms-due')) {
      workers.wake();
    }
  };
  const ledger = new Ledger({
    database,
    jobs,
    onApplied: announce,
    onError: tell,
  });
  const workers = createWorkers({
    ledger,
    jobs,
    database,
    retentionHours,
    report,
    handOver: {
      secrets: relaySecrets,
      providers,
      now: () => performance.now(),
      howToInstall: (connector) =>
        `Install it beside the relay with "npm install ${connector}", and restart the relay.`,
    },
  });

  const app = createApp({
    settings: options,
    ledger,
    identities,
    metrics,
    database,
    log,
    budget: new BodyBudget(),
    // A registration that was overheard must not come back when its delivery is forgotten.
    tolerance: (retentionHours * hour) / 2,
    now,
    prepare: (connector) => {
      void providers.load(connector);
    },
    isReady: async () => {
      try {
        // One that was made a standby answers, and stores nothing.
        const [row] = await database.query(
          "select current_setting('transaction_read_only') as mode",
          []
        );

        return row?.mode === 'off';
      } catch {
        return false;
      }
    },
  });

  try {
    const { url, close } = await listen(app, { ...options, isAlone });
    workers.start();

    return {
      url,
      close: async () => {
        // Side by side: either may take some seconds.
        await Promise.all([close(), workers.stop()]);
        await jobs.stop();
        await database.close();
      },
    };
  } catch (error: unknown) {
    await jobs.stop();
    throw error;
  }
};

/**
 * Starts a relay.
 *
 * @throws {Error} When its database cannot be used or its port is taken.
 */
export const startRelay = async (options: RelayOptions): Promise<Relay> => {
  const database = await openDatabase(options, options.log);

  try {
    return await startOn(database, options);
  } catch (error: unknown) {
    await database.close();
    throw error;
  }
};
