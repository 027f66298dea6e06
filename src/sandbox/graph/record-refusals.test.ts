import { describe, expect, it } from 'vitest';

import { createSandbox } from '../../../test/support/graph-call.js';

const to = '+12025550143';

describe('what was refused', () => {
  it.each([
    ['no token', { authorization: '' }, 401, 104],
    ['an expired token', { authorization: 'Bearer EAAsandboxExpiredToken' }, 401, 190],
    ['another number id', { path: '/v25.0/42/messages' }, 400, 100],
    ['a version that is to come', { path: '/v99.0/100000000000001/messages' }, 400, 2500],
  ])('is kept with its recipient: %s', async (_, call, status, code) => {
    const sandbox = createSandbox();

    await sandbox.call({ ...call, body: { to } });

    expect(sandbox.refusals.all).toMatchObject([{ to, status, code, request: { to } }]);
  });

  it('is kept when the body is no JSON', async () => {
    const { call, refusals } = createSandbox();

    await call({ body: '{' });

    expect(refusals.all).toMatchObject([{ status: 400, code: 100, message: 'Invalid parameter' }]);
    expect(refusals.all[0]).not.toHaveProperty('to', to);
  });

  it('is kept without its body when that is too large', async () => {
    const { send, refusals } = createSandbox();

    await send({ biz_opaque_callback_data: 'x'.repeat(2_000_000) });

    expect(refusals.all).toMatchObject([{ status: 413, request: undefined }]);
  });

  it('is kept when 360dialog does not know the key', async () => {
    const { call, refusals } = createSandbox();

    await call({ path: '/messages', headers: { 'd360-api-key': 'wrong' }, body: { to } });

    expect(refusals.all).toMatchObject([{ to, status: 401, message: 'Invalid api_key' }]);
  });

  it('has the trace id of the answer', async () => {
    const { call, refusals } = createSandbox();

    const { body } = await call({ authorization: '' });

    expect(refusals.all).toMatchObject([{ answer: body }]);
  });

  it('are sends only', async () => {
    const { get, refusals } = createSandbox();

    await get('/v25.0/42');

    expect(refusals.all).toEqual([]);
  });
});
