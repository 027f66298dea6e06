/** The relay's HTTP face on a PostgreSQL in memory. */
import { vi } from 'vitest';

import { type Database } from '../../src/relay/database/database.js';
import { type AppSurroundings, createApp } from '../../src/relay/http/app.js';
import { BodyBudget } from '../../src/relay/http/body-budget.js';
import { createIdentities } from '../../src/relay/identity.js';
import { type LogEntry } from '../../src/relay/log.js';
import { Metrics } from '../../src/relay/metrics.js';
import { type Ledger } from '../../src/relay/store/ledger.js';
import { signatureOf } from '../../src/sandbox/webhooks/envelope.js';

import { relaySecret } from './registration.js';
import { phoneNumberId } from './status-webhook.js';

export const appSecret = 'planted-app-secret';
export const verifyToken = 'planted-verify-token';
export const statusToken = 'planted-status-token';

export const bearer = { authorization: `Bearer ${statusToken}` };

/** By the app whose webhooks the relay takes, unless another secret is named. */
export const sign = (body: string, secret = appSecret) => signatureOf(body, secret);

export const appSettings: AppSurroundings['settings'] = {
  appSecrets: [appSecret],
  verifyToken,
  relaySecrets: [relaySecret],
  ownNumbers: new Set([phoneNumberId]),
  statusToken,
};

type Parts = {
  ledger: Pick<Ledger, 'record'>;
  database: Pick<Database, 'query'>;
};

/** The hour of `claims`. */
export const appNow = Date.parse('2026-11-21T12:00:00Z');

export const createTestApp = ({ ledger, database }: Parts, rest: Partial<AppSurroundings> = {}) => {
  const prepare = vi.fn<(connector: string) => void>();
  const log = {
    info: vi.fn<(entry: LogEntry) => void>(),
    error: vi.fn<(entry: LogEntry) => void>(),
  };
  const metrics = new Metrics(async () => ({ deadline: 7, sms: 1 }));
  const budget = new BodyBudget();
  const app = createApp({
    settings: appSettings,
    ledger,
    identities: createIdentities([relaySecret]),
    metrics,
    database,
    log,
    budget,
    tolerance: 12 * 60 * 60_000,
    now: () => appNow,
    prepare,
    isReady: async () => true,
    ...rest,
  });

  return {
    app,
    prepare,
    log,
    metrics,
    budget,
    register: async (body: string) => app.request('/deliveries', { method: 'POST', body }),
    webhook: async (body: string, signature = sign(body)) =>
      app.request('/webhook', {
        method: 'POST',
        body,
        headers: { 'x-hub-signature-256': signature },
      }),
    read: async (path: string) => app.request(path, { headers: bearer }),
  };
};

/** A ledger that takes nothing, because the database is away. */
export const awayLedger: Parts['ledger'] = {
  record: async () => {
    throw new Error('away');
  },
};

export const awayDatabase: Parts['database'] = {
  query: async () => {
    throw new Error('away, with planted-database-password');
  },
};
