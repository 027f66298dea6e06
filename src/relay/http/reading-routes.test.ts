import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

import { claims } from '../../../test/support/registration.js';
import {
  appSettings,
  awayDatabase,
  createTestApp,
  statusToken,
} from '../../../test/support/relay-app.js';
import { smsSettings } from '../../../test/support/relay-deliveries.js';
import { openMemory } from '../../../test/support/relay-memory.js';
import { connectorName } from '../../../test/support/sms-provider.js';
import { Metrics } from '../metrics.js';

const { ledger, database, identity, record, register } = await openMemory();

/** A relay of its own for each question: it keeps what it has read for a moment. */
const read = async (path: string) => createTestApp({ ledger, database }).read(path);

const { app } = createTestApp({ ledger, database });

const noon = Date.parse('2026-11-21T12:00:00.000Z');

/** PostgreSQL in memory has the clock of this process. */
const at = (seconds: number) => {
  vi.setSystemTime(noon + seconds * 1000);
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
});
afterEach(() => {
  vi.useRealTimers();
});

const listGuard = z.object({
  deliveries: z.array(z.object({ id: z.string(), state: z.string() }).passthrough()),
  next: z.string().optional(),
});

const list = async (query = '') => {
  const response = await read(`/deliveries${query}`);
  expect(response.status).toBe(200);

  return listGuard.parse(await response.json());
};

const summarize = async (minutes = 1): Promise<unknown> => {
  const response = await read(`/summary?minutes=${minutes}`);

  return response.json();
};

const sent = { kind: 'status', status: 'sent' } as const;
const delivered = { kind: 'status', status: 'delivered' } as const;
const failed = { kind: 'status', status: 'failed', errorCode: 131_026 } as const;

describe('whoever reads', () => {
  it.each([
    ['nothing', {}],
    ['another token', { authorization: 'Bearer guessed' }],
    ['another scheme', { authorization: `Basic ${statusToken}` }],
    ['the token alone', { authorization: statusToken }],
  ])('is sent away with %s', async (_, headers: Record<string, string>) => {
    for (const path of ['/deliveries', '/summary']) {
      // eslint-disable-next-line no-await-in-loop -- there are three
      const response = await app.request(path, { headers });

      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('is told how to set a token when there is none', async () => {
    const closed = createTestApp(
      { ledger, database },
      { settings: { ...appSettings, statusToken: undefined } }
    );
    const response = await closed.read('/summary');

    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Set RELAY_STATUS_TOKEN');
  });

  it('may write the scheme as they like, and leaves nothing in a cache', async () => {
    const headers = { authorization: `bearer ${statusToken}` };
    const response = await app.request('/deliveries', { headers });

    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    '/deliveries?limit=0',
    '/deliveries?limit=201',
    '/deliveries?limit=many',
    '/deliveries?state=lost',
    '/deliveries?before=1',
    `/deliveries?before=1.${'-'.repeat(36)}`,
    '/deliveries?messageId=',
    '/summary?minutes=0',
    '/summary?minutes=1441',
    '/summary?minutes=1.5',
  ])('is told what is wrong with %s', async (path) => {
    const response = await read(path);

    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(
      /"wrong_query".*"remedy":"See to (?:limit|state|before|messageId|minutes)\. .deliveries takes limit/
    );
  });

  it('has to come again when the database is away', async () => {
    const metrics = new Metrics(async () => {
      throw new Error('away');
    });
    const away = createTestApp({ ledger, database: awayDatabase }, { metrics });

    for (const path of ['/deliveries', '/summary']) {
      // eslint-disable-next-line no-await-in-loop -- there are three
      const response = await away.read(path);

      expect(response.status).toBe(503);
      // eslint-disable-next-line no-await-in-loop -- see above
      expect(await response.text()).not.toContain('planted');
    }

    // These figures are the relay's own.
    const figures = await away.read('/metrics');
    const text = await figures.text();

    expect(figures.status).toBe(200);
    expect(text).toContain('deliveries_total');
    expect(text).not.toContain('queue_depth{');
  });

  it('is told that there are no figures now, when they cannot be written', async () => {
    const metrics = new Metrics(async () => ({ sms: 0, deadline: 0 }));
    vi.spyOn(metrics, 'text').mockRejectedValue(new Error('planted'));
    const response = await createTestApp({ ledger, database }, { metrics }).read('/metrics');

    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('planted');
  });

  it('gets the figures for Prometheus', async () => {
    const response = await read('/metrics');

    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toContain('queue_depth{queue="deadline"} 7');
  });
});

describe('the list', () => {
  it('tells of a code all that may be told', async () => {
    await register(claims.messageId);
    at(2);
    await record(claims.messageId, sent);
    at(3);
    await record(claims.messageId, failed);

    const { deliveries } = await list();
    expect(deliveries).toEqual([
      {
        id: identity.delivery(claims.messageId),
        state: 'sms-due',
        recipient: '+1********43',
        country: 'US',
        usageType: 'SignIn',
        language: 'de',
        createdAt: '2026-11-21T12:00:00.000Z',
        deadlineAt: '2026-11-21T12:00:25.000Z',
        expiresAt: '2026-11-21T12:10:00.000Z',
        trigger: 'failed',
        errorCode: 131_026,
        error: {
          title: 'Undeliverable',
          meaning: expect.stringMatching(/^The message cannot be delivered: .*\.$/) as unknown,
          remedy: expect.stringMatching(/^Nothing to set up: .*\.$/) as unknown,
        },
        sms: { connector: connectorName, attempts: 0 },
        timeline: [
          { at: '2026-11-21T12:00:00.000Z', event: 'accepted' },
          { at: '2026-11-21T12:00:02.000Z', event: 'sent' },
          { at: '2026-11-21T12:00:03.000Z', event: 'failed', detail: '131026' },
          { at: '2026-11-21T12:00:03.000Z', event: 'sms-due', detail: connectorName },
        ],
      },
    ]);
    expect(JSON.stringify(deliveries)).not.toMatch(/2025550143|482913|wamid|eyJ/);
  });

  it('tells of a status that nobody has registered, and of a code that was delivered', async () => {
    await record('one', failed);
    at(1);
    await register('two', { sms: undefined });
    at(4);
    await record('two', delivered);

    expect(await list()).toMatchObject({
      deliveries: [
        { state: 'delivered', deliveredAt: '2026-11-21T12:00:04.000Z' },
        { state: 'unregistered', createdAt: '2026-11-21T12:00:00.000Z', errorCode: 131_026 },
      ],
    });
  });

  it('is read page by page, newest first, none left out and none twice', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `code ${index}`);

    for (const [index, name] of names.entries()) {
      // Two of them in the same moment.
      at(Math.floor(index / 2));
      // eslint-disable-next-line no-await-in-loop -- one after the other
      await register(name);
    }

    const first = await list('?limit=3');
    const second = await list(`?limit=3&before=${first.next ?? ''}`);
    const third = await list(`?limit=3&before=${second.next ?? ''}`);
    const all = await list();

    expect([first, second, third].flatMap(({ deliveries }) => deliveries)).toEqual(all.deliveries);
    expect(new Set(all.deliveries.map(({ id }) => id)).size).toBe(7);
    expect([third.deliveries.length, third.next, all.next]).toEqual([1, undefined, undefined]);
  });

  it('has only what is asked for', async () => {
    await register('one');
    await register('two');
    await record('two', delivered);

    expect(await list('?state=delivered')).toMatchObject({
      deliveries: [{ id: identity.delivery('two') }],
    });
    expect(await list('?messageId=one')).toMatchObject({
      deliveries: [{ id: identity.delivery('one') }],
    });
    expect(await list('?messageId=three')).toEqual({ deliveries: [] });
  });
});

describe('the summary', () => {
  it('of nothing has no shares', async () => {
    expect(await summarize(60)).toEqual({
      from: expect.any(String) as unknown,
      to: '2026-11-21T12:00:00.000Z',
      minutes: 60,
      sends: 0,
      delivered: 0,
      waiting: 0,
      withStatus: 0,
      deliveredAfterSms: 0,
      states: {},
      sms: [],
      errors: [],
      periodSeconds: 60,
      periods: expect.any(Array) as unknown,
    });
  });

  it('counts what has become of the codes, in bars of time', async () => {
    const recording = { sms: { ...smsSettings, mode: 'record' as const } };
    await record('nobody knows it', failed);
    await register('delivered after 2 s');
    await register('delivered after 4 s');
    await register('still on its way');
    at(2);
    await record('delivered after 2 s', delivered);
    at(4);
    await record('delivered after 4 s', delivered);
    at(31);
    await register('failed', recording);
    await register('failed, too', recording);
    await register('failed otherwise', { sms: undefined });
    await record('failed', failed, { kind: 'sms-claimed' }, delivered);
    await record('failed, too', failed, { kind: 'sms-claimed' });
    await record('failed otherwise', { ...failed, errorCode: 131_049 });
    at(45);

    const summary = z
      .object({ periods: z.array(z.record(z.unknown())) })
      .passthrough()
      .parse(await summarize());
    expect(summary).toMatchObject({
      sends: 6,
      delivered: 2,
      deliveredShare: 0.4,
      waiting: 1,
      medianSecondsToDelivered: 2,
      withStatus: 5,
      deliveredAfterSms: 1,
      states: { delivered: 2, waiting: 1, recorded: 2, undelivered: 1, unregistered: 1 },
      sms: [
        {
          trigger: 'failed',
          errorCode: 131_026,
          title: 'Undeliverable',
          outcome: 'recorded',
          count: 2,
        },
      ],
      errors: [
        { code: 131_026, count: 2, title: 'Undeliverable' },
        { code: 131_049, count: 1 },
      ],
    });
    expect(summary.periods.filter(({ delivered: count }) => count !== 0)).toEqual([
      { at: '2026-11-21T12:00:00.000Z', delivered: 2, sms: 0, neither: 0, waiting: 1 },
    ]);
    expect(summary.periods.filter(({ neither }) => neither !== 0)).toEqual([
      { at: '2026-11-21T12:00:30.000Z', delivered: 0, sms: 0, neither: 3, waiting: 0 },
    ]);
  });

  it('counts SMS by what has become of them, those of a deadline without an error', async () => {
    await register('due', { deadline: 5 });
    await record('due', { kind: 'deadline' });
    await register('unknown');
    await record(
      'unknown',
      { kind: 'deadline' },
      { kind: 'sms-claimed' },
      { kind: 'sms-abandoned' }
    );

    expect(await summarize()).toMatchObject({
      sms: expect.arrayContaining([
        { trigger: 'deadline', outcome: 'due', count: 1 },
        { trigger: 'deadline', outcome: 'unknown', count: 1 },
      ]) as unknown,
      waiting: 1,
    });
  });

  it('knows of how many codes WhatsApp has told anything, be it only that they were sent', async () => {
    await record('nobody knows it', delivered);
    await register('on its way');
    await record('on its way', sent);
    await register('silent', { deadline: 5 });
    await record('silent', { kind: 'deadline' });

    expect(await summarize()).toMatchObject({ sends: 2, withStatus: 1 });
  });

  it('forgets what is older than it is asked for', async () => {
    await register('one');
    at(121);

    expect(await summarize()).toMatchObject({ sends: 0 });
    expect(await summarize(5)).toMatchObject({ sends: 1 });
    expect(await summarize(1440)).toMatchObject({ sends: 1 });
  });

  it('is read once for those who ask in the same moment', async () => {
    const query = vi.fn(database.query);
    const shared = createTestApp({ ledger, database: { query } });
    const first = await shared.read('/summary?minutes=1');
    const calls = query.mock.calls.length;
    const second = await shared.read('/summary?minutes=1');

    expect(await second.json()).toEqual(await first.json());
    expect(query).toHaveBeenCalledTimes(calls);
    await shared.read('/summary?minutes=2');
    expect(query).toHaveBeenCalledTimes(calls * 2);
  });
});
