import { beforeEach, describe, expect, it, vi } from 'vitest';

import { type CallFailure, SendFailure } from '../meta/failure.js';

import { patiently } from './perform.js';

const pause = vi.hoisted(() =>
  vi.fn(async (..._: unknown[]): Promise<void> => {
    // No time passes.
  })
);

vi.mock('node:timers/promises', async (importOriginal) => ({
  ...(await importOriginal<Record<string, unknown>>()),
  setTimeout: pause,
}));

beforeEach(() => {
  pause.mockClear();
});

const refused: CallFailure = {
  kind: 'unreachable',
  host: 'x',
  systemCode: 'ECONNREFUSED',
  lasting: false,
};

describe('a reading call', () => {
  it.each<[tries: number, failure: CallFailure, wasReached: boolean]>([
    [1, refused, false],
    [4, refused, true],
    [1, { kind: 'unreadable', host: 'x', status: 200 }, true],
    [4, { kind: 'unreadable', host: 'x', status: 503 }, false],
    [2, { kind: 'silent', host: 'x', seconds: 10 }, false],
    [4, { kind: 'lost', host: 'x', systemCode: 'ECONNRESET' }, false],
  ])('is made %i times after %j, reached before: %s', async (tries, failure, wasReached) => {
    const read = vi.fn(async () => {
      throw new SendFailure(failure);
    });

    await expect(patiently(read, { wasReached })).rejects.toThrow(SendFailure);
    expect(read).toHaveBeenCalledTimes(tries);
    expect(pause).toHaveBeenCalledTimes(tries - 1);
  });
});
