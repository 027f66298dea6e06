import { describe, expect, it } from 'vitest';

import { refusalOf } from '../../../test/support/graph-call.js';
import { createTemplateCall, templatesPath } from '../../../test/support/template-call.js';

const seed = {
  templates: [
    { name: 'login_code', language: 'en_US' },
    { name: 'login_code', language: 'es' },
    { name: 'other_code', language: 'en_US', status: 'REJECTED' as const },
    { name: 'old_code', language: 'en_US', status: 'DISABLED' as const },
    { name: 'old_code', language: 'es' },
  ],
};

const ids = seed.templates.map((_, index) => `90000000000000${index + 1}`);
const [first, second, third, fourth] = ids;

const createDeletion = () => {
  const { call, templates } = createTemplateCall({ seed });

  return {
    remove: async (query: Record<string, string>) =>
      call(`${templatesPath}?${new URLSearchParams(query).toString()}`, { method: 'DELETE' }),
    left: () => templates.all.map(({ id }) => id),
    templates,
  };
};

describe('templates are deleted', () => {
  it.each([
    ['in every language of a name', { name: 'login_code' }, [first, second]],
    ['in one language', { name: 'login_code', hsm_id: '900000000000002' }, [second]],
    ['by their ids', { hsm_ids: '["900000000000001","900000000000003"]' }, [first, third]],
    ['by ids that are numbers', { hsm_ids: '[900000000000001]' }, [first]],
    ['by ids between commas', { hsm_ids: '900000000000001, 900000000000003' }, [first, third]],
  ])('%s', async (_, query, deleted) => {
    const { remove, left } = createDeletion();

    expect(await remove(query)).toEqual({ status: 200, body: { success: true } });
    expect(left()).toEqual(ids.filter((id) => !deleted.includes(id)));
  });

  it('and approved ones block their name', async () => {
    const { remove, templates } = createDeletion();
    await remove({ hsm_ids: '["900000000000001","900000000000003"]' });

    expect(templates.isNameBlocked('login_code')).toBe(true);
    expect(templates.isNameBlocked('other_code')).toBe(false);
  });
});

describe('nothing is deleted', () => {
  const notFound = {
    status: 400,
    type: 'OAuthException',
    code: 100,
    message: 'Invalid parameter',
    is_transient: false,
    error_user_title: 'Message Template Not Found',
    error_user_msg: 'There is no message template with this name or id.',
  };

  it.each([
    ['by an unknown name', { name: 'login' }],
    ['by an id of another name', { name: 'other_code', hsm_id: '900000000000001' }],
    ['by an unknown id', { name: 'login_code', hsm_id: '1' }],
    ['when one of the ids is unknown', { hsm_ids: '["900000000000001","1"]' }],
  ])('%s', async (_, query) => {
    const { remove, left } = createDeletion();

    expect(refusalOf(await remove(query))).toEqual(notFound);
    expect(left()).toEqual(ids);
  });

  it.each([
    ['its name', { name: 'old_code' }],
    ['its id', { hsm_ids: `["900000000000001","${fourth ?? ''}"]` }],
  ])('when one is disabled, by %s', async (_, query) => {
    const { remove, left } = createDeletion();

    expect(refusalOf(await remove(query))).toMatchObject({ code: 100, error_subcode: 2_388_039 });
    expect(left()).toEqual(ids);
  });

  it.each([
    ['without a name', {}, '(#100) The parameter name is required.'],
    ['by an id without a name', { hsm_id: '1' }, '(#100) The parameter name is required.'],
    [
      'by more than 100 ids',
      { hsm_ids: JSON.stringify(Array.from({ length: 101 }, (_, index) => String(index))) },
      '(#100) Param hsm_ids must have at most 100 elements.',
    ],
    ['by a broken list', { hsm_ids: '["1"' }, '(#100) Param hsm_ids must be an array.'],
    ['by a list of objects', { hsm_ids: '[{}]' }, '(#100) Param hsm_ids must be an array.'],
  ])('%s', async (_, query, message) => {
    const { remove } = createDeletion();

    expect(refusalOf(await remove(query))).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 100,
      message,
    });
  });
});
