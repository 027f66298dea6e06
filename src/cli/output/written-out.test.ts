import { Writable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { writtenOut } from './written-out.js';

/** Takes nothing before it is told to. */
class SlowPipe extends Writable {
  readonly #held = new Set<(error?: Error) => void>();

  override _write(_chunk: unknown, _encoding: string, done: (error?: Error) => void) {
    this.#held.add(done);
  }

  release(error?: Error) {
    for (const done of this.#held) {
      this.#held.delete(done);
      done(error);
    }
  }
}

describe('what was written', () => {
  it('is waited for', async () => {
    const pipe = new SlowPipe();
    pipe.write('a long list');
    const order = new Set<string>();
    const end = (async () => {
      await writtenOut(pipe);
      order.add('ended');
    })();

    await Promise.resolve();
    order.add('released');
    pipe.release();
    pipe.release();
    await end;

    expect([...order]).toEqual(['released', 'ended']);
  });

  it('is given up when nobody reads it any more', async () => {
    const pipe = new SlowPipe();
    pipe.write('a long list');
    const end = writtenOut(pipe);
    pipe.release(new Error('EPIPE'));

    await expect(end).resolves.toBeUndefined();
  });
});
