import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { eventually } from '../../test/support/eventually.js';
import {
  bodyComponent,
  buttonComponent,
  codeTemplate,
  createSandbox,
  message,
} from '../../test/support/graph-call.js';
import { Receiver, closedAddress, verifyToken } from '../../test/support/receiver.js';

import { type Activity, watchActivity } from './activity.js';
import { behaviours } from './behaviours.js';
import { behaviourHeader } from './graph/send.js';

/** A sandbox that is watched. */
const createWatched = (options: Parameters<typeof createSandbox>[0] = {}) => {
  const sandbox = createSandbox(options);
  const write = vi.fn<(activity: Activity) => void>();
  watchActivity(sandbox, write);
  onTestFinished(() => {
    sandbox.webhooks.close();
    sandbox.clock.stop();
  });

  return {
    ...sandbox,
    get activities(): Activity[] {
      return write.mock.calls.map(([activity]) => activity);
    },
    get lines(): string[] {
      return write.mock.calls.map(([{ event, text }]) => `${event}: ${text}`);
    },
  };
};

const masked = '+*******0143';

describe('what happens in a sandbox', () => {
  it('is told of a message, from beginning to end', async () => {
    const watched = createWatched();

    await watched.send();
    await eventually(() => {
      expect(watched.lines).toEqual([
        `accepted: verification_code (en_US) to ${masked}`,
        `status: sent to ${masked}`,
        `status: delivered to ${masked}`,
        `status: read to ${masked}`,
      ]);
    });
    expect(watched.activities[0]).toEqual({
      at: '2026-11-21T12:00:00.000Z',
      event: 'accepted',
      text: `verification_code (en_US) to ${masked}`,
      data: {
        to: masked,
        templateName: 'verification_code',
        language: 'en_US',
        behaviour: 'healthy',
      },
    });
  });

  it('is told of a message that fails, and why', async () => {
    const watched = createWatched();

    await watched.send({ to: '+13055550126' });

    await eventually(() => {
      expect(watched.lines).toEqual([
        'accepted: verification_code (en_US) to +*******0126, not-on-whatsapp',
        'status: failed to +*******0126: 131026 Message undeliverable',
      ]);
    });
    expect(watched.activities[1]?.data).toMatchObject({ status: 'failed', code: 131_026 });
  });

  it('is told of a message that is given up, once', async () => {
    const watched = createWatched({
      account: { templates: [{ language: 'en_US', ttlSeconds: 0 }] },
    });

    await watched.send({ to: '+13055550161' });

    await eventually(() => {
      expect(watched.lines).toEqual([
        'accepted: verification_code (en_US) to +*******0161, silent-drop',
        'dropped: given up to +*******0161, at the end of its time to live',
      ]);
    });
  });

  it.each([
    [
      { to: '+13055550156' },
      'refused: to +*******0156: 400 (#131056) (Business Account, Consumer Account) pair rate limit hit',
    ],
    [{ to: 'somebody' }, 'refused: to nobody: 400 (#131009) Parameter value is not valid'],
    [{ to: '+13055550171' }, 'refused: to +*******0171: no answer No answer'],
  ])('is told of a send that is refused: %j', async (fields, line) => {
    const watched = createWatched();

    void watched.send(fields);

    await eventually(() => {
      expect(watched.lines).toEqual([line]);
    });
  });

  it('is told of webhooks, and of their receiver', async () => {
    const watched = createWatched();
    const receiver = await Receiver.start({
      onPost: (_, count) => ({ status: count === 1 ? 500 : 200 }),
    });
    watched.webhooks.setAppTarget(receiver.target);

    watched.webhooks.reportAccount({ field: 'test', value: {}, at: new Date(0) });

    await eventually(() => {
      expect(watched.lines.map((line) => line.replace(/\d+ ms/, '1 ms'))).toEqual([
        'receiver: unverified',
        'receiver: verified',
        'webhook: answered with 500 after 1 ms',
        'receiver: a webhook was answered with 500; it has to be 200',
        'webhook: answered with 200 after 1 ms, try 2',
        'receiver: verified',
      ]);
    });
  });

  it('is told of a receiver that is not there', async () => {
    const watched = createWatched();
    const { url } = await closedAddress();

    watched.webhooks.setAppTarget({ url, verifyToken });

    await eventually(() => {
      expect(watched.lines[1]).toMatch(/^receiver: the handshake failed: .*ECONNREFUSED/);
    });
  });

  it('is told of templates', () => {
    const watched = createWatched({ account: { templates: [{ language: 'de' }] } });

    watched.templates.setStatus(watched.templates.all[0]?.id ?? '', 'PAUSED');

    expect(watched.lines).toEqual(['template: verification_code (de) is PAUSED']);
  });
});

describe('what is told', () => {
  const codes = fc.stringMatching(/^[2-9][A-Z]{2}\d{5}[A-Z]{2}$/);
  const numbers = fc.stringMatching(/^\+[1-9]\d{8,13}$/);
  const names = fc.constantFrom(
    ...behaviours.filter(({ call }) => call !== 'hang').map(({ name }) => name),
    'unknown'
  );
  const faults = fc.constantFrom(
    {},
    { type: 'text' },
    { category: 'authentication' },
    { biz_opaque_callback_data: 'x'.repeat(513) },
    { template: undefined }
  );

  it('never holds a code, nor a whole number', async () => {
    await fc.assert(
      fc.asyncProperty(codes, numbers, names, faults, async (code, to, behaviour, fault) => {
        const sandbox = createSandbox({
          account: { templates: [{ language: 'en_US', ttlSeconds: 0 }] },
        });
        const told = vi.fn();
        watchActivity(sandbox, told);
        sandbox.webhooks.setAppTarget({ url: 'http://127.0.0.1:1/', verifyToken });
        const parameters = [{ type: 'text', text: code }];
        const template = {
          ...codeTemplate,
          components: [
            { ...bodyComponent, parameters },
            { ...buttonComponent, parameters },
          ],
        };

        void sandbox.call({
          body: { ...message, to, template, ...fault },
          headers: { [behaviourHeader]: behaviour },
        });
        await eventually(
          () => {
            expect(told.mock.calls.length).toBeGreaterThan(1);
          },
          { interval: 1 }
        );
        sandbox.clock.stop();

        const text = JSON.stringify(told.mock.calls);
        expect(text).not.toContain(code);
        expect(text).not.toContain(to.slice(1));
      })
    );
  });
});
