import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { type SandboxTemplate } from './account.js';
import { createClock } from './clock.js';
import { type TemplateEvent, TemplateStore } from './template-store.js';

const hour = 60 * 60_000;
const day = 24 * hour;
const reviewTime = 5000;

const template: SandboxTemplate = {
  name: 'login_code',
  language: 'en_US',
  status: 'APPROVED',
  securityRecommendation: true,
  codeExpirationMinutes: 10,
  otpType: 'COPY_CODE',
  buttonText: 'Copy it',
  supportedApps: [],
  ttlSeconds: 600,
};

const createStore = () => {
  const store = new TemplateStore(createClock(), reviewTime);
  const changed = vi.fn<(event: TemplateEvent) => void>();
  store.events.on('change', changed);

  return {
    store,
    /** Each event, and its title. */
    events: () =>
      changed.mock.calls.map(([{ event, title }]) => (title ? `${event} ${title}` : event)),
  };
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T12:00:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a new template', () => {
  it('is found by its id, and by its name and language', () => {
    const { store } = createStore();
    const added = store.add(template);

    expect(added).toMatchObject({ ...template, id: '900000000000001', rejectedReason: 'NONE' });
    expect(store.get(added.id)).toBe(added);
    expect(store.lookUp(template.name, template.language)).toBe(added);
    expect(store.lookUp(template.name, 'es')).toBeUndefined();
    expect(store.all).toEqual([added]);
  });

  it('is approved after its review', () => {
    const { store, events } = createStore();
    const { id } = store.create(template);
    vi.advanceTimersByTime(reviewTime - 1);

    expect(store.get(id)).toMatchObject({ status: 'PENDING' });
    expect(events()).toEqual([]);

    vi.advanceTimersByTime(1);

    expect(store.get(id)).toMatchObject({
      status: 'APPROVED',
      updatedAt: '2026-11-21T12:00:05.000Z',
    });
    expect(events()).toEqual(['APPROVED']);
  });

  it.each([
    ['rejected_code', 'REJECTED', ['REJECTED']],
    ['paused_code', 'PAUSED', ['PAUSED FIRST_PAUSE']],
    ['disabled_code', 'DISABLED', ['DISABLED']],
    ['archived_code', 'ARCHIVED', ['ARCHIVED']],
    ['pending_code', 'PENDING', []],
  ])('takes another way when it is called %s', (name, status, reported) => {
    const { store, events } = createStore();
    const { id } = store.create({ ...template, name });
    vi.advanceTimersByTime(reviewTime);

    expect(store.get(id)).toMatchObject({ status });
    expect(events()).toEqual(reported);
  });

  it('is not reviewed any more once it is decided by hand or deleted', () => {
    const { store, events } = createStore();
    const decided = store.create(template);
    const deleted = store.create({ ...template, language: 'es' });
    store.setStatus(decided.id, 'REJECTED');
    store.delete([deleted]);
    vi.advanceTimersByTime(reviewTime);

    expect(store.get(decided.id)).toMatchObject({
      status: 'REJECTED',
      rejectedReason: 'INVALID_FORMAT',
    });
    expect(events()).toEqual(['REJECTED', 'DELETED']);
  });
});

describe('a pause', () => {
  it('lasts three hours, then six, and then for ever', () => {
    const { store, events } = createStore();
    const { id } = store.add(template);

    expect(store.setStatus(id, 'PAUSED')).toMatchObject({ status: 'PAUSED', pauses: 1 });

    vi.advanceTimersByTime(3 * hour - 1);
    expect(store.get(id)).toMatchObject({ status: 'PAUSED' });

    vi.advanceTimersByTime(1);
    expect(store.get(id)).toMatchObject({ status: 'APPROVED' });

    store.setStatus(id, 'PAUSED');
    vi.advanceTimersByTime(6 * hour - 1);
    expect(store.get(id)).toMatchObject({ status: 'PAUSED' });

    vi.advanceTimersByTime(1);
    store.setStatus(id, 'PAUSED');
    vi.advanceTimersByTime(60 * day);

    expect(store.get(id)).toMatchObject({ status: 'DISABLED' });
    expect(events()).toEqual([
      'PAUSED FIRST_PAUSE',
      'APPROVED UNPAUSE',
      'PAUSED SECOND_PAUSE',
      'APPROVED UNPAUSE',
      'DISABLED DISABLED',
    ]);
  });

  it('does not end a later one', () => {
    const { store } = createStore();
    const added = store.add(template);
    const paused = store.setStatus(added.id, 'PAUSED') ?? added;
    vi.advanceTimersByTime(2 * hour);
    store.unpause(paused);
    store.setStatus(added.id, 'PAUSED');
    vi.advanceTimersByTime(2 * hour);

    expect(store.get(added.id)).toMatchObject({ status: 'PAUSED' });
  });

  it('has no end when a seed says it', () => {
    const { store } = createStore();
    const { id } = store.add({ ...template, status: 'PAUSED' });
    vi.advanceTimersByTime(60 * day);

    expect(store.get(id)).toMatchObject({ status: 'PAUSED', pauses: 1 });
  });
});

describe('a status that is set by hand', () => {
  it.each([
    ['DISABLED', 'REINSTATED'],
    ['ARCHIVED', 'UNARCHIVED'],
    ['PAUSED', 'APPROVED UNPAUSE'],
    ['REJECTED', 'APPROVED'],
  ] as const)('reports the way back from %s as %s', (status, reported) => {
    const { store, events } = createStore();
    const { id } = store.add({ ...template, status });

    expect(store.setStatus(id, 'APPROVED')).toMatchObject({
      status: 'APPROVED',
      rejectedReason: 'NONE',
    });
    expect(events()).toEqual([reported]);
  });

  it('stays when it is PENDING', () => {
    const { store } = createStore();
    const { id } = store.add(template);
    store.setStatus(id, 'PENDING');
    vi.advanceTimersByTime(day);

    expect(store.get(id)).toMatchObject({ status: 'PENDING' });
  });

  it('does nothing to what does not exist', () => {
    const { store, events } = createStore();

    expect(store.setStatus('1', 'PAUSED')).toBeUndefined();
    expect(events()).toEqual([]);
  });
});

describe('an edit', () => {
  const content = {
    securityRecommendation: false,
    otpType: 'COPY_CODE' as const,
    supportedApps: [],
  };

  it('replaces all of the content, and is reviewed', () => {
    const { store, events } = createStore();
    const added = store.add(template);
    const edited = store.edit(added, { content }, true);

    expect(edited).toMatchObject({
      ...content,
      status: 'PENDING',
      ttlSeconds: 600,
      edits: ['2026-11-21T12:00:00.000Z'],
    });
    expect(edited).not.toHaveProperty('codeExpirationMinutes');
    expect(edited).not.toHaveProperty('buttonText');

    vi.advanceTimersByTime(reviewTime);

    expect(store.get(added.id)).toMatchObject({ status: 'APPROVED' });
    expect(events()).toEqual(['PENDING', 'APPROVED']);
  });

  it('of the time to live leaves the content', () => {
    const { store, events } = createStore();

    expect(store.edit(store.add(template), { ttlSeconds: 60 }, false)).toMatchObject({
      ...template,
      ttlSeconds: 60,
    });
    expect(events()).toEqual([]);
  });

  it('of what was rejected is not counted, and approves it', () => {
    const { store, events } = createStore();
    const added = store.add({ ...template, status: 'REJECTED' });

    expect(store.edit(added, { ttlSeconds: 60 }, false)).toMatchObject({
      status: 'APPROVED',
      rejectedReason: 'NONE',
      edits: [],
    });
    expect(events()).toEqual(['APPROVED']);
  });
});

describe('the name of a deleted template', () => {
  it('is blocked for 30 days when it was approved', () => {
    const { store } = createStore();
    store.delete([store.add(template)]);

    expect(store.all).toEqual([]);
    expect(store.isNameBlocked('login_code')).toBe(true);

    vi.advanceTimersByTime(30 * day - 1);
    expect(store.isNameBlocked('login_code')).toBe(true);

    vi.advanceTimersByTime(1);
    expect(store.isNameBlocked('login_code')).toBe(false);
  });

  it('is free when it was not', () => {
    const { store } = createStore();
    store.delete([store.add({ ...template, status: 'REJECTED' })]);

    expect(store.isNameBlocked('login_code')).toBe(false);
  });
});

describe('the state of a sandbox that stopped', () => {
  it('is taken up: reviews start anew, pauses go on, names stay blocked', () => {
    const before = createStore().store;
    const deleted = before.add({ ...template, name: 'deleted_code' });
    const paused = before.add(template);
    const pending = before.create({ ...template, language: 'es' });
    before.delete([deleted]);
    before.setStatus(paused.id, 'PAUSED');
    vi.advanceTimersByTime(reviewTime - 1);

    // As it comes from a file.
    const state = structuredClone(before.state);
    vi.setSystemTime(new Date('2026-11-21T14:00:00Z'));
    const { store } = createStore();
    store.restore(state);

    expect(store.state).toEqual(state);
    expect(store.isNameBlocked('deleted_code')).toBe(true);

    vi.advanceTimersByTime(reviewTime);
    expect(store.get(pending.id)).toMatchObject({ status: 'APPROVED' });
    expect(store.get(paused.id)).toMatchObject({ status: 'PAUSED' });

    vi.advanceTimersByTime(hour);
    expect(store.get(paused.id)).toMatchObject({ status: 'APPROVED' });
    expect(store.add(template).id).toBe('900000000000004');
  });
});
