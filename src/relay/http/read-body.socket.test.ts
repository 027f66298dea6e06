import { once } from 'node:events';
import { createServer } from 'node:http';
import { type Socket, connect } from 'node:net';
import { text } from 'node:stream/consumers';

import { getRequestListener } from '@hono/node-server';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { eventually } from '../../../test/support/eventually.js';

import { BodyBudget } from './body-budget.js';
import { type BodyReading, readBody } from './read-body.js';

const limit = 3_000_000;

/** Answers with what became of the body, and how many bytes it had. */
class Server {
  static async start(budget = new BodyBudget()): Promise<Server> {
    const server = new Server(budget);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    onTestFinished(async () => {
      server.#server.close();
      server.#server.closeAllConnections();
      await once(server.#server, 'close');
    });

    return server;
  }

  readonly #readings = new Set<BodyReading>();
  readonly #server = createServer(
    getRequestListener(
      async (request) => {
        const reading = await readBody(request, limit, this.budget);
        this.#readings.add(reading);

        return Response.json({
          outcome: reading.outcome,
          ...(reading.outcome === 'read' && { size: reading.body.length }),
        });
      },
      { overrideGlobalObjects: false }
    )
  );

  private constructor(readonly budget: BodyBudget) {}

  get port(): number {
    const address = this.#server.address();

    return typeof address === 'object' && address ? address.port : 0;
  }

  get readings(): BodyReading[] {
    return [...this.#readings];
  }

  get outcomes(): string[] {
    return this.readings.map(({ outcome }) => outcome);
  }

  /** Begins a request, and leaves the rest to the test. */
  async open(header: string): Promise<Socket> {
    const socket = connect(this.port, '127.0.0.1');
    socket.setNoDelay(true);
    onTestFinished(() => {
      socket.destroy();
    });
    await once(socket, 'connect');
    socket.write(`POST / HTTP/1.1\r\nhost: relay\r\nconnection: close\r\n${header}\r\n\r\n`);

    return socket;
  }

  async post(body: Exclude<RequestInit['body'], undefined>) {
    const response = await fetch(`http://127.0.0.1:${this.port}`, {
      method: 'POST',
      body,
      duplex: 'half',
    });
    const answer: unknown = await response.json();

    return answer;
  }
}

const chunkOf = (content: string) => `${content.length.toString(16)}\r\n${content}\r\n`;

/** Each byte goes on its way before the next one follows. */
const writeSlowly = async (socket: Socket, content: string) => {
  for (const byte of content) {
    // eslint-disable-next-line no-await-in-loop -- this is what makes it slow
    await new Promise((resolve) => {
      socket.write(byte, resolve);
    });
  }
};

describe('over a socket, a body', () => {
  it('is read with its length and in chunks', async () => {
    const server = await Server.start();
    const body = new Uint8Array(limit);

    expect(await server.post('{}')).toEqual({ outcome: 'read', size: 2 });
    expect(await server.post('')).toEqual({ outcome: 'read', size: 0 });
    expect(await server.post(body)).toEqual({ outcome: 'read', size: limit });
    expect(await server.post(new Blob([body]).stream())).toEqual({ outcome: 'read', size: limit });
    expect(server.budget.used).toBe(0);
  });

  it('is refused by its length before it comes', async () => {
    const server = await Server.start();
    const socket = await server.open(`content-length: ${limit + 1}`);

    expect(await text(socket)).toContain('"too-large"');
  });

  it('is refused once its chunks are too many', async () => {
    const server = await Server.start();
    const body = new Blob([new Uint8Array(limit + 1)]).stream();

    expect(await server.post(body)).toEqual({ outcome: 'too-large' });
    expect(server.budget.used).toBe(0);
  });

  it('ends where its length says, whatever follows', async () => {
    const server = await Server.start();
    const socket = await server.open('content-length: 2');
    socket.write(`{}${' '.repeat(100_000)}`);

    await eventually(() => {
      expect(server.readings).toEqual([{ outcome: 'read', body: new Uint8Array([0x7b, 0x7d]) }]);
    });
  });

  it.each([
    ['small', 'content-length: 40', 'x'.repeat(40), 40],
    ['large', 'content-length: 20000', 'x'.repeat(20_000), 20_000],
    ['in chunks', 'transfer-encoding: chunked', `${chunkOf('x').repeat(20)}0\r\n\r\n`, 20],
  ])('may come a byte at a time: %s', async (_, header, content, size) => {
    const server = await Server.start();
    const socket = await server.open(header);

    await writeSlowly(socket, content);

    expect(await text(socket)).toContain(`"size":${size}`);
    expect(server.budget.used).toBe(0);
  });
});

describe('a slow client', () => {
  it('is charged for a small body at once, and for a large one as it comes', async () => {
    const server = await Server.start();
    await server.open('content-length: 700');
    await eventually(() => {
      expect(server.budget.used).toBe(700);
    });

    const large = await server.open(`content-length: ${limit}`);
    const chunked = await server.open('transfer-encoding: chunked');
    large.write('{');
    chunked.write(chunkOf('{'));

    await eventually(() => {
      expect(server.budget.used).toBe(700 + 2 * 16_384);
    });
  });

  it.each([
    ['a small body', 'content-length: 700', '{'],
    ['a large body', 'content-length: 20000', '{'],
    ['chunks', 'transfer-encoding: chunked', chunkOf('{')],
  ])('that goes away in the middle of %s leaves the budget', async (_, header, start) => {
    const server = await Server.start();
    const socket = await server.open(header);
    socket.write(start);
    await eventually(() => {
      expect(server.budget.used).toBeGreaterThan(0);
    });

    socket.destroy();

    await eventually(() => {
      expect(server.outcomes).toEqual(['aborted']);
    });
    expect(server.budget.used).toBe(0);
    expect(await server.post('{}')).toEqual({ outcome: 'read', size: 2 });
  });

  it('that sends no more, but listens, leaves the budget', async () => {
    const server = await Server.start();
    const socket = await server.open('content-length: 20000');
    socket.end('{');

    await eventually(() => {
      expect(server.outcomes).toEqual(['aborted']);
    });
    expect(server.budget.used).toBe(0);
  });
});

describe('many clients at once', () => {
  it('share the budget: who comes too late is told so, until there is room again', async () => {
    const server = await Server.start(new BodyBudget(100 * 700));
    const slow = await Promise.all(
      Array.from({ length: 100 }, async () => server.open('content-length: 700'))
    );
    await eventually(() => {
      expect(server.budget.used).toBe(70_000);
    });

    expect(await server.post('{}')).toEqual({ outcome: 'busy' });
    expect(await server.post(new Blob(['{}']).stream())).toEqual({ outcome: 'busy' });

    for (const [index, socket] of slow.entries()) {
      if (index % 2 === 0) {
        socket.destroy();
      } else {
        socket.write('x'.repeat(700));
      }
    }

    await eventually(() => {
      expect(server.budget.used).toBe(0);
    });
    expect(await server.post('{}')).toEqual({ outcome: 'read', size: 2 });
    expect(server.outcomes.filter((outcome) => outcome === 'aborted')).toHaveLength(50);
    expect(server.outcomes.filter((outcome) => outcome === 'read')).toHaveLength(51);
  });

  it('with large bodies never hold more than the budget', async () => {
    const budget = new BodyBudget(8 * 1024 * 1024);
    const server = await Server.start(budget);
    const take = vi.spyOn(budget, 'take');
    const used = new Set<number>();
    take.mockImplementation((bytes) => {
      const isTaken = BodyBudget.prototype.take.call(budget, bytes);
      used.add(budget.used);

      return isTaken;
    });

    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, index) =>
        server.post(
          index % 2 === 0 ? new Uint8Array(limit) : new Blob([new Uint8Array(limit)]).stream()
        )
      )
    );

    // A body of this size holds all of it in the end, so that something was charged indeed.
    expect(Math.max(...used)).toBeGreaterThanOrEqual(limit);
    expect(Math.max(...used)).toBeLessThanOrEqual(budget.capacity);
    expect(answers).toContainEqual({ outcome: 'read', size: limit });
    // How many are refused depends on how fast the others come.
    expect(server.outcomes.every((outcome) => ['read', 'busy'].includes(outcome))).toBe(true);
    expect(budget.used).toBe(0);
  });
});
