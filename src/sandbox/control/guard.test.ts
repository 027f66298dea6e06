import { once } from 'node:events';
import { request } from 'node:http';

import { describe, expect, it } from 'vitest';

import { createSandbox, sendPath } from '../../../test/support/graph-call.js';
import { runSandbox } from '../../../test/support/running-sandbox.js';
import { createApp } from '../app.js';

const statusOf = async (url: string, init: RequestInit = {}, allowedHosts: string[] = []) => {
  const answer = await createApp(createSandbox(), allowedHosts).request(url, init);

  return answer.status;
};

describe('the name of a sandbox', () => {
  it.each([
    'localhost',
    'localhost:4280',
    'LOCALHOST',
    '127.0.0.1',
    '127.0.0.1:4280',
    '127.255.0.7',
    '[::1]',
    '[::1]:4280',
  ])('may be %s', async (host) => {
    expect(await statusOf(`http://${host}/inbox`)).toBe(200);
  });

  it.each([
    'evil.example',
    'evil.example:4280',
    'localhost.evil.example',
    'evil-localhost',
    '127.0.0.1.evil.example',
    '192.168.1.7',
    '0.0.0.0',
    '[::2]',
  ])('may not be %s', async (host) => {
    const answer = await createApp(createSandbox()).request(`http://${host}/inbox`);
    const { hostname } = new URL(`http://${host}`);

    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({
      error: {
        message: `The sandbox does not answer to the name "${hostname}". Address it as localhost, or start it with --allow-host ${hostname}.`,
      },
    });
  });

  it.each(['/', '/events', '/state', '/page/main.js', `${sendPath}`, '/health_status'])(
    'is looked at before %s',
    async (path) => {
      expect(await statusOf(`http://evil.example${path}`)).toBe(403);
    }
  );

  it('may be another one that was allowed', async () => {
    expect(await statusOf('http://sandbox.test:4280/inbox', {}, ['sandbox.test'])).toBe(200);
    expect(await statusOf('http://evil.example/inbox', {}, ['sandbox.test'])).toBe(403);
  });

  it.each([
    ['sandbox.test', 'Sandbox.Test'],
    ['[2001:db8::5]:4280', '2001:db8::5'],
    ['[2001:db8::5]', '2001:DB8:0::5'],
  ])('may be %s when %s was allowed', async (host, allowed) => {
    expect(await statusOf(`http://${host}/inbox`, {}, [allowed])).toBe(200);
  });

  it('is the one in the header, over a socket', async () => {
    const { url } = await runSandbox();
    const answersFor = async (host: string) =>
      once(request(`${url}/inbox`, { headers: { host } }).end(), 'response');

    expect(await answersFor('evil.example')).toMatchObject([{ statusCode: 403 }]);
    expect(await answersFor('localhost')).toMatchObject([{ statusCode: 200 }]);
  });
});

describe('a page of another site', () => {
  const own = 'http://localhost:4280';

  it.each([
    ['PUT', '/phones/+12025550143'],
    ['DELETE', '/phones/+12025550143'],
    ['DELETE', '/inbox'],
    ['PUT', '/templates/1'],
    ['POST', sendPath],
    ['POST', '/messages'],
  ])('changes nothing: %s %s', async (method, path) => {
    expect(
      await statusOf(`${own}${path}`, { method, headers: { origin: 'http://evil.example' } })
    ).toBe(403);
  });

  it.each(['null', 'http://localhost:4281', 'https://localhost:4280', 'http://127.0.0.1:4280'])(
    'is also %s',
    async (origin) => {
      expect(await statusOf(`${own}/inbox`, { method: 'DELETE', headers: { origin } })).toBe(403);
    }
  );

  it("is not the sandbox's own, nor a test", async () => {
    const remove = { method: 'DELETE' };

    expect(await statusOf(`${own}/inbox`, { ...remove, headers: { origin: own } })).toBe(204);
    expect(await statusOf(`${own}/inbox`, remove)).toBe(204);
  });

  it('is not allowed to read what it gets', async () => {
    const answer = await createApp(createSandbox()).request(`${own}/inbox`, {
      headers: { origin: 'http://evil.example' },
    });

    expect(answer.headers.has('access-control-allow-origin')).toBe(false);
  });
});
