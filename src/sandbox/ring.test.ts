import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { describe, expect, it } from 'vitest';

import { Ring } from './ring.js';

const collectGarbage = () => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
};

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

  it('makes room by forgetting the oldest, also after something was deleted', () => {
    const ring = ringOf('a', 'b', 'c', 'd');

    ring.delete('c');
    ring.set('e', 'E');
    ring.set('b', 'again');
    ring.set('f', 'F');
    ring.set('g', 'G');

    expect(ring.entries).toEqual(['E', 'F', 'G']);
  });

  it('has room again for all of it once it is cleared', () => {
    const ring = ringOf('a', 'b', 'c', 'd');

    ring.clear();
    expect(ring.entries).toEqual([]);

    for (const id of ['e', 'f', 'g', 'h']) {
      ring.set(id, id.toUpperCase());
    }

    expect(ring.entries).toEqual(['F', 'G', 'H']);
  });

  it.each([
    ['was deleted', 0],
    ['was deleted after others made room', 11],
  ])('holds nothing that %s', async (_, before) => {
    const ring = new Ring<unknown>(10);

    for (const index of Array.from({ length: before }).keys()) {
      ring.set(`before ${index}`, {});
    }

    const entry = new WeakRef({});
    ring.set('entry', entry.deref());

    // Enough to make the map move to another table, while it has the entry.
    for (const index of Array.from({ length: 5 }).keys()) {
      ring.delete(`before ${index + 5}`);
      ring.set(`${index}`, {});
    }

    for (const _index of Array.from({ length: 100 }).keys()) {
      ring.delete('4');
      ring.set('4', {});
    }

    ring.delete('entry');
    // A weak reference holds its object until the turn in which it was made is over.
    await nextTurn();
    collectGarbage();

    expect(entry.deref()).toBeUndefined();
  });
});
