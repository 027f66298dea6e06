import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { refusalOf } from '../../../test/support/graph-call.js';
import { createTemplateCall, reviewTime } from '../../../test/support/template-call.js';
import { type TemplateStatus } from '../account.js';

const hour = 60 * 60_000;
const day = 24 * hour;
const path = '/900000000000001';

const components = [
  { type: 'BODY', add_security_recommendation: false },
  { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy it' }] },
];

const createEdit = (
  status: TemplateStatus = 'APPROVED',
  rules: Parameters<typeof createTemplateCall>[0] = {}
) => {
  const sandbox = createTemplateCall({
    seed: {
      templates: [{ name: 'login_code', language: 'en_US', status, codeExpirationMinutes: 10 }],
    },
    ...rules,
  });

  return {
    ...sandbox,
    edit: async (body: unknown) => sandbox.call(path, { method: 'POST', body }),
  };
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T12:00:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('an edit', () => {
  it('replaces the components, and is reviewed', async () => {
    const { edit, templates } = createEdit();

    expect(await edit({ components, message_send_ttl_seconds: 60 })).toEqual({
      status: 200,
      body: { success: true },
    });
    expect(templates.all).toMatchObject([
      { status: 'PENDING', securityRecommendation: false, buttonText: 'Copy it', ttlSeconds: 60 },
    ]);
    expect(templates.all[0]).not.toHaveProperty('codeExpirationMinutes');

    vi.advanceTimersByTime(reviewTime);
    expect(templates.all).toMatchObject([{ status: 'APPROVED' }]);
  });

  it('is approved at once where the rules say so', async () => {
    const { edit, templates } = createEdit('REJECTED', { rules: { editedTemplate: 'approved' } });
    await edit({ category: 'AUTHENTICATION' });

    expect(templates.all).toMatchObject([{ status: 'APPROVED', codeExpirationMinutes: 10 }]);
  });

  it.each([
    ['name', { name: 'other_code', components }],
    ['language', { language: 'es', components }],
    ['category', { category: 'UTILITY' }],
    ['components', {}],
    ['components', { components: [] }],
    ['message_send_ttl_seconds', { message_send_ttl_seconds: -1 }],
    ['message_send_ttl_seconds', { message_send_ttl_seconds: 10 }],
  ])('is refused for its %s: %j', async (field, body) => {
    const { edit, templates } = createEdit();

    expect(refusalOf(await edit(body))).toMatchObject({
      status: 400,
      code: 100,
      message: 'Invalid parameter',
      error_data: { blame_field_specs: [[field]] },
      is_transient: false,
    });
    expect(templates.all).toMatchObject([{ status: 'APPROVED', edits: [] }]);
  });

  it.each(['PENDING', 'DISABLED', 'ARCHIVED', 'IN_APPEAL', 'PENDING_DELETION'] as const)(
    'is refused while the template is %s',
    async (status) => {
      const { edit } = createEdit(status);

      expect(refusalOf(await edit({ components }))).toMatchObject({
        status: 400,
        code: 100,
        error_subcode: 2_388_039,
        is_transient: false,
      });
    }
  );

  it.each(['REJECTED', 'PAUSED'] as const)('is unlimited while it is %s', async (status) => {
    const { edit, templates } = createEdit(status);

    for (const _ of Array.from({ length: 12 })) {
      templates.setStatus('900000000000001', 'REJECTED');
      // eslint-disable-next-line no-await-in-loop -- each needs what the one before it left
      expect(await edit({ components })).toMatchObject({ status: 200 });
    }
  });

  it('of an approved template is possible once in 24 hours', async () => {
    const { edit } = createEdit();
    await edit({ components });
    vi.advanceTimersByTime(day - 1);

    expect(refusalOf(await edit({ components }))).toMatchObject({
      code: 100,
      error_user_msg: 'An approved template can be edited once in 24 hours.',
    });

    vi.advanceTimersByTime(1);
    expect(await edit({ components })).toMatchObject({ status: 200 });
  });

  it('of an approved template is possible 10 times in 30 days', async () => {
    const { edit } = createEdit();

    for (const _ of Array.from({ length: 10 })) {
      // eslint-disable-next-line no-await-in-loop -- likewise
      expect(await edit({ components })).toMatchObject({ status: 200 });
      vi.advanceTimersByTime(day);
    }

    expect(refusalOf(await edit({ components }))).toMatchObject({
      code: 100,
      error_user_msg: 'An approved template can be edited 10 times in 30 days.',
    });

    vi.advanceTimersByTime(20 * day);
    expect(await edit({ components })).toMatchObject({ status: 200 });
  });
});

describe('a paused template', () => {
  it('is taken up again', async () => {
    const { call, templates } = createEdit('PAUSED');

    expect(await call(`${path}/unpause`, { method: 'POST' })).toEqual({
      status: 200,
      body: { success: true },
    });
    expect(templates.all).toMatchObject([{ status: 'APPROVED' }]);
  });

  it('is not taken up when it is not paused', async () => {
    const { call } = createEdit('DISABLED');

    expect(await call(`${path}/unpause`, { method: 'POST' })).toEqual({
      status: 200,
      body: { success: false, reason: 'The template is not paused, but DISABLED.' },
    });
  });
});
