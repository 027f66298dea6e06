import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

import { lenient } from './lenient.js';

const create = (path: string[] = []) => {
  const warn = vi.fn<(line: string) => void>();
  const guard = lenient(z.object({ one: z.string().optional(), two: z.number().optional() }), {
    subject: 'The thing',
    path,
    instead: {},
    warn,
  });

  return { guard, warn };
};

describe('a lenient guard', () => {
  it('gives what the guard gives', () => {
    const { guard, warn } = create();

    expect(guard.parse({ one: 'a', two: 2 })).toEqual({ one: 'a', two: 2 });
    expect(warn).not.toHaveBeenCalled();
  });

  it('gives something else for what is wrong, and tells which keys are', () => {
    const { guard, warn } = create(['outer']);

    expect(guard.parse({ one: 'a', two: 'secret' })).toEqual({});
    expect(warn.mock.calls).toEqual([
      [
        'The thing cannot be used: see outer.two. Open the connector in Logto Console and save it to be told why.',
      ],
    ]);
  });

  it('tells it once for each set of keys', () => {
    const { guard, warn } = create();

    for (const raw of [{ one: 1 }, { one: 2 }, { one: 1, two: '' }, { one: 3 }]) {
      guard.parse(raw);
    }

    expect(warn.mock.calls.map(([line]) => /see (.*)\. Open/.exec(line)?.[1])).toEqual([
      'one',
      'one, two',
    ]);
  });
});
