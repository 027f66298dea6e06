import { describe, expect, it } from 'vitest';

import { BodyBudget } from './body-budget.js';
import { readBody } from './read-body.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

const requestOf = (
  body: Exclude<RequestInit['body'], undefined>,
  headers: Record<string, string> = {}
) =>
  new Request('https://relay.example.com/webhook', {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
  });

/** Also counts what was taken from it. */
class Chunks {
  taken = 0;
  isCancelled = false;

  constructor(private readonly chunks: readonly Uint8Array[]) {}

  get stream() {
    return new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          const chunk = this.chunks[this.taken];
          this.taken += 1;

          if (chunk) {
            controller.enqueue(chunk);
          } else {
            controller.close();
          }
        },
        cancel: () => {
          this.isCancelled = true;
        },
      },
      { highWaterMark: 0 }
    );
  }
}

const failing = () =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.error(new Error('Client connection prematurely closed.'));
    },
  });

const lengthOf = (length: number) => ({ 'content-length': String(length) });

describe('a body that announces its length', () => {
  it.each([
    ['a small one', 700],
    ['the largest that is read at once', 16_384],
    ['the smallest that is not', 16_385],
    ['a large one', 3_000_000],
  ])('is read: %s', async (_, length) => {
    const budget = new BodyBudget();
    const body = new Uint8Array(length).fill(7);

    const reading = await readBody(requestOf(body, lengthOf(length)), 3_000_000, budget);

    expect(reading.outcome === 'read' && Buffer.from(body).equals(reading.body)).toBe(true);
    expect(budget.used).toBe(0);
  });

  it('is refused by it, and nothing of it is read', async () => {
    const chunks = new Chunks([bytesOf('{}')]);
    const request = requestOf(chunks.stream, lengthOf(101));

    expect(await readBody(request, 100, new BodyBudget())).toEqual({ outcome: 'too-large' });
    expect(chunks.taken).toBe(0);
  });

  it('is refused while others hold the memory, and nothing of it is read', async () => {
    const chunks = new Chunks([new Uint8Array(20)]);
    const budget = new BodyBudget(100);
    budget.take(81);

    expect(await readBody(requestOf(chunks.stream, lengthOf(20)), 50, budget)).toEqual({
      outcome: 'busy',
    });
    expect(chunks.taken).toBe(0);
    expect(budget.used).toBe(81);
  });

  it.each([
    ['small', 19],
    ['large', 19_999],
  ])('is refused when it goes on after it: %s', async (_, length) => {
    const budget = new BodyBudget();
    const request = requestOf(new Uint8Array(length + 1), lengthOf(length));

    expect(await readBody(request, 100_000, budget)).toEqual({ outcome: 'too-large' });
    expect(budget.used).toBe(0);
  });

  it.each([
    ['small', 21],
    ['large', 20_001],
  ])('has been broken off when it ends before: %s', async (_, length) => {
    const budget = new BodyBudget();
    const request = requestOf(new Uint8Array(length - 1), lengthOf(length));

    expect(await readBody(request, 100_000, budget)).toEqual({ outcome: 'aborted' });
    expect(budget.used).toBe(0);
  });

  it('may be empty', async () => {
    expect(await readBody(requestOf(null, lengthOf(0)), 10, new BodyBudget())).toEqual({
      outcome: 'read',
      body: new Uint8Array(0),
    });
  });
});

describe('a body whose length is not known', () => {
  it('may not be there', async () => {
    expect(await readBody(requestOf(null), 10, new BodyBudget())).toEqual({
      outcome: 'read',
      body: new Uint8Array(0),
    });
  });

  it('is read to its end', async () => {
    const { stream } = new Chunks([bytesOf('{"a"'), bytesOf(':1}')]);
    const budget = new BodyBudget();

    expect(await readBody(requestOf(stream), 10, budget)).toEqual({
      outcome: 'read',
      body: bytesOf('{"a":1}'),
    });
    expect(budget.used).toBe(0);
  });

  it('is left as soon as it is too large', async () => {
    const chunks = new Chunks([bytesOf('123456'), bytesOf('123456'), bytesOf('1')]);
    const budget = new BodyBudget();

    expect(await readBody(requestOf(chunks.stream), 10, budget)).toEqual({ outcome: 'too-large' });
    expect(chunks).toMatchObject({ taken: 2, isCancelled: true });
    expect(budget.used).toBe(0);
  });

  it('is left as soon as others hold the memory', async () => {
    const chunks = new Chunks([bytesOf('123456'), bytesOf('1')]);
    const budget = new BodyBudget(5);

    expect(await readBody(requestOf(chunks.stream), 10, budget)).toEqual({ outcome: 'busy' });
    expect(chunks).toMatchObject({ taken: 1, isCancelled: true });
    expect(budget.used).toBe(0);
  });

  it.each<[string, Record<string, string>]>([
    ['text', { 'content-length': 'ten' }],
    ['less than nothing', { 'content-length': '-1' }],
    ['several', { 'content-length': '2, 2' }],
    ['more than can be counted', { 'content-length': '9'.repeat(16) }],
    ['said beside that it comes in chunks', { ...lengthOf(1), 'transfer-encoding': 'chunked' }],
  ])('is metered when its length is %s', async (_, headers) => {
    const small = requestOf(new Chunks([bytesOf('{}')]).stream, headers);
    const large = requestOf(new Chunks([bytesOf('{     }')]).stream, headers);

    expect(await readBody(small, 5, new BodyBudget())).toMatchObject({ outcome: 'read' });
    expect(await readBody(large, 5, new BodyBudget())).toEqual({ outcome: 'too-large' });
  });
});

describe('a client that goes away', () => {
  it.each([
    ['a small body', lengthOf(10)],
    ['a large body', lengthOf(20_000)],
    ['a body in chunks', {}],
  ])('while it sends %s is no error, and leaves the budget', async (_, headers) => {
    const budget = new BodyBudget();

    expect(await readBody(requestOf(failing(), headers), 100_000, budget)).toEqual({
      outcome: 'aborted',
    });
    expect(budget.used).toBe(0);
  });
});
