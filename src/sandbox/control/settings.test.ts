import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { createSandbox } from '../../../test/support/graph-call.js';
import { behaviours } from '../behaviours.js';

const number = '+12025550143';

const errorGuard = z.object({ error: z.object({ message: z.string() }) });

const errorOf = (body: unknown) => errorGuard.parse(body).error.message;

const put = async ({ call }: ReturnType<typeof createSandbox>, path: string, body: unknown) =>
  call({ method: 'PUT', path, authorization: '', body });

describe('the phones', () => {
  it('do what they are told, until they are healed', async () => {
    const sandbox = createSandbox();

    expect(await put(sandbox, `/phones/${number}`, { behaviour: 'phone-off' })).toMatchObject({
      status: 200,
      body: { number, behaviour: 'phone-off' },
    });
    expect(await sandbox.get('/phones', '')).toMatchObject({
      body: { phones: [{ number, behaviour: 'phone-off' }] },
    });

    expect(
      await sandbox.call({ method: 'DELETE', path: '/phones/12025550143', authorization: '' })
    ).toMatchObject({ status: 204 });
    expect(await sandbox.get('/phones', '')).toMatchObject({ body: { phones: [] } });
  });

  it('do nothing that nobody knows; all that they can do is listed', async () => {
    const { status, body } = await put(createSandbox(), `/phones/${number}`, { behaviour: 'fly' });

    expect(status).toBe(400);
    expect(errorOf(body)).toBe(
      `There is no behaviour "fly". Use one of ${behaviours.map(({ name }) => name).join(', ')}.`
    );
  });

  it.each([['{'], ['{}'], ['{"behaviour":7}'], ['null'], ['']])(
    'show what a body has to look like: %j',
    async (text) => {
      const { status, body } = await put(createSandbox(), `/phones/${number}`, text);

      expect(status).toBe(400);
      expect(errorOf(body)).toBe('The body has to be JSON such as { "behaviour": "phone-off" }.');
    }
  );

  it.each(['PUT', 'DELETE'])('are numbers: %s', async (method) => {
    const { status, body } = await createSandbox().call({
      method,
      path: '/phones/somebody',
      body: { behaviour: 'hang' },
    });

    expect(status).toBe(400);
    expect(errorOf(body)).toContain('"somebody" is no phone number.');
  });
});

describe('the templates', () => {
  it('are listed, and have the status that they are given', async () => {
    const sandbox = createSandbox({ account: { templates: [{ language: 'en_US' }] } });
    const id = sandbox.templates.all[0]?.id ?? '';
    expect(await sandbox.get('/templates', '')).toMatchObject({
      body: {
        templates: [{ id, name: 'verification_code', language: 'en_US', status: 'APPROVED' }],
      },
    });

    expect(await put(sandbox, `/templates/${id}`, { status: 'PAUSED' })).toMatchObject({
      status: 200,
      body: { id, status: 'PAUSED' },
    });
    expect(await sandbox.send()).toMatchObject({ body: { error: { code: 132_015 } } });
    sandbox.clock.stop();
  });

  it('are not found when nobody knows their id', async () => {
    const { status, body } = await put(createSandbox(), '/templates/7', { status: 'PAUSED' });

    expect(status).toBe(404);
    expect(errorOf(body)).toBe('There is no template with this id. GET /templates lists them.');
  });

  it.each([{ status: 'paused' }, { status: 'FLAGGED' }, {}])(
    'show what a body has to look like: %j',
    async (wrong) => {
      const { status, body } = await put(createSandbox(), '/templates/7', wrong);

      expect(status).toBe(400);
      expect(errorOf(body)).toBe('The body has to be JSON such as { "status": "PAUSED" }.');
    }
  );
});

describe('the webhooks', () => {
  it('are listed as they were sent', async () => {
    const { get, webhooks } = createSandbox();
    const post = {
      url: 'http://127.0.0.1:3000/',
      at: '2026-11-21T12:00:00.000Z',
      attempt: 1,
      body: '{}',
      answer: { status: 200 },
      tookMs: 3,
    };
    webhooks.log.add(post);

    expect(await get('/webhooks', '')).toMatchObject({ body: { webhooks: [{ id: 1, ...post }] } });
  });
});
