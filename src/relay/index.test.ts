import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

import { eventually } from '../../test/support/eventually.js';
import { claims, relaySecret, smsClaims } from '../../test/support/registration.js';
import { appSecret, bearer, sign, statusToken, verifyToken } from '../../test/support/relay-app.js';
import { SystemError, connectorName, providerWith } from '../../test/support/sms-provider.js';
import { phoneNumberId, webhookWith } from '../../test/support/status-webhook.js';
import { Providers } from '../fallback/providers.js';
import { seal } from '../registration/seal.js';

import { type RelayOptions, startRelay } from './index.js';
import { type LogEntry } from './log.js';

const dataFolder = await mkdtemp(path.join(os.tmpdir(), 'relay-'));
afterAll(async () => rm(dataFolder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.clearAllMocks();
});

const log = { info: vi.fn<(entry: LogEntry) => void>(), error: vi.fn<(entry: LogEntry) => void>() };

const options: RelayOptions = {
  appSecrets: [appSecret],
  verifyToken,
  relaySecrets: [relaySecret],
  statusToken,
  databaseUrl: undefined,
  dataFolder,
  ownNumbers: new Set([phoneNumberId]),
  host: '127.0.0.1',
  port: 0,
  retentionHours: 24,
  log,
};

const listGuard = z.object({ deliveries: z.array(z.object({ state: z.string() }).passthrough()) });

const clientOf = (url: string) => ({
  register: async (rest: Partial<typeof claims> = {}) =>
    fetch(`${url}/deliveries`, {
      method: 'POST',
      body: await seal({ ...claims, ...rest }, relaySecret),
    }),
  tell: async (status: Record<string, unknown>) => {
    const body = webhookWith([status]);

    return fetch(`${url}/webhook`, {
      method: 'POST',
      body,
      headers: { 'x-hub-signature-256': sign(body) },
    });
  },
  read: async (query = '') => {
    const response = await fetch(`${url}/deliveries?${query}`, { headers: bearer });

    return listGuard.parse(await response.json()).deliveries;
  },
});

describe('a relay', () => {
  it('sends an SMS for what WhatsApp has not delivered, and knows of it when it is started again', async () => {
    const provider = providerWith();
    vi.spyOn(Providers.prototype, 'load').mockResolvedValue(provider);
    const relay = await startRelay(options);
    const { register, tell, read } = clientOf(relay.url);

    expect(await register()).toMatchObject({ status: 202 });
    expect(
      await tell({ id: claims.messageId, status: 'failed', errors: [{ code: 131_026 }] })
    ).toMatchObject({ status: 200 });
    await eventually(async () => {
      expect(await read()).toMatchObject([{ state: 'sms-sent' }]);
    });
    expect(provider.sendMessage.mock.calls).toEqual([[smsClaims.data, smsClaims.fallback.config]]);

    const ready = await fetch(`${relay.url}/readyz`);
    const metrics = await fetch(`${relay.url}/metrics`, { headers: bearer });
    expect(ready.status).toBe(200);
    expect(await metrics.text()).toContain('sms_total{trigger="failed",outcome="sent"} 1');
    expect(log.info.mock.calls.map(([{ state }]) => state)).toEqual(['sms-due', 'sms-sent']);
    expect(JSON.stringify(log.info.mock.calls)).not.toMatch(/2025550143|482913|planted|wamid/);
    await relay.close();
    expect(await readdir(dataFolder)).not.toContain('relay.lock');

    const again = await startRelay(options);
    expect(await clientOf(again.url).read()).toMatchObject([{ state: 'sms-sent' }]);

    // What is told again changes nothing.
    await clientOf(again.url).register();
    await clientOf(again.url).tell({ id: claims.messageId, status: 'failed' });
    expect(await clientOf(again.url).read()).toMatchObject([{ state: 'sms-sent' }]);

    await clientOf(again.url).register({
      messageId: 'wamid.late',
      deadline: 0.1,
      number: '+12025550199',
    });
    await eventually(async () => {
      expect(await clientOf(again.url).read()).toMatchObject([
        { state: 'sms-sent' },
        { state: 'sms-sent' },
      ]);
    });
    expect(provider.sendMessage).toHaveBeenCalledTimes(2);
    await again.close();
    expect(log.error).not.toHaveBeenCalled();
  });

  it('says what it lacks: a connector, or its database', async () => {
    const relay = await startRelay(options);
    const { register, tell, read } = clientOf(relay.url);
    const messageId = 'wamid.unusable';
    await register({ messageId });
    await tell({ id: messageId, status: 'failed' });
    await eventually(async () => {
      expect(await read(`messageId=${messageId}`)).toMatchObject([
        {
          state: 'sms-failed',
          sms: {
            remedy: `Install it beside the relay with "npm install ${connectorName}", and restart the relay.`,
          },
        },
      ]);
    });

    const away = new SystemError('planted', 'ECONNREFUSED');
    vi.spyOn(PGlite.prototype, 'query').mockRejectedValue(away);
    vi.spyOn(PGlite.prototype, 'transaction').mockRejectedValue(away);
    await eventually(async () => {
      expect(await fetch(`${relay.url}/readyz`)).toMatchObject({ status: 503 });
    });
    await eventually(() => {
      expect(log.error).toHaveBeenCalledWith({ event: 'sms-not-claimed', code: 'ECONNREFUSED' });
    });
    vi.restoreAllMocks();
    await eventually(async () => {
      expect(await fetch(`${relay.url}/readyz`)).toMatchObject({ status: 200 });
    });
    await relay.close();
  });

  it('gives its folder back when it cannot listen', async () => {
    await expect(startRelay({ ...options, host: '192.0.2.1' })).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
    });
    expect(await readdir(dataFolder)).not.toContain('relay.lock');
  });
});
