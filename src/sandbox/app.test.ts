import { describe, expect, it } from 'vitest';

import { createSandbox, message, refusalOf } from '../../test/support/graph-call.js';

describe('the answer to a send', () => {
  it('is as on the page of Meta', async () => {
    const { send, inbox } = createSandbox();

    const { status, body } = await send();

    const [received] = inbox.messages;
    expect(status).toBe(200);
    expect(body).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '+12025550143', wa_id: '12025550143' }],
      messages: [{ id: received?.id, message_status: 'accepted' }],
    });
    expect(received?.id).toMatch(/^wamid\.\S{20,}$/);
  });

  it('repeats the number as it was written, and names it as WhatsApp does', async () => {
    const { body } = await createSandbox().send({ to: '+1 (202) 555-0143' });

    expect(body).toMatchObject({
      contacts: [{ input: '+1 (202) 555-0143', wa_id: '12025550143' }],
    });
  });

  it('has a trace id in its header', async () => {
    const { headers } = await createSandbox().send();

    expect(headers.get('x-fb-trace-id')).toMatch(/^\S{10,}$/);
  });

  it('has another message id each time', async () => {
    const { send, inbox } = createSandbox();

    await send();
    await send();

    expect(new Set(inbox.messages.map(({ id }) => id)).size).toBe(2);
  });

  it('has a trace id in body and header when it is an error', async () => {
    const { call } = createSandbox();

    const { headers, body } = await call({ authorization: '', body: message });

    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('x-fb-trace-id')).toMatch(/^\S{10,}$/);
    expect(body).toEqual({
      error: {
        message: 'An access token is required to request this resource.',
        type: 'OAuthException',
        code: 104,
        fbtrace_id: headers.get('x-fb-trace-id'),
      },
    });
  });

  it('does not ask to wait, which Meta does not either', async () => {
    const { send, call } = createSandbox();

    const taken = await send();
    const refused = await call({ authorization: '' });

    expect(taken.headers.has('retry-after')).toBe(false);
    expect(refused.headers.has('retry-after')).toBe(false);
  });
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

    const { status, headers } = await send({}, `/${version}/100000000000001/messages`);

    expect(status).toBe(200);
    expect(headers.get('facebook-api-version')).toBe(effective);
  });

  it.each([
    ['2026-09-23T23:59:59Z', 'v20.0'],
    ['2026-09-24T00:00:00Z', 'v21.0'],
    ['2027-01-21T00:00:00Z', 'v22.0'],
    ['2027-05-20T00:00:00Z', 'v23.0'],
  ])('v20.0 is run on %s as %s', async (instant, effective) => {
    const { send } = createSandbox({}, { now: () => new Date(instant) });

    const { headers } = await send({}, '/v20.0/100000000000001/messages');

    expect(headers.get('facebook-api-version')).toBe(effective);
  });

  it('is told with an error too', async () => {
    const { call } = createSandbox();

    const { headers } = await call({
      path: '/v19.0/100000000000001/messages',
      authorization: '',
      body: message,
    });

    expect(headers.get('facebook-api-version')).toBe('v21.0');
  });
});

describe('an unknown path', () => {
  it.each([
    ['POST', '/'],
    ['POST', '/v25.0/100000000000001'],
    ['POST', '/v25/100000000000001/messages'],
    ['POST', '/100000000000001/messages'],
    ['POST', '/v25.0/me/messages'],
    ['POST', '/v25.0/100000000000001/messages/1'],
    ['GET', '/v25.0/100000000000001/messages'],
    ['PUT', '/inbox'],
  ])('is an error of the Graph API: %s %s', async (method, path) => {
    const { call } = createSandbox();

    expect(refusalOf(await call({ method, path, body: message }))).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 2500,
      message: `Unknown path components: ${path}`,
    });
  });
});

describe('a fault of the sandbox itself', () => {
  it('is an error of the Graph API, without what went wrong', async () => {
    const { send } = createSandbox(
      {},
      {
        now: () => {
          throw new Error('EAAsandboxValidToken');
        },
      }
    );

    expect(refusalOf(await send())).toEqual({
      status: 500,
      type: 'OAuthException',
      code: 1,
      message: 'An unknown error occurred',
    });
  });
});

describe('the inbox', () => {
  it('is empty at first', async () => {
    const { call } = createSandbox();

    expect(await call({ method: 'GET', path: '/inbox', authorization: '' })).toMatchObject({
      status: 200,
      body: { messages: [] },
    });
  });

  it('lists what has arrived, oldest first, as its recipients read it', async () => {
    const { send, call, now } = createSandbox();
    await send();
    now.mockReturnValue(new Date('2026-11-21T12:00:07.250Z'));
    await send({ to: '+5215512345678' });

    const { body } = await call({ method: 'GET', path: '/inbox', authorization: '' });

    expect(body).toMatchObject({
      messages: [
        {
          to: '+12025550143',
          templateName: 'verification_code',
          language: 'en_US',
          code: '482913',
          body: '*482913* is your verification code. For your security, do not share this code.',
          footer: 'This code expires in 10 minutes.',
          button: 'Copy code',
          receivedAt: '2026-11-21T12:00:00.000Z',
        },
        { to: '+5215512345678', receivedAt: '2026-11-21T12:00:07.250Z' },
      ],
    });
  });

  it('has the message ids that were answered', async () => {
    const { send, call } = createSandbox();
    const { body: answer } = await send();

    const { body } = await call({ method: 'GET', path: '/inbox' });

    const { messages } = body as { messages: Array<{ id: string }> };
    expect(answer).toMatchObject({ messages: [{ id: messages[0]?.id }] });
  });

  it('is emptied on request', async () => {
    const { send, call, inbox } = createSandbox();
    await send();

    const { status, body } = await call({ method: 'DELETE', path: '/inbox', authorization: '' });

    expect([status, body]).toEqual([204, undefined]);
    expect(inbox.messages).toEqual([]);
    expect(await call({ method: 'GET', path: '/inbox' })).toMatchObject({
      body: { messages: [] },
    });
  });

  it('holds nothing of a message that was refused', async () => {
    const { send, inbox } = createSandbox();

    await send({ to: '' });
    await send({ type: 'text' });
    await send({ template: undefined });

    expect(inbox.messages).toEqual([]);
  });
});
