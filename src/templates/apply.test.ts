import { beforeEach, describe, expect, it, vi } from 'vitest';

import {
  accessTo,
  accountId,
  templatesIn,
  usualWish,
} from '../../test/support/account-templates.js';
import { FaultyProxy, type Treat } from '../../test/support/faulty-proxy.js';
import { runSandbox } from '../../test/support/running-sandbox.js';
import { readTemplates } from '../meta/templates/read-templates.js';
import { type SandboxSeed } from '../sandbox/index.js';

import { applyPlan } from './apply.js';
import { awaitReview } from './await-review.js';
import { createPlan } from './plan.js';
import { RateWatch } from './rate-watch.js';
import { isFailure } from './result.js';

const pause = vi.hoisted(() =>
  vi.fn(async (..._: unknown[]): Promise<void> => {
    // No time passes.
  })
);

const ignore = () => {
  // Nobody watches.
};

vi.mock('node:timers/promises', async (importOriginal) => ({
  ...(await importOriginal<Record<string, unknown>>()),
  setTimeout: pause,
}));

beforeEach(() => {
  pause.mockClear();
});

const uses = ['en', 'es', 'de'].map((language) => ({
  name: 'a',
  language,
  usageTypes: ['SignIn'],
}));

const setUp = async (
  treat: Treat = () => 'pass',
  account: SandboxSeed = {},
  rules: NonNullable<Parameters<typeof runSandbox>[0]>['rules'] = {}
) => {
  const { url } = await runSandbox({ account: { templates: [], ...account }, rules });
  const proxy = await FaultyProxy.start(url, treat);
  const access = accessTo(proxy.url);
  const plan = createPlan(uses, await readTemplates(accessTo(url), accountId), usualWish);

  return {
    url,
    proxy,
    apply: async () =>
      applyPlan(plan, {
        access,
        businessAccountId: accountId,
        wish: usualWish,
        onProgress: ignore,
      }),
  };
};

const isUpsert = ({ edge }: { edge: string }) => edge === 'upsert_message_templates';
const isCreate = ({ edge, method }: { edge: string; method: string }) =>
  edge === 'message_templates' && method === 'POST';

const failing = (status: number, code: number, error_subcode?: number) => ({
  status,
  body: { error: { code, error_subcode, message: 'x' } },
});

describe('a plan that is carried out', () => {
  it('is tried again after growing pauses while Meta is away', async () => {
    const { url, apply } = await setUp((call, count) =>
      isUpsert(call) && count < 3 ? failing(503, 2) : 'pass'
    );
    const { results, stopped } = await apply();

    expect(stopped).toBeUndefined();
    expect(results.map(({ did }) => did)).toEqual(['created', 'created', 'created']);
    expect(pause.mock.calls).toEqual([[1000], [3000]]);
    expect(await templatesIn(url)).toHaveLength(3);
  });

  it('is given up when Meta stays away', async () => {
    const { apply } = await setUp(() => ({ status: 503, body: '<html>' }));
    const { results, stopped } = await apply();

    expect(results.map(({ did }) => did)).toEqual(['left', 'left', 'left']);
    expect(stopped).toMatchObject({ failure: { kind: 'unreadable', status: 503 } });
    expect(pause).toHaveBeenCalledTimes(3);
  });

  it('has a result for each language when one of a bulk call is refused', async () => {
    const { apply } = await setUp((call) => {
      if (isUpsert(call)) {
        return failing(400, 100, 2_388_023);
      }

      return isCreate(call) && call.body.includes('"es"') ? failing(400, 100, 2_388_023) : 'pass';
    });
    const { results } = await apply();

    expect(results).toMatchObject([
      { language: 'en', did: 'created' },
      { language: 'es', did: 'failed', failed: { failure: { report: { subcode: 2_388_023 } } } },
      { language: 'de', did: 'created' },
    ]);
  });

  it('creates by itself what a bulk call has left out', async () => {
    const { url, apply } = await setUp((call) =>
      isUpsert(call) ? { status: 200, body: { data: [] } } : 'pass'
    );
    await apply();

    expect(await templatesIn(url)).toHaveLength(3);
  });

  it('creates as many as there may be', async () => {
    const { apply } = await setUp((call, count) => {
      if (isUpsert(call)) {
        return failing(400, 100, 2_388_019);
      }

      return isCreate(call) && count > 4 ? failing(400, 100, 2_388_019) : 'pass';
    });
    const { results, stopped } = await apply();

    expect(results.filter(({ did }) => did === 'created')).not.toEqual([]);
    expect(results.at(-1)?.did).toBe('left');
    expect(stopped).toMatchObject({ failure: { report: { subcode: 2_388_019 } } });
  });

  it('looks again when somebody else was quicker', async () => {
    const { apply, url } = await setUp();
    await apply();
    const { results } = await apply();

    expect(results.map(({ did }) => did)).toEqual(['nothing', 'nothing', 'nothing']);
    expect(await templatesIn(url)).toHaveLength(3);
  });

  it('looks again when nothing is known of a template, and gives up after some tries', async () => {
    const { apply, proxy } = await setUp((call) =>
      isUpsert(call) || (isCreate(call) && call.body.includes('"es"')) ? 'cut' : 'pass'
    );
    const { results } = await apply();

    expect(results.map(({ did }) => did)).toEqual(['created', 'failed', 'created']);
    expect(proxy.writes.filter((call) => call.body.includes('"language":"es"'))).toHaveLength(3);
  });

  it('counts what arrived without an answer as done', async () => {
    const { apply } = await setUp((call) => (call.method === 'GET' ? 'pass' : 'swallow'), {
      templates: [
        { name: 'a', language: 'en', ttlSeconds: 60 },
        { name: 'a', language: 'de', status: 'PAUSED', codeExpirationMinutes: 10 },
      ],
    });
    const { results } = await apply();

    expect(results.map(({ did }) => did)).toEqual(['changed', 'created', 'unpaused']);
  });

  it('ends when the account cannot be read any more', async () => {
    const { apply } = await setUp((call) => (isUpsert(call) ? 'cut' : failing(401, 190)));
    const { stopped } = await apply();

    expect(stopped).toMatchObject({ failure: { report: { code: 190 } } });
  });

  it('tells of a pause that does not end', async () => {
    const { apply } = await setUp(
      (call) => (call.edge === 'unpause' ? { status: 200, body: { success: false } } : 'pass'),
      { templates: [{ name: 'a', language: 'en', status: 'PAUSED', codeExpirationMinutes: 10 }] }
    );
    const { results } = await apply();
    const options = { businessAccountId: accountId, limit: 0, onProgress: ignore };
    const { url } = await setUp(undefined, {
      templates: [{ name: 'a', language: 'en', status: 'PAUSED' }],
    });
    const reviewed = await awaitReview(results.slice(0, 1), { ...options, access: accessTo(url) });

    expect(reviewed).toMatchObject([{ status: 'PAUSED', did: 'failed' }]);
    expect(reviewed.every((result) => isFailure(result))).toBe(true);
  });
});

describe('a review', () => {
  const pending = [
    { name: 'a', language: 'en', usageTypes: [], did: 'created', status: 'PENDING' },
  ] as const;

  it('is waited for until the time is up, with growing pauses', async () => {
    const { url } = await setUp(undefined, {
      templates: [{ name: 'a', language: 'en', status: 'PENDING' }],
    });
    const clock = new Map([['now', 0]]);
    const elapsed = new Set<number>();
    pause.mockImplementation(async (...passed: unknown[]) => {
      clock.set('now', (clock.get('now') ?? 0) + Number(passed[0]));
    });
    const results = await awaitReview(pending, {
      access: accessTo(url),
      businessAccountId: accountId,
      limit: 30_000,
      now: () => clock.get('now') ?? 0,
      onProgress: (_, passed) => {
        elapsed.add(passed);
      },
    });
    pause.mockReset();

    expect(results).toMatchObject([{ status: 'PENDING' }]);
    expect(clock.get('now')).toBe(30_000);
    expect(elapsed.size).toBeGreaterThan(25);
  });

  it('is given up when it cannot be read again and again', async () => {
    const proxy = await FaultyProxy.start('http://127.0.0.1:9', () => 'cut');
    const results = await awaitReview(pending, {
      access: accessTo(proxy.url),
      businessAccountId: accountId,
      limit: 60_000,
      // Each look at the clock takes a second.
      now: (() => {
        const looks = new Set<number>();

        return () => looks.add(looks.size).size * 1000;
      })(),
      onProgress: ignore,
    });

    expect(results).toEqual(pending);
    expect(proxy.calls.size).toBe(5);
  });

  it('is given up at once when there are too many calls', async () => {
    const proxy = await FaultyProxy.start('http://127.0.0.1:9', () => failing(400, 80_007));
    const results = await awaitReview(pending, {
      access: accessTo(proxy.url),
      businessAccountId: accountId,
      limit: 60_000,
      onProgress: ignore,
    });

    expect(results).toEqual(pending);
    expect(proxy.calls.size).toBe(1);
  });
});

describe('how long to wait', () => {
  it('is what the last answer said', () => {
    const watch = new RateWatch();
    const heard = vi.fn();
    const { onAnswer } = watch.over({ ...accessTo('http://x'), onAnswer: heard });
    const tell = (header?: string) => onAnswer?.({ 'x-business-use-case-usage': header });

    tell('{"1":[{"estimated_time_to_regain_access":3},{"estimated_time_to_regain_access":9}]}');
    expect(watch.minutesToRegain).toBe(9);
    tell('no JSON');
    expect(watch.minutesToRegain).toBeUndefined();
    tell();
    expect(watch.minutesToRegain).toBeUndefined();
    expect(heard).toHaveBeenCalledTimes(3);
  });
});
