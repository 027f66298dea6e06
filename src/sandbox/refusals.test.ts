import { describe, expect, it, vi } from 'vitest';

import { Refusals } from './refusals.js';

const refusal = {
  at: '2026-11-21T12:00:00.000Z',
  to: '+12025550143',
  status: 400,
  code: 131_056,
  message: '(#131056) (Business Account, Consumer Account) pair rate limit hit',
  request: {},
  answer: {},
};

const refusalsOf = (...numbers: Array<string | undefined>) => {
  const refusals = new Refusals();

  for (const to of numbers) {
    refusals.add({ ...refusal, to });
  }

  return refusals;
};

const numbers = ['+12025550143', '+12025550199', undefined];

const idsIn = ({ all }: Refusals) => all.map(({ id }) => id);

describe('the refusals', () => {
  it('have ids, and are told of', () => {
    const refusals = new Refusals();
    const added = vi.fn();
    refusals.events.on('add', added);

    refusals.add(refusal);

    expect(refusals.all).toEqual([{ id: 'r1', ...refusal }]);
    expect(added.mock.calls).toEqual([[{ id: 'r1', ...refusal }]]);
  });

  it('are the last thousand', () => {
    const refusals = refusalsOf(...Array.from({ length: 1001 }, () => '+12025550143'));

    expect(refusals.all).toHaveLength(1000);
    expect(refusals.all[0]?.id).toBe('r2');
  });

  it('are cleared', () => {
    const refusals = refusalsOf(...numbers);

    refusals.clear();

    expect(refusals.all).toEqual([]);
  });

  it('are cleared of one number', () => {
    const refusals = refusalsOf(...numbers);

    refusals.clear('+12025550143');

    expect(idsIn(refusals)).toEqual(['r2', 'r3']);
  });
});
