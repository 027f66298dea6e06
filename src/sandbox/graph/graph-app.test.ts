import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

import {
  accountId,
  businessId,
  createSandbox,
  message,
  numberId,
  refusalOf,
  sendPath,
} from '../../../test/support/graph-call.js';

const noAssets = 'Bearer EAAsandboxNoAssetsToken';

const unknownPath = (path: string) => ({
  status: 400,
  type: 'OAuthException',
  code: 2500,
  message: `Unknown path components: ${path}`,
});

const unknownObject = (id: string, verb: string) => ({
  status: 400,
  type: 'GraphMethodException',
  code: 100,
  error_subcode: 33,
  message: `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
});

describe('the version of the API', () => {
  it.each([
    ['v25.0', 'v25.0'],
    ['v26.0', 'v26.0'],
    ['v21.0', 'v21.0'],
    ['v20.0', 'v21.0'],
    ['v19.0', 'v21.0'],
    ['v2.0', 'v21.0'],
  ])('%s is run as %s on 21 November 2026', async (version, effective) => {
    const { send } = createSandbox();

    const { status, headers } = await send({}, `/${version}/${numberId}/messages`);

    expect(status).toBe(200);
    expect(headers.get('facebook-api-version')).toBe(effective);
  });

  it.each([
    ['2026-09-23T23:59:59Z', 'v20.0'],
    ['2026-09-24T00:00:00Z', 'v21.0'],
    ['2027-01-21T00:00:00Z', 'v22.0'],
    ['2027-05-20T00:00:00Z', 'v23.0'],
  ])('v20.0 is run on %s as %s', async (instant, effective) => {
    const { send, now } = createSandbox();
    now.mockReturnValue(new Date(instant));

    const { headers } = await send({}, `/v20.0/${numberId}/messages`);

    expect(headers.get('facebook-api-version')).toBe(effective);
  });

  it('is the oldest that is left when a call names none', async () => {
    const { send, get } = createSandbox();

    const sent = await send({}, `/${numberId}/messages`);
    const read = await get(`/${numberId}`);

    expect([sent.status, sent.headers.get('facebook-api-version')]).toEqual([200, 'v21.0']);
    expect([read.status, read.headers.get('facebook-api-version')]).toEqual([200, 'v21.0']);
  });

  it('is told with an error too', async () => {
    const { call } = createSandbox();

    const { headers } = await call({
      path: `/v19.0/${numberId}/messages`,
      authorization: '',
      body: message,
    });

    expect(headers.get('facebook-api-version')).toBe('v21.0');
  });

  it.each([
    ['v26.0', 'v27.0'],
    ['v24.0', 'v25.0'],
  ])('is unknown to a Meta of %s when it is %s', async (graphVersion, version) => {
    const path = `/${version}/${numberId}/messages`;

    expect(refusalOf(await createSandbox({ graphVersion }).send({}, path))).toEqual(
      unknownPath(path)
    );
  });
});

describe('an unknown path', () => {
  it.each([
    ['POST', '/'],
    ['POST', `/v25/${numberId}/messages`],
    ['POST', '/v25.0/me/messages'],
    ['GET', '/v25.0/unknown'],
    ['GET', '/v25.0'],
    ['PUT', '/inbox'],
  ])('is an error of the Graph API: %s %s', async (method, path) => {
    const { call } = createSandbox();

    expect(refusalOf(await call({ method, path, body: message }))).toEqual(unknownPath(path));
  });
});

describe('an unknown object', () => {
  it.each([
    ['POST', '/v25.0/42/messages', 'post'],
    ['POST', '/v25.0/42/unknown', 'post'],
    ['GET', '/v25.0/42/unknown', 'get'],
    ['GET', '/v25.0/42', 'get'],
    ['DELETE', '/v25.0/42', 'delete'],
  ])('is refused whatever is done with it: %s %s', async (method, path, verb) => {
    const { call } = createSandbox();

    expect(refusalOf(await call({ method, path, body: message }))).toEqual(
      unknownObject('42', verb)
    );
  });
});

describe('an unknown edge of a known object', () => {
  it.each([
    [numberId, 'templates', 'WhatsAppBusinessPhoneNumber'],
    [numberId, 'messages', 'WhatsAppBusinessPhoneNumber'],
    [accountId, 'messages', 'WhatsAppBusinessAccount'],
    [businessId, 'message_templates', 'Business'],
    [businessId, 'phone_numbers', 'Business'],
  ])('is a field that does not exist when it is read: %s/%s', async (id, edge, type) => {
    const { get } = createSandbox();

    expect(refusalOf(await get(`/v25.0/${id}/${edge}`))).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 100,
      message: `(#100) Tried accessing nonexisting field (${edge}) on node type (${type})`,
    });
  });

  it.each([
    ['POST', 'unknown', 'post'],
    ['DELETE', 'messages', 'delete'],
  ])('does not support %s of %s', async (method, edge, verb) => {
    const { call } = createSandbox();

    expect(
      refusalOf(await call({ method, path: `/v25.0/${numberId}/${edge}`, body: message }))
    ).toEqual(unknownObject(numberId, verb));
  });

  it('is nothing for a token that cannot see the object', async () => {
    const { get } = createSandbox();

    expect(refusalOf(await get(`/v25.0/${accountId}/unknown`, noAssets))).toEqual(
      unknownObject(accountId, 'get')
    );
  });
});

describe('a body that cannot be used', () => {
  it.each(['{', '', 'messaging_product=whatsapp', '\u0000'])('is no JSON: %j', async (body) => {
    expect(refusalOf(await createSandbox().call({ body }))).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 100,
      message: 'Invalid parameter',
      error_user_msg: 'The body of the request is not JSON.',
    });
  });

  it('is too large, in the shape of a Graph error', async () => {
    const answer = await createSandbox().send({ biz_opaque_callback_data: 'x'.repeat(2_000_000) });

    expect(refusalOf(answer)).toMatchObject({ status: 413, type: 'OAuthException', code: 1 });
  });
});

describe('the headers of an answer', () => {
  const traceHeaders = ['x-fb-trace-id', 'x-fb-request-id', 'x-fb-rev'];
  const usageHeaders = ['x-app-usage', 'x-business-use-case-usage'];

  it.each([
    ['a send', 'POST', sendPath],
    ['a read', 'GET', `/v25.0/${numberId}`],
    ['an unknown call', 'GET', '/v25.0/unknown'],
  ])('trace %s, and tell how much of the limits is used', async (_, method, path) => {
    const { headers } = await createSandbox().call({ method, path, body: message });

    for (const name of [...traceHeaders, ...usageHeaders]) {
      expect(headers.get(name)).toMatch(/^\S{10,}/);
    }
  });

  it('have the trace id of an error in them', async () => {
    const { headers, body } = await createSandbox().call({ authorization: '', body: message });

    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('www-authenticate')).toContain('OAuth "Facebook Platform"');
    expect(body).toEqual({
      error: {
        message: 'An access token is required to request this resource.',
        type: 'OAuthException',
        code: 104,
        fbtrace_id: headers.get('x-fb-trace-id'),
      },
    });
  });

  it('ask nobody to wait', async () => {
    const { send } = createSandbox();

    const answers = await Promise.all([send(), send({ to: '+13055550156' }), send({ to: '' })]);

    expect(answers.map(({ headers }) => headers.has('retry-after'))).toEqual([false, false, false]);
  });
});

describe('too many management calls', () => {
  const usageGuard = z.record(z.array(z.object({ estimated_time_to_regain_access: z.number() })));

  it('are refused, and told when to come back', async () => {
    const { get, send } = createSandbox();
    const path = `/v25.0/${numberId}?fields=id`;
    await Promise.all(Array.from({ length: 5000 }, async () => get(path)));

    const answer = await get(path);

    const usage: unknown = JSON.parse(answer.headers.get('x-business-use-case-usage') ?? '');
    expect(refusalOf(answer)).toMatchObject({ status: 400, code: 80_007, is_transient: true });
    expect(usageGuard.parse(usage)[accountId]?.[0]?.estimated_time_to_regain_access).toBe(1);
    expect(await send()).toMatchObject({ status: 200 });
  });
});

describe('a fault of the sandbox itself', () => {
  it('is an error of the Graph API, without what went wrong', async () => {
    const printed = vi.spyOn(console, 'error').mockReturnValue();
    const { send, phones } = createSandbox();
    vi.spyOn(phones, 'behaviourOf').mockImplementation(() => {
      throw new Error('EAAsandboxValidToken');
    });

    expect(refusalOf(await send())).toEqual({
      status: 500,
      type: 'OAuthException',
      code: 1,
      message: 'An unknown error occurred',
      is_transient: true,
    });
    expect(printed.mock.calls.flat().join('')).toContain('The sandbox has a fault of its own');
    expect(printed.mock.calls.flat().join('')).not.toContain('EAAsandboxValidToken');
  });
});
