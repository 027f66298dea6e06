import { describe, expect, it, vi } from 'vitest';

import { codeTemplate, createSandbox, message } from '../../test/support/graph-call.js';
import { anyText, textLike } from '../../test/support/matchers.js';
import { readErrorBody } from '../meta/error-body.js';

type Sandbox = ReturnType<typeof createSandbox>;

const key = { 'd360-api-key': 'D360sandboxApiKey' };

const sendTo = async ({ call }: Sandbox, fields: Record<string, unknown> = {}, headers = {}) =>
  call({
    path: '/messages',
    authorization: '',
    headers: { ...key, ...headers },
    body: { ...message, ...fields },
  });

const unknownTemplate = { template: { ...codeTemplate, name: 'login_code' } };

describe('a send through 360dialog', () => {
  it('needs neither a version nor a number', async () => {
    const sandbox = createSandbox();

    const { status, body } = await sendTo(sandbox);

    expect(status).toBe(200);
    expect(body).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '+12025550143', wa_id: '12025550143' }],
      messages: [{ id: sandbox.inbox.messages[0]?.id }],
    });
    expect(sandbox.inbox.messages).toMatchObject([{ code: '482913', from: '100000000000001' }]);
  });

  it('shares its limits with those through Meta', async () => {
    const sandbox = createSandbox();
    await Promise.all(Array.from({ length: 45 }, async () => sandbox.send()));

    expect(await sendTo(sandbox)).toMatchObject({ status: 400 });
  });

  it('knows the behaviour of one call', async () => {
    const sandbox = createSandbox();

    expect(await sendTo(sandbox, {}, { 'x-sandbox-behaviour': 'unknown-error' })).toMatchObject({
      status: 500,
    });
  });

  it.each(['', 'D360another', 'EAAsandboxValidToken'])(
    'is refused without a right key: "%s"',
    async (wrongKey) => {
      const sandbox = createSandbox();

      const { status, body } = await sendTo(sandbox, {}, { 'd360-api-key': wrongKey });

      expect(status).toBe(401);
      expect(body).toEqual({
        meta: {
          success: false,
          http_code: 401,
          developer_message: 'Invalid api_key',
          '360dialog_trace_id': anyText,
        },
      });
      expect(readErrorBody(body, '360dialog')).toMatchObject({
        source: '360dialog',
        code: 401,
        details: 'Invalid api_key',
      });
      expect(sandbox.inbox.messages).toEqual([]);
    }
  );

  it('takes no token of Meta', async () => {
    const { call } = createSandbox();

    expect(await call({ path: '/messages', body: message })).toMatchObject({ status: 401 });
  });
});

describe('what Meta refuses, through 360dialog', () => {
  const shapes = [
    ['embedded', { meta: { developer_message: textLike(/^Invalid payload \({"error":/) } }],
    ['passthrough', { error: { code: 132_001 } }],
    ['legacy', { errors: [{ code: 132_001 }], meta: { api_status: 'stable' } }],
  ] as const;

  it.each(shapes)('has the shape %s, which the connector reads', async (dialog360Errors, shape) => {
    const sandbox = createSandbox({ rules: { dialog360Errors } });

    const { status, body } = await sendTo(sandbox, unknownTemplate);

    expect(status).toBe(404);
    expect(body).toMatchObject(shape);
    expect(readErrorBody(body, '360dialog')).toMatchObject({
      code: 132_001,
      details: 'template name (login_code) does not exist in en_US',
    });
  });

  it('is kept among the refusals', async () => {
    const sandbox = createSandbox();

    await sendTo(sandbox, unknownTemplate);

    expect(sandbox.refusals.all).toMatchObject([{ to: '+12025550143', code: 132_001 }]);
  });

  it('may be that the body is no JSON', async () => {
    const { call } = createSandbox();

    const { status, body } = await call({
      path: '/messages',
      authorization: '',
      headers: key,
      body: '{',
    });

    expect(status).toBe(400);
    expect(readErrorBody(body, '360dialog')).toMatchObject({ code: 100 });
  });

  it('says nothing of a fault of the sandbox itself', async () => {
    const sandbox = createSandbox();
    vi.spyOn(console, 'error').mockReturnValue();
    vi.spyOn(sandbox.phones, 'behaviourOf').mockImplementation(() => {
      throw new Error('D360sandboxApiKey');
    });

    const { status, body } = await sendTo(sandbox);

    expect(status).toBe(500);
    expect(body).toMatchObject({ meta: { developer_message: 'Internal server error' } });
  });
});

describe('the health that 360dialog tells', () => {
  it('is that of the number', async () => {
    const { call } = createSandbox({ account: { phoneNumbers: [{ status: 'BANNED' }] } });

    const { status, body } = await call({
      method: 'GET',
      path: '/health_status',
      authorization: '',
      headers: key,
    });

    expect(status).toBe(200);
    expect(body).toMatchObject({ health_status: { can_send_message: 'BLOCKED' } });
  });

  it('needs a key', async () => {
    const { get } = createSandbox();

    expect(await get('/health_status')).toMatchObject({ status: 401 });
  });
});
