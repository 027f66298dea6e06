/** Keeps the nginx.conf of examples/relay honest, with a real nginx. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { findClosedPort } from '../bench/port.js';

import { eventually } from './support/eventually.js';
import { hasNginx, startNginx } from './support/nginx.js';
import { startStandIn } from './support/stand-in.js';

const file = path.resolve(import.meta.dirname, '../examples/relay/nginx.conf');

const ok = () => ({ status: 200 });

const signed = { method: 'POST', headers: { 'x-hub-signature-256': `sha256=${'ab'.repeat(32)}` } };

describe.skipIf(!hasNginx)('nginx.conf', () => {
  it('is right in the eyes of nginx', async () => {
    const { findings } = await startNginx(file, await findClosedPort());

    expect(findings).toContain('test is successful');
    expect(findings).not.toMatch(/warn|emerg|error/);
  });

  it('passes a webhook on byte for byte, with its signature', async () => {
    const relay = await startStandIn(ok);
    const nginx = await startNginx(file, relay.port);
    const body = randomBytes(70_000);

    expect(await nginx.outside('/webhook', { ...signed, body })).toMatchObject({ status: 200 });
    const [webhook] = relay.requests;
    expect(webhook).toMatchObject({ method: 'POST', url: '/webhook', headers: signed.headers });
    expect(body.equals(webhook?.body ?? new Uint8Array())).toBe(true);
  });

  it('passes the handshake on, and keeps its token out of the log', async () => {
    const relay = await startStandIn(() => ({ status: 200, body: '1158201444' }));
    const nginx = await startNginx(file, relay.port);
    const target = '/webhook?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=tok3n';

    expect(await nginx.outside(target)).toEqual({ status: 200, body: '1158201444' });
    expect(relay.requests).toMatchObject([{ method: 'GET', url: target }]);
    await eventually(async () => {
      expect(await nginx.accessLog()).toContain('GET /webhook 200');
    });
    expect(await nginx.accessLog()).not.toContain('tok3n');
  });

  it('shows the internet nothing else', async () => {
    const relay = await startStandIn(ok);
    const nginx = await startNginx(file, relay.port);
    const targets =
      '/ /deliveries /summary /metrics /healthz /readyz /webhook/ /webhookx /webhook/../metrics /webhook/%2e%2e/metrics //metrics'.split(
        ' '
      );
    const answers = await Promise.all(
      targets.flatMap((target) => [nginx.outside(target), nginx.outside(target, signed)])
    );
    const others = await Promise.all(
      ['PUT', 'DELETE', 'PATCH', 'OPTIONS'].map(async (method) =>
        nginx.outside('/webhook', { method })
      )
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 403));
    expect(relay.requests).toEqual([]);
  });

  it('shows its own network everything', async () => {
    const relay = await startStandIn(ok);
    const nginx = await startNginx(file, relay.port);
    const targets = ['/', '/deliveries?limit=5', '/summary', '/metrics', '/healthz', '/readyz'];

    for (const target of targets) {
      // eslint-disable-next-line no-await-in-loop -- they arrive in this order
      expect(await nginx.inside(target)).toMatchObject({ status: 200 });
    }
    expect(relay.requests.map(({ url }) => url)).toEqual(targets);
  });

  it('takes webhooks of 3 MB, and none that is larger', async () => {
    const relay = await startStandIn(ok);
    const nginx = await startNginx(file, relay.port);
    const send = async (size: number) =>
      nginx.outside('/webhook', { ...signed, body: Buffer.alloc(size, 'a') });

    expect(await send(3 * 1024 * 1024)).toMatchObject({ status: 200 });
    expect(await send(Math.ceil(3.1 * 1024 * 1024))).toMatchObject({ status: 413 });
    expect(relay.requests.map(({ body }) => body.length)).toEqual([3 * 1024 * 1024]);
  });

  it('does not trouble the relay with a webhook that has not come whole', async () => {
    const relay = await startStandIn(ok);
    const nginx = await startNginx(file, relay.port);
    const slow = nginx.begin('/webhook', {
      ...signed,
      headers: { ...signed.headers, 'content-length': '8' },
    });
    const answered = new Promise((resolve, reject) => {
      slow.on('error', reject).on('response', ({ statusCode }) => {
        resolve(statusCode);
      });
    });

    await new Promise((resolve) => {
      slow.write('half', resolve);
    });
    expect(await nginx.outside('/webhook', { ...signed, body: Buffer.from('whole') })).toEqual({
      status: 200,
      body: '',
    });
    expect(relay.connections()).toBe(1);
    slow.end('half');
    expect(await answered).toBe(200);
    expect(relay.requests.map(({ body }) => String(body))).toEqual(['whole', 'halfhalf']);
  });

  it('limits handshakes, and not the statuses of Meta', async () => {
    const relay = await startStandIn(ok);
    const nginx = await startNginx(file, relay.port);
    const repeat = async (count: number, asked: Parameters<typeof nginx.outside>[1]) => {
      const answers = await Promise.all(
        Array.from({ length: count }, async () => nginx.outside('/webhook', asked))
      );

      return new Set(answers.map(({ status }) => status));
    };

    expect(await repeat(300, { ...signed, body: Buffer.from('{}') })).toEqual(new Set([200]));
    expect(await repeat(30, {})).toEqual(new Set([200, 429]));
  });

  it('gives a webhook to another relay when the first is away or has no database', async () => {
    const ill = await startStandIn(() => ({ status: 503 }));
    const well = await startStandIn(ok);
    const body = Buffer.from('{"entry":[]}');

    for (const first of [ill.port, await findClosedPort()]) {
      // eslint-disable-next-line no-await-in-loop -- the second looks at other relays
      const nginx = await startNginx(file, first, well.port);
      // eslint-disable-next-line no-await-in-loop -- each relay has its turn
      const answers = [await nginx.outside('/webhook', { ...signed, body })];
      expect(answers).toMatchObject([{ status: 200 }]);
    }
    expect(ill.requests).toHaveLength(1);
    expect(well.requests.map((request) => String(request.body))).toEqual([
      '{"entry":[]}',
      '{"entry":[]}',
    ]);
  });
});
