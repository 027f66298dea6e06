import { describe, expect, it } from 'vitest';

import { accessTo, accountId } from '../../../test/support/account-templates.js';
import { FaultyProxy } from '../../../test/support/faulty-proxy.js';
import { runSandbox } from '../../../test/support/running-sandbox.js';

import { readTemplates } from './read-templates.js';

const many = Array.from({ length: 250 }, (_, index) => ({ name: `code_${index}`, language: 'en' }));

const invalidCursor = {
  status: 400,
  body: { error: { code: 131_059, message: '(#131059) Invalid cursor' } },
};

const node = (id: number) => ({ id: `${id}`, name: 'a', language: 'en' });

const page = (ids: readonly number[], next?: string, after?: string) => ({
  status: 200,
  body: {
    data: ids.map((id) => node(id)),
    paging: { ...(after && { cursors: { after } }), ...(next && { next }) },
  },
});

/** Answers with each of these in turn, and then with the last. */
const answering = async (...answers: ReadonlyArray<{ status: number; body: unknown }>) =>
  FaultyProxy.start(
    'http://127.0.0.1:9',
    (_, count) => answers[Math.min(count, answers.length) - 1] ?? 'cut'
  );

const idsFrom = async (proxy: FaultyProxy) => {
  const templates = await readTemplates(accessTo(proxy.url), accountId);

  return templates.map(({ id }) => id);
};

describe('the templates of an account', () => {
  it('are read page by page', async () => {
    const { url } = await runSandbox({ account: { templates: many } });
    const templates = await readTemplates(accessTo(url), accountId);

    expect(templates).toHaveLength(250);
    expect(templates[249]).toMatchObject({
      name: 'code_249',
      otp: { type: 'COPY_CODE', label: 'Copy code' },
      ttlSeconds: 600,
      unread: [],
    });
  });

  it('are those of exactly these names', async () => {
    const { url } = await runSandbox({ account: { templates: many } });
    const templates = await readTemplates(accessTo(url), accountId, ['code_1', 'code_2', 'code_1']);

    expect(templates.map(({ name }) => name)).toEqual(['code_1', 'code_2']);
  });

  it('are read anew once when a cursor leads nowhere', async () => {
    const first = page([1], 'https://graph.facebook.com/next', 'x');

    expect(await idsFrom(await answering(first, invalidCursor, first, page([2])))).toEqual([
      '1',
      '2',
    ]);
    await expect(idsFrom(await answering(invalidCursor))).rejects.toMatchObject({
      failure: { report: { code: 131_059 } },
    });
  });

  it('have the cursor of the next page in its address too', async () => {
    const proxy = await answering(page([1], 'https://graph.facebook.com/?after=y'), page([2, 1]));

    expect(await idsFrom(proxy)).toEqual(['1', '2']);
  });

  it.each([['an address without one'], ['https://graph.facebook.com/']])(
    'end where %s is all there is of a cursor',
    async (next) => {
      expect(await idsFrom(await answering(page([1], next)))).toEqual(['1']);
    }
  );

  it('end where pages go in a circle', async () => {
    expect(await idsFrom(await answering(page([1], 'https://x/', 'same')))).toEqual(['1']);
  });

  it('are not what a server says that is not Meta', async () => {
    await expect(idsFrom(await answering({ status: 200, body: {} }))).rejects.toMatchObject({
      failure: { kind: 'unreadable', status: 200 },
      subject: { kind: 'account', id: accountId },
    });
  });
});
