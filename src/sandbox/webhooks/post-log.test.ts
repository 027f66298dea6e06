import { describe, expect, it, vi } from 'vitest';

import { PostLog } from './post-log.js';

const post = {
  url: 'http://127.0.0.1:3000/',
  at: '2026-11-21T12:00:00.000Z',
  tookMs: 3,
  attempt: 1,
  answer: { status: 200 },
  body: '{"id":"wamid.SIM1"}',
};

describe('the log of webhooks', () => {
  it('numbers what it keeps, and tells of it', () => {
    const log = new PostLog();
    const added = vi.fn();
    log.events.on('add', added);

    log.add(post);
    log.add({ ...post, attempt: 2 });

    expect(log.all).toEqual([
      { id: 1, ...post },
      { id: 2, ...post, attempt: 2 },
    ]);
    expect(added.mock.calls).toEqual([[log.all[0]], [log.all[1]]]);
  });

  it('finds those that tell of a message', () => {
    const log = new PostLog();
    log.add(post);
    log.add({ ...post, body: '{"id":"wamid.SIM2"}' });

    expect(log.of('wamid.SIM2')).toMatchObject([{ id: 2 }]);
    expect(log.of('wamid.SIM3')).toEqual([]);
  });

  it('keeps a thousand', () => {
    const log = new PostLog();

    for (const _ of Array.from({ length: 1001 })) {
      log.add(post);
    }

    expect(log.all).toHaveLength(1000);
    expect(log.all[0]?.id).toBe(2);
  });

  it('keeps only the beginning of a long body', () => {
    const log = new PostLog();

    log.add({ ...post, body: 'x'.repeat(16_384) });
    log.add({ ...post, body: 'x'.repeat(16_385) });

    expect(log.all.map(({ body }) => body.length)).toEqual([16_384, 16_386]);
    expect(log.all[1]?.body.endsWith(' …')).toBe(true);
  });
});
