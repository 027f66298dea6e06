import { describe, expect, it } from 'vitest';

import { Ring } from './ring.js';

const ringOf = (...ids: string[]) => {
  const ring = new Ring<string>(3);

  for (const id of ids) {
    ring.set(id, id.toUpperCase());
  }

  return ring;
};

describe('a ring', () => {
  it('keeps its entries, oldest first', () => {
    expect(ringOf('a', 'b', 'c').entries).toEqual(['A', 'B', 'C']);
  });

  it('makes room by forgetting the oldest', () => {
    const ring = ringOf('a', 'b', 'c', 'd');

    expect(ring.entries).toEqual(['B', 'C', 'D']);
    expect([ring.get('a'), ring.get('d')]).toEqual([undefined, 'D']);
  });

  it('puts an entry in the place of the one that has its id', () => {
    const ring = ringOf('a', 'b', 'c');

    ring.set('a', 'another');

    expect(ring.entries).toEqual(['another', 'B', 'C']);
  });

  it('has room again for what was deleted', () => {
    const ring = ringOf('a', 'b', 'c');

    ring.delete('b');
    ring.delete('unknown');
    ring.set('d', 'D');

    expect(ring.entries).toEqual(['A', 'C', 'D']);
  });
});
