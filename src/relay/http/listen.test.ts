import { once } from 'node:events';
import { connect } from 'node:net';

import { Hono } from 'hono';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { eventually } from '../../../test/support/eventually.js';
import { Gate } from '../../../test/support/gate.js';

import { listen } from './listen.js';

const start = async (app: Hono, host = '127.0.0.1') => {
  const listening = await listen(app, { host, port: 0, isAlone: false });

  return { ...listening, port: Number(new URL(listening.url).port) };
};

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
  it('ends what is under way, and does not wait for connections without a request', async () => {
    const gate = new Gate();
    const app = new Hono().get('/', async (context) => {
      await gate.pass();

      return context.text('late');
    });
    const { url, port, close } = await start(app);
    const idle = connect(port, '127.0.0.1');
    await once(idle, 'connect');
    const asking = fetch(url, { headers: { connection: 'close' } });
    await eventually(() => {
      expect(gate.waiting).toBe(1);
    });
    const closing = close();
    gate.open();
    const response = await asking;

    expect(await response.text()).toBe('late');
    idle.destroy();
    await closing;
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
