import { describe, expect, it } from 'vitest';

import { BodyBudget } from './body-budget.js';

describe('the budget of bodies', () => {
  it('lets take what there is, and nothing more', () => {
    const budget = new BodyBudget(10);

    expect(budget.take(7)).toBe(true);
    expect(budget.take(4)).toBe(false);
    expect(budget.used).toBe(7);
    expect(budget.take(3)).toBe(true);
    expect(budget.used).toBe(10);
  });

  it('lets take again what was given back', () => {
    const budget = new BodyBudget(10);
    budget.take(10);
    budget.giveBack(4);

    expect(budget.take(5)).toBe(false);
    expect(budget.take(4)).toBe(true);
  });

  it('is 64 MB unless told otherwise', () => {
    expect(new BodyBudget().capacity).toBe(67_108_864);
  });
});
