import { describe, expect, it } from 'vitest';

import { createSandbox } from '../../../test/support/graph-call.js';

const to = '+12025550143';
const twilioPath = '/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json';
const credentials = `Basic ${Buffer.from('AC00000000000000000000000000000001:sandbox_auth_token').toString('base64')}`;

const callTwilio = async (
  fields: Record<string, string>,
  { path = twilioPath, authorization = credentials } = {}
) => {
  const sandbox = createSandbox();
  const response = await sandbox.app.request(path, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
  const body: unknown = await response.json();

  return { status: response.status, body, inbox: sandbox.inbox };
};

describe('the face that speaks to @logto/connector-http-sms', () => {
  it('puts the SMS on the phone at once', async () => {
    const { call, inbox } = createSandbox();

    const { status } = await call({
      path: '/sms',
      body: { to: '12025550143', type: 'SignIn', payload: { code: '482913', locale: 'en' } },
    });

    expect(status).toBe(200);
    expect(inbox.latest(to)).toMatchObject({
      channel: 'sms',
      to,
      code: '482913',
      from: 'http-sms',
      arrivedAt: '2026-11-21T12:00:00.000Z',
    });
  });

  it('reaches a phone without WhatsApp', async () => {
    const { call, inbox } = createSandbox();

    await call({
      path: '/sms',
      body: { to: '+13055550126', type: 'SignIn', payload: { code: '482913' } },
    });

    expect(await inbox.waitFor('+13055550126')).toMatchObject({ code: '482913' });
  });

  it.each([
    ['no JSON', '{', 'The body has to be what'],
    ['no code', { to, type: 'SignIn', payload: { link: 'x' } }, 'The body has to be what'],
    ['no number', { to: 'x', type: 'SignIn', payload: { code: '1' } }, 'is no phone number'],
  ])('refuses %s', async (_, body, message) => {
    const { call, inbox } = createSandbox();

    const answer = await call({ path: '/sms', body });

    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(message);
    expect(inbox.messages).toEqual([]);
  });
});

describe("the face that speaks Twilio's API", () => {
  it('takes a message as Twilio does', async () => {
    const { status, body, inbox } = await callTwilio({
      To: to,
      MessagingServiceSid: 'MG1',
      Body: 'Your code is 482913.',
    });
    const [message] = inbox.messages;

    expect(status).toBe(201);
    expect(body).toMatchObject({
      sid: message?.id,
      status: 'accepted',
      to,
      body: 'Your code is 482913.',
      messaging_service_sid: 'MG1',
    });
    expect(message).toMatchObject({ channel: 'sms', to, code: '482913', from: 'twilio' });
    expect(message?.id).toMatch(/^SM[\da-f]{32}$/);
  });

  it.each([
    ['another account', { path: twilioPath.replace('AC', 'AX') }],
    ['another token', { authorization: 'Basic eDp5' }],
  ])('knows nobody with %s', async (_, call) => {
    expect(await callTwilio({ To: to, Body: 'x' }, call)).toMatchObject({
      status: 401,
      body: {
        code: 20_003,
        message: 'Authenticate',
        more_info: 'https://www.twilio.com/docs/errors/20003',
      },
    });
  });

  it.each([
    ['no recipient', { Body: 'x' }, 21_604],
    ['a recipient without its +', { To: '12025550143', Body: 'x' }, 21_211],
    ['no number', { To: '+x', Body: 'x' }, 21_211],
    ['no text', { To: to }, 21_602],
  ])('refuses %s', async (_, fields, code) => {
    expect(await callTwilio(fields)).toMatchObject({ status: 400, body: { code, status: 400 } });
  });

  it('finds no code where there is none', async () => {
    const { inbox } = await callTwilio({ To: to, Body: 'Hello' });

    expect(inbox.messages).toMatchObject([{ code: '' }]);
  });
});
