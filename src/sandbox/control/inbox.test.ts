import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { createSandbox } from '../../../test/support/graph-call.js';
import { Receiver } from '../../../test/support/receiver.js';

const number = '+12025550143';
const other = '+12025550199';

const errorGuard = z.object({ error: z.object({ message: z.string() }) });

const errorOf = (body: unknown) => errorGuard.parse(body).error.message;

/** A sandbox in which a message has come to a phone. */
const createUsed = async () => {
  const sandbox = createSandbox();
  await sandbox.send({ to: number });
  const message = await sandbox.inbox.waitFor(number);

  return { ...sandbox, message };
};

describe('the inbox', () => {
  it('is empty at first', async () => {
    expect(await createSandbox().get('/inbox', '')).toMatchObject({
      status: 200,
      body: { messages: [] },
    });
  });

  it('lists what was accepted, oldest first', async () => {
    const { send, get, putForward } = createSandbox();
    await send();
    putForward(7250);
    await send({ to: '+525512345678' });

    const { body } = await get('/inbox', '');

    expect(body).toMatchObject({
      messages: [
        {
          to: number,
          templateName: 'verification_code',
          language: 'en_US',
          code: '482913',
          body: '*482913* is your verification code. For your security, do not share this code.',
          footer: 'This code expires in 10 minutes.',
          button: 'Copy code',
          acceptedAt: '2026-11-21T12:00:00.000Z',
        },
        { to: '+525512345678', acceptedAt: '2026-11-21T12:00:07.250Z' },
      ],
    });
  });

  it('is emptied, with the refusals', async () => {
    const { send, call, get, inbox, refusals } = createSandbox();
    await send();
    await send({ to: '' });

    expect(await call({ method: 'DELETE', path: '/inbox', authorization: '' })).toMatchObject({
      status: 204,
      body: undefined,
    });
    expect([inbox.messages, refusals.all]).toEqual([[], []]);
    expect(await get('/refusals')).toMatchObject({ body: { refusals: [] } });
  });
});

describe('the inbox of a number', () => {
  it.each([number, '12025550143', encodeURIComponent('+1 202-555-0143')])(
    'has its messages: %s',
    async (path) => {
      const { send, get } = createSandbox();
      await send({ to: number });
      await send({ to: other });

      expect(await get(`/inbox/${path}`)).toMatchObject({ body: { messages: [{ to: number }] } });
    }
  );

  it('is emptied alone', async () => {
    const { send, call, inbox, refusals } = createSandbox();
    await send({ to: number });
    await send({ to: other });
    await send({ to: number, type: 'text' });
    await send({ to: other, type: 'text' });

    expect(await call({ method: 'DELETE', path: `/inbox/${number}` })).toMatchObject({
      status: 204,
    });
    expect(inbox.messages).toMatchObject([{ to: other }]);
    expect(refusals.all).toMatchObject([{ to: other }]);
  });

  it.each(['/inbox/somebody', '/inbox/somebody/latest'])(
    'is none of what is no number: %s',
    async (path) => {
      const { status, body } = await createSandbox().get(path);

      expect(status).toBe(400);
      expect(errorOf(body)).toBe(
        '"somebody" is no phone number. Write it in E.164, such as +12025550143.'
      );
    }
  );
});

describe('the latest message of a number', () => {
  it('is the one that lies on the phone', async () => {
    const { get, message } = await createUsed();

    expect(await get(`/inbox/${number}/latest`)).toMatchObject({
      status: 200,
      body: { id: message.id, code: '482913' },
    });
  });

  it('is not found while there is none', async () => {
    const sandbox = createSandbox();
    await sandbox.send({ to: '+13055550126' });

    const { status, body } = await sandbox.get('/inbox/+13055550126/latest');

    expect(status).toBe(404);
    expect(errorOf(body)).toBe(
      'A code was accepted for …0126, but this phone behaves as "not-on-whatsapp".'
    );
  });

  it('is waited for', async () => {
    const sandbox = createSandbox();
    const waiting = sandbox.get(`/inbox/${number}/latest?wait=5s`);

    await sandbox.send({ to: number });

    expect(await waiting).toMatchObject({ status: 200, body: { to: number, code: '482913' } });
  });

  it('is not found when none comes in time', async () => {
    const { status, body } = await createSandbox().get(`/inbox/${number}/latest?wait=10ms`);

    expect(status).toBe(404);
    expect(errorOf(body)).toMatch(/^No code has come to …0143\./);
  });

  it('is one that came after another', async () => {
    const { get, send, message } = await createUsed();
    const path = `/inbox/${number}/latest?after=${encodeURIComponent(message.id)}`;
    expect(await get(path)).toMatchObject({ status: 404 });

    const waiting = get(`${path}&wait=5s`);
    await send({ to: number });
    const { body } = await waiting;

    expect(body).toMatchObject({ to: number });
    expect(body).not.toMatchObject({ id: message.id });
  });

  it.each(['soon', '2m', '61s', ''])('is not waited for "%s"', async (wait) => {
    const { status, body } = await createSandbox().get(`/inbox/${number}/latest?wait=${wait}`);

    expect(status).toBe(400);
    expect(errorOf(body)).toBe('"wait" has to be a time of at most a minute, such as 10s.');
  });
});

describe('a message', () => {
  it('is shown with what went over the wire, and with its webhooks', async () => {
    const sandbox = createSandbox();
    const receiver = await Receiver.start();
    sandbox.webhooks.setAppTarget(receiver.target);
    const { body: answer } = await sandbox.send({ to: '+13055550167' });
    const [message] = sandbox.inbox.messages;

    const { status, body } = await sandbox.get(
      `/inbox/message/${encodeURIComponent(message?.id ?? '')}`
    );

    expect(status).toBe(200);
    expect(body).toMatchObject({
      message: { id: message?.id },
      request: { to: '+13055550167', type: 'template' },
      answer,
      webhooks: [{ url: receiver.url, answer: { status: 200 } }],
    });
    sandbox.webhooks.close();
    sandbox.clock.stop();
  });

  it('is found whatever signs are in its id', async () => {
    const { get, inbox, message } = await createUsed();
    const id = 'wamid.HBgL/a+b/c==';
    inbox.add({ ...message, id }, { request: {}, answer: {} });

    expect(await get(`/inbox/message/${encodeURIComponent(id)}`)).toMatchObject({
      status: 200,
      body: { message: { id } },
    });
  });

  it('is not found when nobody knows it', async () => {
    const { status, body } = await createSandbox().get('/inbox/message/wamid.unknown');

    expect(status).toBe(404);
    expect(errorOf(body)).toBe('There is no such message, or it has made room for newer ones.');
  });
});

describe('the refusals', () => {
  it('are listed, with what went over the wire', async () => {
    const { send, get } = createSandbox();
    const { body: answer } = await send({ type: 'text' });

    expect(await get('/refusals', '')).toMatchObject({
      body: {
        refusals: [{ to: number, status: 400, code: 131_051, request: { type: 'text' }, answer }],
      },
    });
  });
});
