import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { anyText } from '../../../test/support/matchers.js';
import { claims, relaySecret } from '../../../test/support/registration.js';
import {
  appNow,
  awayDatabase,
  awayLedger,
  createTestApp,
  sign,
  verifyToken,
} from '../../../test/support/relay-app.js';
import { openMemory } from '../../../test/support/relay-memory.js';
import { connectorName } from '../../../test/support/sms-provider.js';
import { phoneNumberId, webhookWith } from '../../../test/support/status-webhook.js';
import { seal } from '../../registration/seal.js';

import { BodyBudget } from './body-budget.js';

const { ledger, database, identity, read } = await openMemory();

const away = { ledger: awayLedger, database: awayDatabase };

const anyProblem = (code: string): unknown => ({
  error: { code, message: anyText, remedy: anyText },
});

const sealed = async (rest: Partial<typeof claims> = {}, at = appNow) =>
  seal({ ...claims, ...rest }, relaySecret, new Date(at));

const statusOf = (rest: Record<string, unknown> = {}) => ({
  id: claims.messageId,
  status: 'failed',
  timestamp: '1795262400',
  errors: [{ code: 131_026 }],
  ...rest,
});

describe('a registration', () => {
  it('is taken, and kept without what is secret', async () => {
    const { register, prepare, metrics } = createTestApp({ ledger, database });
    const token = await sealed();
    const response = await register(token);

    expect([response.status, await response.text()]).toEqual([202, '']);
    expect(await read(claims.messageId)).toMatchObject({
      state: 'waiting',
      token,
      numberHash: identity.number(claims.number),
      registration: { recipient: claims.recipient, sms: { connector: connectorName } },
    });
    expect(prepare.mock.calls).toEqual([[connectorName]]);
    expect(await metrics.text()).toContain('registrations_total{result="accepted"} 1');

    const [row] = await database.query(
      'select number_hash, state, detail from whatsapp_otp.deliveries'
    );
    expect(JSON.stringify(row)).not.toMatch(/2025550143|482913|planted|wamid/);
  });

  it('is answered again in the same way, and taken once', async () => {
    const { register } = createTestApp({ ledger, database });
    const token = await sealed();
    await register(token);
    const before = await read(claims.messageId);

    expect(await register(await sealed({ age: 9 }))).toMatchObject({ status: 202 });
    expect(await read(claims.messageId)).toEqual(before);
  });

  it('without SMS makes nothing ready', async () => {
    const { register, prepare } = createTestApp({ ledger, database });

    expect(await register(await sealed({ sms: undefined }))).toMatchObject({ status: 202 });
    expect(prepare).not.toHaveBeenCalled();
  });

  it.each<[string, () => Promise<string>, number, string]>([
    ['with another secret', async () => seal(claims, `${relaySecret}2`), 401, 'wrong_secret'],
    ['that is none', async () => 'text', 400, 'not_a_registration'],
    ['that is empty', async () => '', 400, 'not_a_registration'],
    ['that is old', async () => sealed({}, appNow - 43_201_000), 409, 'wrong_time'],
    ['that is of the future', async () => sealed({}, appNow + 43_201_000), 409, 'wrong_time'],
    ['that is too large', async () => 'x'.repeat(64 * 1024 + 1), 413, 'too_large'],
  ])('%s is refused', async (_, make, status, code) => {
    const { register, prepare } = createTestApp({ ledger, database });
    const response = await register(await make());

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(anyProblem(code));
    expect(prepare).not.toHaveBeenCalled();
    expect(await database.query('select 1 from whatsapp_otp.deliveries')).toEqual([]);
  });

  it.each([appNow - 43_200_000, appNow + 43_200_000])('may be %i', async (at) => {
    const { register } = createTestApp({ ledger, database });

    expect(await register(await sealed({}, at))).toMatchObject({ status: 202 });
  });

  it('has to come again when it cannot be stored', async () => {
    const { register, metrics } = createTestApp(away);
    const response = await register(await sealed());

    expect(response.status).toBe(503);
    expect(await response.json()).toEqual(anyProblem('unavailable'));
    expect(await metrics.text()).toContain('registrations_total{result="failed"} 1');
  });
});

describe('what is refused', () => {
  it('is logged with what to do, and without what was sent', async () => {
    const test = createTestApp({ ledger, database });
    const body = webhookWith([statusOf()]);
    await test.webhook(body, sign(body, 'planted-other-secret'));
    await test.register(await seal(claims, 'planted-other-secret'));

    expect(test.log.error.mock.calls).toEqual([
      [
        {
          event: 'webhook-refused',
          code: 'wrong_signature',
          reason: anyText,
          remedy: expect.stringContaining('WHATSAPP_APP_SECRET') as unknown,
        },
      ],
      [
        {
          event: 'registration-refused',
          code: 'wrong_secret',
          reason: anyText,
          remedy: expect.stringContaining('RELAY_SECRET') as unknown,
        },
      ],
    ]);
    expect(JSON.stringify(test.log.error.mock.calls)).not.toMatch(/planted|wamid|eyJ|2025550143/);
  });

  it('is logged once a minute, each reason for itself', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const test = createTestApp({ ledger, database });
    const lines = () => test.log.error.mock.calls.map(([{ event, code }]) => [event, code]);
    const refuse = async () => {
      await test.webhook('{}', sign('{}', 'another'));
      await test.app.request('/webhook', { method: 'POST', body: '{}' });
    };
    const once = [
      ['webhook-refused', 'wrong_signature'],
      ['webhook-refused', 'no_signature'],
    ];
    await refuse();
    await refuse();
    vi.advanceTimersByTime(59_999);
    await refuse();
    expect(lines()).toEqual(once);

    vi.advanceTimersByTime(1);
    await refuse();
    expect(lines()).toEqual([...once, ...once]);
  });
});

describe('a webhook', () => {
  it('is answered when its statuses are stored', async () => {
    const { webhook, metrics } = createTestApp({ ledger, database });
    const response = await webhook(
      webhookWith([statusOf(), statusOf({ id: 'wamid.two', status: 'delivered' })])
    );

    expect([response.status, await response.text()]).toEqual([200, 'EVENT_RECEIVED']);
    expect(await read(claims.messageId)).toMatchObject({ failure: { code: 131_026 } });
    expect(await read('wamid.two')).toHaveProperty('deliveredAt');
    expect(await metrics.text()).toMatch(/webhook_seconds_count{status="200"} 1/);
  });

  it('leaves aside what is not ours, and counts it', async () => {
    const { webhook, metrics } = createTestApp({ ledger, database });

    expect(await webhook(webhookWith([statusOf()], '999'))).toMatchObject({ status: 200 });
    expect(await webhook('null')).toMatchObject({ status: 200 });
    expect(await read(claims.messageId)).toBeUndefined();
    expect(await metrics.text()).toContain('ignored_total{reason="foreignNumber"} 1');
    expect(await metrics.text()).toContain('ignored_total{reason="malformed"} 1');
  });

  it('that is not signed is not read', async () => {
    const { app, budget } = createTestApp({ ledger, database });
    const response = await app.request('/webhook', {
      method: 'POST',
      body: webhookWith([statusOf()]),
    });

    expect(response.status).toBe(401);
    expect(await response.json()).toEqual(anyProblem('no_signature'));
    expect(budget.used).toBe(0);
  });

  it.each([
    {
      name: 'signed by somebody else',
      body: webhookWith([]),
      signature: sign(webhookWith([]), 'x'),
      status: 401,
      code: 'wrong_signature',
    },
    {
      name: 'signed for something else',
      body: webhookWith([]),
      signature: sign('{}'),
      status: 401,
      code: 'wrong_signature',
    },
    { name: 'that is not JSON', body: '{', status: 400, code: 'not_json' },
    {
      name: 'that is too large',
      body: ' '.repeat(3 * 1024 * 1024 + 1),
      status: 413,
      code: 'too_large',
    },
  ])('$name is refused', async ({ body, signature, status, code }) => {
    const { webhook, metrics } = createTestApp({ ledger, database });
    const response = await webhook(body, signature);

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(anyProblem(code));
    expect(await metrics.text()).toContain(`webhook_seconds_count{status="${status}"} 1`);
  });

  it('has to come again when there is no memory for it', async () => {
    const { webhook } = createTestApp({ ledger, database }, { budget: new BodyBudget(10) });

    expect(await webhook(webhookWith([statusOf()]))).toMatchObject({ status: 503 });
  });

  it('has to come again when it ended before its body did', async () => {
    const { app } = createTestApp({ ledger, database });
    const response = await app.request('/webhook', {
      method: 'POST',
      body: 'short',
      headers: { 'x-hub-signature-256': sign('short'), 'content-length': '100' },
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toEqual(anyProblem('incomplete'));
  });

  it('has to come again when it cannot be stored', async () => {
    const { webhook, metrics } = createTestApp(away);
    const response = await webhook(webhookWith([statusOf()]));

    expect(response.status).toBe(503);
    expect(await response.json()).toEqual(anyProblem('unavailable'));
    expect(await metrics.text()).toContain('webhook_seconds_count{status="503"} 1');
  });
});

const handshake = (token: string) =>
  `/webhook?${String(
    new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.challenge': '1158201444',
      'hub.verify_token': token,
    })
  )}`;

describe('a handshake', () => {
  it('is answered with its challenge', async () => {
    const response = await createTestApp(away).app.request(handshake(verifyToken));

    expect([response.status, await response.text()]).toEqual([200, '1158201444']);
  });

  it('with another token is refused', async () => {
    const response = await createTestApp(away).app.request(handshake('guessed'));

    expect(response.status).toBe(403);
    expect(await response.json()).toEqual(anyProblem('wrong_verify_token'));
  });
});

describe('the rest', () => {
  it('says that it lives, and whether it is ready', async () => {
    const { app } = createTestApp(away);
    const unready = createTestApp(away, { isReady: async () => false }).app;

    expect(await app.request('/healthz')).toMatchObject({ status: 200 });
    expect(await unready.request('/healthz')).toMatchObject({ status: 200 });
    expect(await app.request('/readyz')).toMatchObject({ status: 200 });
    expect(await unready.request('/readyz')).toMatchObject({ status: 503 });
  });

  it('asks the database once, however many want to know whether it is ready', async () => {
    const isReady = vi.fn(async () => true);
    const { app } = createTestApp(away, { isReady });
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => app.request('/readyz'))
    );

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(isReady).toHaveBeenCalledTimes(1);
  });

  it('is not there, and says what is', async () => {
    const response = await createTestApp(away).app.request('/elsewhere');

    expect(response.status).toBe(404);
    expect(await response.json()).toEqual(anyProblem('not_found'));
  });

  it('that goes wrong is logged without its words', async () => {
    const { app, log } = createTestApp(away, {
      isReady: async () => {
        throw new TypeError(`planted ${phoneNumberId}`);
      },
    });
    const response = await app.request('/readyz');

    expect(response.status).toBe(500);
    expect(await response.json()).toEqual(anyProblem('unexpected'));
    expect(log.error.mock.calls).toEqual([[{ event: 'request-failed', code: 'TypeError' }]]);
  });

  it('is the page, which asks for nothing from elsewhere', async () => {
    const { app } = createTestApp(away);
    const page = await app.request('/');
    const style = await app.request('/page/page.css');

    expect([page.status, style.status]).toEqual([200, 200]);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(style.headers.get('content-type')).toMatch(/^text\/css/);
    expect(await app.request('/page/../index.ts')).toMatchObject({ status: 404 });
  });
});
