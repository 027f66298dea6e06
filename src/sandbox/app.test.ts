import { describe, expect, it } from 'vitest';

import { createSandbox, message, refusalOf } from '../../test/support/graph-call.js';

describe('the faces of a sandbox', () => {
  it('are that of Meta, that of 360dialog, and its own, on one inbox', async () => {
    const { call, send, get } = createSandbox();

    await send({ to: '+12025550111' });
    await send({ to: '+12025550122' }, '/100000000000001/messages');
    await call({
      path: '/messages',
      authorization: '',
      headers: { 'd360-api-key': 'D360sandboxApiKey' },
      body: { ...message, to: '+12025550133' },
    });

    expect(await get('/inbox', '')).toMatchObject({
      status: 200,
      body: {
        messages: [{ to: '+12025550111' }, { to: '+12025550122' }, { to: '+12025550133' }],
      },
    });
  });

  it.each(['/', '/inbox', '/refusals', '/phones', '/templates', '/webhooks', '/state', '/events'])(
    'need no token where they are its own: %s',
    async (path) => {
      const answer = await createSandbox().app.request(path);

      expect(answer.status).toBe(200);
      await answer.body?.cancel();
    }
  );

  it('need one where they are those of Meta', async () => {
    expect(refusalOf(await createSandbox().get('/100000000000001', ''))).toMatchObject({
      status: 401,
      code: 104,
    });
  });

  it('take no body of more than a megabyte, whichever is asked', async () => {
    const { call } = createSandbox();
    const body = JSON.stringify({ behaviour: 'x'.repeat(1024 * 1024) });
    const paths = ['/v25.0/100000000000001/messages', '/messages', '/phones/+12025550143'];

    const statuses = await Promise.all(
      paths.map(async (path) => {
        const { status } = await call({
          method: path.startsWith('/phones') ? 'PUT' : 'POST',
          path,
          body,
        });

        return status;
      })
    );

    expect(statuses).toEqual([413, 413, 413]);
  });
});

describe('the page', () => {
  it('may load nothing from elsewhere, and be in no frame', async () => {
    const { headers } = await createSandbox().app.request('/');
    const policy = headers.get('content-security-policy');

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it.each(['/page/../app.ts', '/page/%2e%2e/app.ts', '/page/..%2fapp.ts', '/page/nothing.js'])(
    'is all that is given out of its folder: %s',
    async (path) => {
      const answer = await createSandbox().app.request(path);

      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  );
});
