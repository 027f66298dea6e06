import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { refusalOf } from '../../../test/support/graph-call.js';
import { accountId, createTemplateCall, loginCode } from '../../../test/support/template-call.js';

const path = `/${accountId}/upsert_message_templates`;
const { language: _, ...draft } = loginCode;

const createBulk = (setting: Parameters<typeof createTemplateCall>[0] = {}) => {
  const sandbox = createTemplateCall(setting);

  return {
    ...sandbox,
    upsert: async (fields: Record<string, unknown>) =>
      sandbox.call(path, { method: 'POST', body: { ...draft, ...fields } }),
  };
};

const seed = {
  templates: [
    { name: 'login_code', language: 'es', ttlSeconds: 300 },
    { name: 'login_code', language: 'de', status: 'DISABLED' as const },
  ],
};

const disabled = { status: 400, code: 100, error_subcode: 2_388_039 };

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T12:00:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a bulk call', () => {
  it('adds what is missing and changes what exists', async () => {
    const { upsert, templates } = createBulk({ seed, rules: { editedTemplate: 'approved' } });

    expect(await upsert({ languages: ['en_US', 'es'] })).toEqual({
      status: 200,
      body: {
        data: [
          { id: '900000000000003', status: 'PENDING', language: 'en_US' },
          { id: '900000000000001', status: 'APPROVED', language: 'es' },
        ],
      },
    });
    expect(templates.get('900000000000001')).toMatchObject({
      codeExpirationMinutes: 10,
      ttlSeconds: 300,
    });
    expect(templates.get('900000000000003')).toMatchObject({ ttlSeconds: 600 });
  });

  it.each([
    ['language', { language: 'en_US', languages: ['en_US'] }],
    ['languages', { languages: 'en_US' }],
    ['languages', { languages: [] }],
    ['languages', { languages: ['es', 'es'] }],
    ['language', { languages: ['en_US', 'xx'] }],
    ['category', { languages: ['en_US'], category: 'MARKETING' }],
    ['message_send_ttl_seconds', { languages: ['es'], message_send_ttl_seconds: -1 }],
  ])('is refused for its %s: %j', async (field, fields) => {
    const { upsert, templates } = createBulk({ seed });

    expect(refusalOf(await upsert(fields))).toMatchObject({
      status: 400,
      code: 100,
      message: 'Invalid parameter',
      error_data: { blame_field_specs: [[field]] },
      is_transient: false,
    });
    expect(templates.all).toHaveLength(2);
  });

  it.each(['text', 'autofill_text'])('takes no %s', async (field) => {
    const { upsert } = createBulk();
    const components = [
      { type: 'BODY' },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', [field]: 'Copy' }] },
    ];

    expect(refusalOf(await upsert({ languages: ['en_US'], components }))).toMatchObject({
      code: 100,
      error_data: { blame_field_specs: [[field]] },
    });
  });

  it('needs languages', async () => {
    expect(refusalOf(await createBulk().upsert({}))).toMatchObject({
      code: 100,
      message: '(#100) The parameter languages is required.',
    });
  });

  it('does nothing when one language cannot be written', async () => {
    const { upsert, templates } = createBulk({ seed });

    expect(refusalOf(await upsert({ languages: ['en_US', 'de'] }))).toMatchObject(disabled);
    expect(templates.all).toHaveLength(2);
  });

  it('does the rest where the rules say so', async () => {
    const { upsert } = createBulk({ seed, rules: { bulkFailure: 'rest' } });

    expect(await upsert({ languages: ['en_US', 'de', 'xx'] })).toEqual({
      status: 200,
      body: { data: [{ id: '900000000000003', status: 'PENDING', language: 'en_US' }] },
    });
    expect(refusalOf(await upsert({ languages: ['de'] }))).toMatchObject(disabled);
  });

  it('counts as an edit of what is approved', async () => {
    const { upsert } = createBulk({ seed, rules: { editedTemplate: 'approved' } });
    await upsert({ languages: ['es'] });

    expect(refusalOf(await upsert({ languages: ['es'] }))).toMatchObject({
      code: 100,
      error_user_msg: 'An approved template can be edited once in 24 hours.',
    });
  });

  it('adds nothing when the account is not verified', async () => {
    const { upsert } = createBulk({ seed: { businessVerificationStatus: 'pending' } });

    expect(refusalOf(await upsert({ languages: ['en_US'] }))).toMatchObject({
      status: 403,
      code: 10,
      error_subcode: 2_388_185,
    });
  });

  it('counts its languages one by one', async () => {
    const templates = Array.from({ length: 5999 }, (__, index) => ({
      name: `code_${index}`,
      language: 'en',
    }));
    const { upsert } = createBulk({ seed: { templates } });

    expect(refusalOf(await upsert({ languages: ['en', 'es'] }))).toMatchObject({
      error_subcode: 2_388_019,
    });
    expect(await upsert({ languages: ['en'] })).toMatchObject({ status: 200 });
  });

  it('writes nothing when it would pass the limit of an hour', async () => {
    const { upsert, templates } = createBulk();
    const languages = ['en', 'es', 'de', 'fr', 'it', 'nl', 'pl', 'ro', 'sv'];

    for (const name of Array.from({ length: 11 }, (__, index) => `code_${index}`)) {
      // eslint-disable-next-line no-await-in-loop -- each counts against the limit of the next
      await upsert({ name, languages });
    }

    expect(templates.all).toHaveLength(99);
    expect(refusalOf(await upsert({ languages: ['en', 'es'] }))).toMatchObject({ code: 80_007 });
    expect(templates.all).toHaveLength(99);
  });
});
