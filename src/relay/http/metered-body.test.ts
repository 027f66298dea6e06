import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { BodyBudget } from './body-budget.js';
import { MeteredBody } from './metered-body.js';

const chunk = (length: number) => new Uint8Array(length).fill(7);

describe('a metered body', () => {
  it('takes as much as its limit, and no byte more', () => {
    const meter = new MeteredBody(10, new BodyBudget());

    expect(meter.add(chunk(10))).toBeUndefined();
    expect(meter.add(chunk(1))).toBe('too-large');
    expect(meter.bytes).toEqual(chunk(10));
  });

  it('charges what it holds: 16 KB, and twice as much when they are full', () => {
    const budget = new BodyBudget();
    const meter = new MeteredBody(1_000_000, budget);
    expect(budget.used).toBe(0);

    meter.add(chunk(1));
    expect(budget.used).toBe(16_384);

    meter.add(chunk(16_383));
    expect(budget.used).toBe(16_384);

    meter.add(chunk(1));
    expect(budget.used).toBe(32_768);

    meter.add(chunk(500_000));
    expect(budget.used).toBe(516_385);

    meter.settle();
    expect(budget.used).toBe(0);
    expect(Buffer.from(chunk(516_385)).equals(meter.bytes)).toBe(true);
  });

  it('keeps no chunk as it came, so that a byte at a time takes no more memory', () => {
    const budget = new BodyBudget();
    const meter = new MeteredBody(1_000_000, budget);
    const only = chunk(1);

    for (const _ of Array.from({ length: 20_000 })) {
      meter.add(only);
    }

    only.fill(0);
    expect(meter.bytes.every((byte) => byte === 7)).toBe(true);
    expect(meter.bytes.length).toBe(20_000);
    expect(meter.bytes.buffer.byteLength).toBe(budget.used);
  });

  it('never holds more than its limit', () => {
    const budget = new BodyBudget();
    const meter = new MeteredBody(20_000, budget);

    meter.add(chunk(1));
    meter.add(chunk(17_000));

    expect(budget.used).toBe(20_000);
  });

  it('is refused while others hold the memory, and leaves what it held', () => {
    const budget = new BodyBudget(40_000);
    const meter = new MeteredBody(1_000_000, budget);
    meter.add(chunk(16_384));

    // The old and the new memory are there together while it is copied.
    expect(meter.add(chunk(1))).toBe('busy');
    expect(budget.used).toBe(16_384);

    meter.settle();
    expect(budget.used).toBe(0);
  });

  it('is made of its chunks, however they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 20_000, size: 'max' }), { maxLength: 8 }),
        (chunks) => {
          const budget = new BodyBudget();
          const meter = new MeteredBody(160_000, budget);

          for (const part of chunks) {
            expect(meter.add(part)).toBeUndefined();
            expect(budget.used).toBeGreaterThanOrEqual(meter.bytes.length);
          }

          meter.settle();
          expect(Buffer.concat(chunks).equals(meter.bytes)).toBe(true);
          expect(budget.used).toBe(0);
        }
      ),
      { numRuns: 50 }
    );
  });
});
