import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { refusalOf } from '../../../test/support/graph-call.js';
import { createTemplateCall, templatesPath } from '../../../test/support/template-call.js';

const seed = {
  templates: [
    { name: 'login_code', language: 'en_US' },
    { name: 'login_code', language: 'es', codeExpirationMinutes: 5 },
    { name: 'login_code_2', language: 'en_US', status: 'PAUSED' as const },
    { name: 'signup', language: 'id', status: 'REJECTED' as const, buttonText: 'Take it' },
  ],
};

const idsGuard = z.object({ data: z.array(z.object({ id: z.string() })) });

const list = async (
  query: Record<string, string>,
  setting: Parameters<typeof createTemplateCall>[0] = {}
) =>
  createTemplateCall({ seed, ...setting }).call(
    `${templatesPath}?${new URLSearchParams(query).toString()}`
  );

/** The last digits of what is found. */
const found = async (...call: Parameters<typeof list>) => {
  const { body } = await list(...call);

  return idsGuard.parse(body).data.map(({ id }) => Number(id.slice(-1)));
};

describe('the list of templates', () => {
  it('holds what Meta tells unasked', async () => {
    expect(await list({ limit: '1' })).toMatchObject({
      status: 200,
      body: {
        data: [
          {
            name: 'login_code',
            parameter_format: 'POSITIONAL',
            language: 'en_US',
            status: 'APPROVED',
            category: 'AUTHENTICATION',
            id: '900000000000001',
          },
        ],
      },
    });
  });

  it('holds the fields that are asked for', async () => {
    expect(await list({ name: 'signup', fields: 'rejected_reason' })).toMatchObject({
      body: { data: [{ id: '900000000000004', rejected_reason: 'INVALID_FORMAT' }] },
    });
  });

  it('is empty without paging when nothing is found', async () => {
    expect(await list({ name: 'nothing' })).toEqual({ status: 200, body: { data: [] } });
  });

  it.each<[query: Record<string, string>, ids: number[]]>([
    [{}, [1, 2, 3, 4]],
    [{ name: 'login_code' }, [1, 2, 3]],
    [{ name: 'LOGIN' }, [1, 2, 3]],
    [{ content: 'this code expires' }, []],
    [{ content: 'Este código caduca en 5' }, [2]],
    [{ content: 'take it' }, [4]],
    [{ content: 'signup' }, []],
    [{ name_or_content: 'signup' }, [4]],
    [{ name_or_content: 'verification code' }, [1, 3]],
    [{ language: 'es,id' }, [2, 4]],
    [{ language: '["en_US"]' }, [1, 3]],
    [{ status: '["PAUSED","REJECTED"]' }, [3, 4]],
    [{ status: 'approved' }, [1, 2]],
    [{ category: 'AUTHENTICATION,UTILITY' }, [1, 2, 3, 4]],
    [{ category: 'UTILITY' }, []],
    [{ quality_score: 'UNKNOWN' }, [1, 2, 3, 4]],
    [{ quality_score: '["GREEN"]' }, []],
    [{ name: 'login', status: 'APPROVED', language: 'es' }, [2]],
  ])('is filtered by %j', async (query, ids) => {
    expect(await found(query)).toEqual(ids);
  });

  it('is filtered by the exact name where the rules say so', async () => {
    expect(await found({ name: 'login_code' }, { rules: { nameFilter: 'exact' } })).toEqual([1, 2]);
  });

  it.each([
    [{ status: 'LIVE' }, '(#100) Param status[0] must be one of {APPROVED, '],
    [
      { category: '["AUTHENTICATION","OTP"]' },
      '(#100) Param category[1] must be one of {AUTHENTICATION, MARKETING, UTILITY} - got "OTP".',
    ],
    [{ language: '["en_US"' }, '(#100) Param language must be an array.'],
    [{ limit: '0' }, '(#100) Param limit must be an integer between 1 and '],
    [{ limit: 'all' }, '(#100) Param limit must be an integer between 1 and '],
    [{ summary: 'colour' }, '(#100) Tried accessing nonexisting field (colour) on node type '],
  ])('is refused for %j', async (query, message) => {
    const refusal = refusalOf(await list(query));

    expect(refusal).toMatchObject({ status: 400, code: 100 });
    expect(refusal).toHaveProperty('message', expect.stringContaining(message));
  });
});

describe('the summary', () => {
  it('counts', async () => {
    expect(await list({ summary: 'true', status: 'APPROVED' })).toMatchObject({
      body: {
        summary: {
          total_count: 2,
          message_template_count: 4,
          message_template_limit: 6000,
          are_translations_complete: false,
        },
      },
    });
  });

  it('has what is asked for only', async () => {
    const setting = { seed: { ...seed, businessVerificationStatus: 'pending' } };

    expect(await list({ summary: 'message_template_limit' }, setting)).toMatchObject({
      body: { summary: { message_template_limit: 250 } },
    });
    expect(await list({ name: 'nothing', summary: 'total_count' })).toEqual({
      status: 200,
      body: { data: [], summary: { total_count: 0 } },
    });
  });

  it('is left out unless it is asked for', async () => {
    const { body } = await list({});

    expect(body).not.toHaveProperty('summary');
  });
});
