import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

import { Hono } from 'hono';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { eventually } from '../../../test/support/eventually.js';
import { Gate } from '../../../test/support/gate.js';

import { listen } from './listen.js';

const start = async (app: Hono, host = '127.0.0.1') => {
  const listening = await listen(app, { host, port: 0, isAlone: false });

  return { ...listening, port: Number(new URL(listening.url).port) };
};

/** @returns The answer, or the code of what went wrong. */
const post = async (port: number, agent: Agent) =>
  new Promise<string>((resolve) => {
    const asking = request({ port, agent, method: 'POST' }, async (response) => {
      resolve(await text(response));
    });
    asking.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
    asking.end('hello');
  });

const hello = new Hono().get('/', (context) => context.text('hello'));

describe('a server', () => {
  it.each([
    ['127.0.0.1', /^http:\/\/127\.0\.0\.1:\d+$/],
    ['0.0.0.0', /^http:\/\/127\.0\.0\.1:\d+$/],
    ['localhost', /^http:\/\/localhost:\d+$/],
    ['::1', /^http:\/\/\[::1]:\d+$/],
  ])('says at which address it is reached: %s', async (host, address) => {
    const { url, close } = await start(hello, host);
    const response = await fetch(url);

    expect(url).toMatch(address);
    expect(await response.text()).toBe('hello');
    await close();
    await expect(fetch(url)).rejects.toThrow();
  });

  it('says when its port is taken', async () => {
    const { port, close } = await start(hello);

    await expect(listen(hello, { host: '127.0.0.1', port, isAlone: false })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await close();
  });
});

describe('a server that is closed', () => {
  it('ends what is under way, and its connection with it', async () => {
    const gate = new Gate();
    const app = new Hono().get('/', async (context) => {
      await gate.pass();

      return context.text('late');
    });
    const { url, close } = await start(app);
    const asking = fetch(url);
    await eventually(() => {
      expect(gate.waiting).toBe(1);
    });
    const closing = close();
    gate.open();
    const response = await asking;

    expect(await response.text()).toBe('late');
    expect(response.headers.get('connection')).toBe('close');
    await closing;
  });

  it('lets connections go that are always busy, as those of a proxy, and cuts off no request', async () => {
    const app = new Hono().post('/', async (context) => context.text(await context.req.text()));
    const { port, close } = await start(app);
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    onTestFinished(() => {
      agent.destroy();
    });
    const outcomes: string[] = [];
    /** Asks without a pause, until something else comes than the answer. */
    const ask = async (): Promise<string> => {
      const outcome = await post(port, agent);
      // eslint-disable-next-line @silverhand/fp/no-mutating-methods -- the list that is waited for
      outcomes.push(outcome);

      return outcome === 'hello' ? ask() : outcome;
    };
    const asking = Promise.all(Array.from({ length: 8 }, ask));
    await eventually(() => {
      expect(outcomes.length).toBeGreaterThan(80);
    });
    const begun = performance.now();
    await close();

    expect(performance.now() - begun).toBeLessThan(4000);
    expect(new Set(await asking)).toEqual(new Set(['ECONNREFUSED']));
  });

  it('breaks off what has not ended after 8 s', async () => {
    const gate = new Gate();
    const app = new Hono().get('/', async (context) => {
      await gate.pass();

      return context.text('never');
    });
    const { url, close } = await start(app);
    const asking = expect(fetch(url)).rejects.toThrow();
    await eventually(() => {
      expect(gate.waiting).toBe(1);
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const closing = close();
    await vi.advanceTimersByTimeAsync(8000);
    await closing;
    await asking;
    expect(vi.getTimerCount()).toBe(0);
    gate.open();
  });
});
