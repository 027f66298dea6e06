import { describe, expect, it, vi } from 'vitest';

import { createMessagingLimit } from './messaging-limit.js';

const hour = 60 * 60_000;

/** How many of so many people may be written to. */
const reached = (mayWriteTo: (to: string) => boolean, count: number): number =>
  Array.from({ length: count }, (_, index) => mayWriteTo(`+1202${5_550_000 + index}`)).filter(
    Boolean
  ).length;

describe('the messaging limit', () => {
  it.each([
    ['TIER_50', 50],
    ['TIER_250', 250],
    ['TIER_2K', 2000],
    ['TIER_10K', 10_000],
    ['TIER_100K', 100_000],
  ] as const)('of %s is %i people', (tier, limit) => {
    const mayWriteTo = createMessagingLimit(tier, () => 0);

    expect(reached(mayWriteTo, limit + 1)).toBe(limit);
  });

  it('of TIER_UNLIMITED is none', () => {
    expect(
      reached(
        createMessagingLimit('TIER_UNLIMITED', () => 0),
        100_001
      )
    ).toBe(100_001);
  });

  it('counts each person once', () => {
    const mayWriteTo = createMessagingLimit('TIER_50', () => 0);
    reached(mayWriteTo, 49);

    expect([mayWriteTo('+491'), mayWriteTo('+491'), mayWriteTo('+492')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is over for each person 24 hours later', () => {
    const now = vi.fn(() => 0);
    const mayWriteTo = createMessagingLimit('TIER_50', now);
    reached(mayWriteTo, 50);

    now.mockReturnValue(24 * hour - 1);
    expect(mayWriteTo('+491')).toBe(false);

    now.mockReturnValue(24 * hour);
    expect(mayWriteTo('+491')).toBe(true);
  });

  it('counts a person from the last message, not from the first', () => {
    const now = vi.fn(() => 0);
    const mayWriteTo = createMessagingLimit('TIER_50', now);
    reached(mayWriteTo, 49);
    mayWriteTo('+491');
    now.mockReturnValue(23 * hour);
    reached(mayWriteTo, 49);

    now.mockReturnValue(25 * hour);

    expect([mayWriteTo('+492'), mayWriteTo('+493')]).toEqual([true, false]);
  });
});
