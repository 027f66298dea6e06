import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { refusalOf } from '../../../test/support/graph-call.js';
import { createTemplateCall, templatesPath } from '../../../test/support/template-call.js';
import { metaLanguages } from '../../meta/languages.js';

const pageGuard = z.object({
  data: z.array(z.object({ id: z.string(), language: z.string() })),
  paging: z
    .object({
      cursors: z.object({ before: z.string(), after: z.string() }),
      next: z.string().optional(),
      previous: z.string().optional(),
    })
    .strict(),
});

const seed = { templates: metaLanguages.slice(0, 60).map((language) => ({ language })) };

const createPaging = (rules: Parameters<typeof createTemplateCall>[0] = {}) => {
  const sandbox = createTemplateCall({ seed, ...rules });
  const read = async (path: string) => {
    const { body } = await sandbox.call(path);

    return pageGuard.parse(body);
  };

  return {
    ...sandbox,
    read,
    /** The page that an address of `paging` leads to. */
    follow: async (address = '') => {
      const { pathname, search } = new URL(address);

      return read(`${pathname}${search}`);
    },
  };
};

const languagesOf = ({ data }: z.infer<typeof pageGuard>) => data.map(({ language }) => language);

describe('a list', () => {
  it('comes in pages of 25, to its end', async () => {
    const { read, follow } = createPaging();
    const first = await read(templatesPath);
    const second = await follow(first.paging.next);
    const third = await follow(second.paging.next);

    expect([first, second, third].map(({ data }) => data.length)).toEqual([25, 25, 10]);
    expect([first, second, third].flatMap((page) => languagesOf(page))).toEqual(
      metaLanguages.slice(0, 60)
    );
    expect(first.paging).not.toHaveProperty('previous');
    expect(third.paging).not.toHaveProperty('next');
  });

  it('goes back as it came', async () => {
    const { read, follow } = createPaging();
    const first = await read(`${templatesPath}?limit=20`);
    const second = await follow(first.paging.next);

    expect(await follow(second.paging.previous)).toEqual(first);
  });

  it('goes on from a cursor', async () => {
    const { read } = createPaging();
    const { paging } = await read(`${templatesPath}?limit=2`);
    const next = await read(`${templatesPath}?limit=2&after=${paging.cursors.after}`);

    expect(languagesOf(next)).toEqual(metaLanguages.slice(2, 4));
  });

  it('has no other pages when it fits into one', async () => {
    const { read } = createPaging();

    const { paging } = await read(`${templatesPath}?limit=60`);

    expect(Object.keys(paging)).toEqual(['cursors']);
  });

  it('is not shifted by what is deleted meanwhile, even the cursor’s own', async () => {
    const { read, follow, templates } = createPaging();
    const first = await read(`${templatesPath}?limit=2`);
    templates.delete(templates.all.slice(0, 2));

    expect(languagesOf(await follow(first.paging.next))).toEqual(metaLanguages.slice(2, 4));
  });
});

describe('the address of the next page', () => {
  it('is that of the call, and holds the token', async () => {
    const { read } = createPaging();
    const { paging } = await read(
      `${templatesPath}?fields=language&limit=2&appsecret_proof=0&status=APPROVED`
    );

    expect(paging.next).toBe(
      `http://localhost${templatesPath}?fields=language&limit=2&status=APPROVED&access_token=EAAsandboxValidToken&after=${paging.cursors.after}`
    );
  });

  it('holds no token where the rules say so', async () => {
    const { read } = createPaging({ rules: { tokenInPaging: false } });
    const { paging } = await read(`${templatesPath}?limit=2&access_token=EAAsandboxValidToken`);

    expect(paging.next).toBe(
      `http://localhost${templatesPath}?limit=2&after=${paging.cursors.after}`
    );
  });
});

describe('a cursor', () => {
  it('does not look like an id', async () => {
    const { read } = createPaging();
    const { paging, data } = await read(`${templatesPath}?limit=1`);

    expect(paging.cursors.after).not.toContain(data[0]?.id);
  });

  it.each(['MQ', '900000000000001', 'no cursor', 'Y3Vyc29yOjE.'])(
    'is refused when it is none: %s',
    async (cursor) => {
      const { call } = createPaging();
      const path = `${templatesPath}?after=${encodeURIComponent(cursor)}`;

      expect(refusalOf(await call(path))).toMatchObject({ status: 400, code: 131_059 });
      expect(refusalOf(await call(path, { version: 'v24.0' }))).toMatchObject({ code: 131_059 });
      expect(refusalOf(await call(path, { version: 'v23.0' }))).toEqual({
        status: 400,
        type: 'OAuthException',
        code: 100,
        message: '(#100) Param after is not a valid cursor.',
      });
    }
  );
});
