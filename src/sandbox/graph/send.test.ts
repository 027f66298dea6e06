import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  codeTemplate,
  createSandbox,
  message,
  refusalOf,
} from '../../../test/support/graph-call.js';
import { Receiver } from '../../../test/support/receiver.js';

import { behaviourHeader } from './send.js';

type Sandbox = ReturnType<typeof createSandbox>;

const sendBehaving = async ({ call }: Sandbox, behaviour: string) =>
  call({ body: message, headers: { [behaviourHeader]: behaviour } });

describe('the answer to a send', () => {
  it('is as on the page of Meta', async () => {
    const { send, inbox } = createSandbox();

    const { status, body } = await send();

    const [received] = inbox.messages;
    expect(status).toBe(200);
    expect(body).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '+12025550143', wa_id: '12025550143' }],
      messages: [{ id: received?.id }],
    });
    expect(received?.id).toMatch(/^wamid\.\S{20,}$/);
  });

  it.each([
    ['+1 (202) 555-0143', '12025550143'],
    ['+525512345678', '5215512345678'],
    ['+5531987654321', '553187654321'],
  ])('repeats %s as it was written, and names it as WhatsApp does: %s', async (to, waId) => {
    const { body } = await createSandbox().send({ to });

    expect(body).toMatchObject({ contacts: [{ input: to, wa_id: waId }] });
  });

  it('has another message id each time', async () => {
    const { send, inbox } = createSandbox();

    await send();
    await send();

    expect(new Set(inbox.messages.map(({ id }) => id)).size).toBe(2);
  });

  it('has a status where the rules say so', async () => {
    const { body } = await createSandbox({ rules: { messageStatus: 'always' } }).send();

    expect(body).toMatchObject({ messages: [{ message_status: 'accepted' }] });
  });

  it.each(['when-held', 'always'] as const)(
    'says that a message is held, whatever the rule is: %s',
    async (messageStatus) => {
      const sandbox = createSandbox({ rules: { messageStatus } });

      const { status, body } = await sandbox.send({ to: '+13055550115' });

      expect(status).toBe(200);
      expect(body).toMatchObject({
        messages: [{ message_status: 'held_for_quality_assessment' }],
      });
    }
  );

  it('is 200 also for a number without WhatsApp', async () => {
    expect(await createSandbox().send({ to: '+13055550126' })).toMatchObject({ status: 200 });
  });
});

describe('a message that was accepted', () => {
  it('lies in the inbox as its recipient reads it', async () => {
    const { send, inbox } = createSandbox();

    await send();

    expect(inbox.messages).toMatchObject([
      {
        to: '+12025550143',
        from: '100000000000001',
        templateName: 'verification_code',
        language: 'en_US',
        code: '482913',
        body: '*482913* is your verification code. For your security, do not share this code.',
        footer: 'This code expires in 10 minutes.',
        button: 'Copy code',
        acceptedAt: '2026-11-21T12:00:00.000Z',
        behaviour: 'healthy',
        statuses: [],
      },
    ]);
  });

  it('is kept with what went over the wire', async () => {
    const { send, inbox } = createSandbox();

    const { body } = await send();

    const [received] = inbox.messages;
    expect(inbox.exchangeOf(received?.id ?? '')).toEqual({ request: message, answer: body });
  });
});

describe('a send that is refused', () => {
  const { send, inbox, refusals } = createSandbox();

  it('leaves nothing in the inbox, and its reason among the refusals', async () => {
    const template = { ...codeTemplate, name: 'login_code' };

    const { body } = await send({ template });

    expect(inbox.messages).toEqual([]);
    expect(refusals.all).toMatchObject([
      {
        at: '2026-11-21T12:00:00.000Z',
        to: '+12025550143',
        status: 404,
        code: 132_001,
        message: '(#132001) Template name does not exist in the translation',
        details: 'template name (login_code) does not exist in en_US',
        request: { ...message, template },
        answer: body,
      },
    ]);
  });

  it('has no number there when its number could not be read', async () => {
    await send({ to: 'somebody' });

    expect(refusals.all.at(-1)).toMatchObject({ code: 131_009 });
    expect(refusals.all.at(-1)?.to).toBeUndefined();
  });
});

const refused = (status: number, code: number, title: string, details: string) => ({
  status,
  type: 'OAuthException',
  code,
  message: `(#${code}) ${title}`,
  error_data: { messaging_product: 'whatsapp', details },
});

describe('a call that Meta refuses for reasons of its own', () => {
  const cases = [
    [
      'pair-limit',
      '+13055550156',
      refused(
        400,
        131_056,
        '(Business Account, Consumer Account) pair rate limit hit',
        'Too many messages sent from this phone number to the same recipient'
      ),
    ],
    [
      'throughput-limit',
      '+13055550129',
      refused(400, 130_429, 'Rate limit hit', 'Cloud API message throughput has been reached.'),
    ],
    [
      'unknown-error',
      '+13055550100',
      refused(
        500,
        131_000,
        'Something went wrong',
        'Message failed to send due to an unknown error'
      ),
    ],
    [
      'service-unavailable',
      '+13055550116',
      refused(
        500,
        131_016,
        'Service unavailable',
        'A service is temporarily unavailable. Please try again later'
      ),
    ],
  ] as const;

  it.each(cases)(
    'is refused by the behaviour %s, and by the number %s',
    async (name, to, error) => {
      const sandbox = createSandbox();

      expect(refusalOf(await sandbox.send({ to }))).toEqual(error);
      expect(refusalOf(await sendBehaving(sandbox, name))).toEqual(error);
      expect(sandbox.inbox.messages).toEqual([]);
      expect(sandbox.refusals.all.map(({ to: refusedTo }) => refusedTo)).toEqual([
        to,
        '+12025550143',
      ]);
    }
  );
});

describe('a call that the edge of the network answers', () => {
  it('is a page of HTML with 503', async () => {
    const sandbox = createSandbox();

    const { status, headers, body } = await sandbox.send({ to: '+13055550103' });

    expect(status).toBe(503);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(headers.has('retry-after')).toBe(false);
    expect(body).toContain('<h1>Service Unavailable</h1>');
    expect(sandbox.inbox.messages).toEqual([]);
    expect(sandbox.refusals.all).toMatchObject([{ to: '+13055550103', status: 503 }]);
  });

  it('says when to come back where the rules say so', async () => {
    const { send } = createSandbox({ rules: { retryAfter: true } });

    const { headers } = await send({ to: '+13055550103' });

    expect(headers.get('retry-after')).toMatch(/^\d+$/);
  });
});

describe('the header for the behaviour of one call', () => {
  it('counts more than the phone, and only once', async () => {
    const sandbox = createSandbox();
    sandbox.phones.behave('+12025550143', 'phone-off');

    await sendBehaving(sandbox, 'not-on-whatsapp');
    await sandbox.send();

    expect(sandbox.inbox.messages.map(({ behaviour }) => behaviour)).toEqual([
      'not-on-whatsapp',
      'phone-off',
    ]);
  });

  it.each(['', 'phone_off', 'constructor'])('is refused when it names none: "%s"', async (name) => {
    expect(refusalOf(await sendBehaving(createSandbox(), name))).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 100,
      message: `(#100) Param x-sandbox-behaviour names no behaviour: ${name}`,
    });
  });
});

describe('a webhook that comes before the answer', () => {
  it('has told of sent and delivered when the send is answered', async () => {
    const sandbox = createSandbox({ latency: { sent: 5000, delivered: 5000, read: 5000 } });
    const receiver = await Receiver.start();
    sandbox.webhooks.setAppTarget(receiver.target);

    const { status } = await sandbox.send({ to: '+13055550167' });

    expect(status).toBe(200);
    expect(receiver.statuses.map((item) => item.status)).toEqual(['sent', 'delivered']);
    sandbox.clock.stop();
  });

  it('does not keep a send waiting when nobody receives it', async () => {
    expect(await createSandbox().send({ to: '+13055550167' })).toMatchObject({ status: 200 });
  });
});

describe('an answer that takes its time', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['accepted', '+12025550143', 200],
    ['refused', '+13055550100', 500],
    ['answered by no service', '+13055550116', 500],
  ])('comes after its latency when the send is %s', async (_, to, status) => {
    const { send, inbox, refusals } = createSandbox({ latency: { answer: 4000 } });
    const answer = send({ to });

    await vi.advanceTimersByTimeAsync(3999);
    expect([...inbox.messages, ...refusals.all]).toEqual([]);

    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toMatchObject({ status });
  });
});
