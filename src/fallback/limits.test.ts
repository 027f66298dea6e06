import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SmsCounter } from './limits.js';

const hour = 60 * 60_000;
const limits = { maxPerNumberPerHour: 2, maxPerHour: 3 };
const [one, other, third] = ['+12025550143', '+12025550144', '+12025550145'] as const;

describe('the limit for a number', () => {
  it('is reached when it has had as many as it may', () => {
    const counter = new SmsCounter();

    expect(counter.take(one, limits, 0)).toBeUndefined();
    expect(counter.take(one, limits, 1)).toBeUndefined();
    expect(counter.take(one, limits, 2)).toBe('number');
    expect(counter.take(other, limits, 3)).toBeUndefined();
  });

  it('holds for an hour that moves', () => {
    const counter = new SmsCounter();
    counter.take(one, limits, 0);
    counter.take(one, limits, 1000);

    expect(counter.take(one, limits, hour - 1)).toBe('number');
    expect(counter.take(one, limits, hour)).toBeUndefined();
    expect(counter.take(one, limits, hour)).toBe('number');
    expect(counter.take(one, limits, hour + 1000)).toBeUndefined();
  });

  it('does not count what it refused', () => {
    const counter = new SmsCounter();
    const single = { maxPerNumberPerHour: 1, maxPerHour: 2 };
    counter.take(one, single, 0);

    for (const at of [1, 2, 3]) {
      expect(counter.take(one, single, at)).toBe('number');
    }

    expect(counter.take(other, single, 4)).toBeUndefined();
    expect(counter.take(one, single, hour)).toBeUndefined();
  });
});

describe('the limit for all', () => {
  it('is reached when as many have gone out as may', () => {
    const counter = new SmsCounter();

    expect([one, other, third].map((number) => counter.take(number, limits, 0))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(counter.take('+12025550146', limits, 1)).toBe('all');
    expect(counter.take('+12025550146', limits, hour)).toBeUndefined();
  });

  it('may be lowered while it runs', () => {
    const counter = new SmsCounter();
    counter.take(one, limits, 0);
    counter.take(other, limits, 0);

    expect(counter.take(third, { ...limits, maxPerHour: 2 }, 1)).toBe('all');
  });
});

describe('what is given back', () => {
  it('counts for no limit any more', () => {
    const counter = new SmsCounter();
    const single = { maxPerNumberPerHour: 1, maxPerHour: 1 };
    counter.take(one, single, 0);
    counter.giveBack(one, 0);

    expect(counter.take(other, single, 1)).toBeUndefined();
    counter.giveBack(other, 1);
    expect(counter.take(one, single, 2)).toBeUndefined();
  });

  it('is one at a time', () => {
    const counter = new SmsCounter();
    counter.take(one, limits, 0);
    counter.take(one, limits, 0);
    counter.giveBack(one, 0);

    expect(counter.take(one, limits, 1)).toBeUndefined();
    expect(counter.take(one, limits, 1)).toBe('number');
  });

  it('may be something that is not counted any more', () => {
    const counter = new SmsCounter();
    counter.giveBack(other, 0);
    counter.take(one, limits, 0);
    counter.take(one, limits, hour);
    counter.giveBack(one, 0);

    expect(counter.take(one, limits, hour)).toBeUndefined();
    expect(counter.take(one, limits, hour)).toBe('number');
  });
});

describe('the memory of it', () => {
  it('forgets the number that has waited longest when there are more than 10,000', () => {
    const counter = new SmsCounter();
    const wide = { maxPerNumberPerHour: 1, maxPerHour: 1_000_000 };
    const crowd = Array.from({ length: 10_000 }, (_, index) => `+5511${index}`);
    counter.take(one, { ...wide, maxPerNumberPerHour: 2 }, 0);
    counter.take(other, wide, 0);
    counter.take(one, { ...wide, maxPerNumberPerHour: 2 }, 1);

    for (const number of crowd.slice(1)) {
      counter.take(number, wide, 2);
    }

    expect(counter.take(one, wide, 3)).toBe('number');
    expect(counter.take(other, wide, 3)).toBeUndefined();
  });
});

it('never lets more out in any hour than its limits', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ wait: fc.integer({ min: 0, max: hour }), number: fc.constantFrom(one, other) }),
        {
          maxLength: 60,
        }
      ),
      (calls) => {
        const counter = new SmsCounter();
        const times = calls.map((_, index) =>
          calls.slice(0, index + 1).reduce((sum, { wait }) => sum + wait, 0)
        );
        const taken = calls.flatMap(({ number }, index) => {
          const at = times[index] ?? 0;

          return counter.take(number, limits, at) === undefined ? [{ number, at }] : [];
        });

        for (const { at } of taken) {
          const within = taken.filter((item) => item.at >= at && item.at < at + hour);
          expect(within.length).toBeLessThanOrEqual(3);

          for (const number of [one, other]) {
            expect(within.filter((item) => item.number === number).length).toBeLessThanOrEqual(2);
          }
        }
      }
    )
  );
});
