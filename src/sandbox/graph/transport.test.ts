import { once } from 'node:events';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createSandbox } from '../../../test/support/graph-call.js';
import { runSandbox } from '../../../test/support/running-sandbox.js';

describe('a connection that is reset', () => {
  it('ends without an answer, and nothing is sent', async () => {
    const { sandbox, send } = await runSandbox();

    await expect(send({ to: '+13055550170' })).rejects.toMatchObject({
      cause: { code: 'ECONNRESET' },
    });
    expect(sandbox.inbox.messages).toEqual([]);
    expect(sandbox.refusals).toMatchObject([{ to: '+13055550170', status: 0 }]);
  });
});

describe('a call that hangs', () => {
  it('is never answered, and nothing is sent', async () => {
    const { sandbox, send } = await runSandbox();

    await expect(
      send({ to: '+13055550171' }, { signal: AbortSignal.timeout(200) })
    ).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(sandbox.inbox.messages).toEqual([]);
    expect(sandbox.refusals).toMatchObject([{ to: '+13055550171', status: 0 }]);
  });

  it('does not keep others waiting', async () => {
    const { sandbox, send } = await runSandbox();
    const gone = new AbortController();
    const hanging = send({ to: '+13055550171' }, { signal: gone.signal });
    await once(sandbox.server, 'request');

    expect(await send()).toMatchObject({ status: 200 });

    gone.abort();
    await expect(hanging).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('ends when the sandbox is closed', async () => {
    const { sandbox, send } = await runSandbox();
    const closeOnceTaken = async () => {
      await once(sandbox.server, 'request');
      await sandbox.close();
    };

    const [outcome] = await Promise.allSettled([send({ to: '+13055550171' }), closeOnceTaken()]);

    expect(outcome.status).toBe('rejected');
  });
});

describe('an answer that is cut off', () => {
  it('begins as one that was accepted, and the message arrives', async () => {
    const { sandbox, send } = await runSandbox();

    const answer = await send({ to: '+13055550172' });

    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    expect(await sandbox.inbox.waitFor('+13055550172')).toMatchObject({ code: '482913' });
    expect(sandbox.refusals).toEqual([]);
  });
});

describe('a fault below HTTP, without a server around the sandbox', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(['reset', 'hang', 'cut-off'])('is no answer: %s', async (behaviour) => {
    const { send, phones } = createSandbox();
    const answered = vi.fn();
    phones.behave('+12025550143', behaviour);

    void (async () => {
      await send();
      answered();
    })();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(answered).not.toHaveBeenCalled();
  });
});
