import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { refusalOf } from '../../../test/support/graph-call.js';
import {
  app,
  createTemplateCall,
  loginCode,
  reviewTime,
  templatesPath,
  withButton,
} from '../../../test/support/template-call.js';

type Setting = Parameters<typeof createTemplateCall>[0];

const create = async (body: unknown, setting: Setting = {}, version = 'v25.0') => {
  const { call, templates } = createTemplateCall(setting);
  const answer = await call(templatesPath, { method: 'POST', body, version });

  return { answer, templates };
};

const statusOf = async (...call: Parameters<typeof create>) => {
  const { answer } = await create(...call);

  return answer.status;
};

/** A create call that is refused, by what its error says. */
const refusal = async (body: unknown, setting: Setting = {}, version = 'v25.0') => {
  const { answer, templates } = await create(body, setting, version);
  expect(templates.all).toHaveLength(setting.seed?.templates?.length ?? 0);

  return refusalOf(answer);
};

const invalid = (field: string) => ({
  status: 400,
  type: 'OAuthException',
  code: 100,
  message: 'Invalid parameter',
  error_data: { blame_field_specs: [[field]] },
  is_transient: false,
});

const subcode = (value: number) => ({
  status: 400,
  code: 100,
  message: 'Invalid parameter',
  error_subcode: value,
  is_transient: false,
});

const withComponents = (...components: unknown[]) => ({ ...loginCode, components });
const buttons = { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] };

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T12:00:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a template is created', () => {
  it('as Meta’s page shows it, and approved after a while', async () => {
    const { answer, templates } = await create(loginCode);

    expect(answer).toEqual({
      status: 200,
      body: { id: '900000000000001', status: 'PENDING', category: 'AUTHENTICATION' },
    });
    expect(templates.all).toMatchObject([
      {
        name: 'login_code',
        language: 'en_US',
        securityRecommendation: true,
        codeExpirationMinutes: 10,
        otpType: 'COPY_CODE',
        supportedApps: [],
        ttlSeconds: 600,
      },
    ]);

    vi.advanceTimersByTime(reviewTime);
    expect(templates.all).toMatchObject([{ status: 'APPROVED' }]);
  });

  it('whatever the case of its enums', async () => {
    const { answer } = await create({
      ...loginCode,
      category: 'authentication',
      components: [
        { type: 'body' },
        { type: 'footer', code_expiration_minutes: 90 },
        { type: 'buttons', buttons: [{ type: 'otp', otp_type: 'copy_code' }] },
      ],
    });

    expect(answer).toMatchObject({ status: 200 });
  });

  it.each(['ONE_TAP', 'ZERO_TAP'])('with a button of the type %s', async (type) => {
    const { templates } = await create(
      withButton({
        otp_type: type,
        text: 'Copy it',
        autofill_text: 'Fill it in',
        zero_tap_terms_accepted: true,
        supported_apps: [app, { package_name: 'com.example.b_2', signature_hash: '12345678901' }],
      })
    );

    expect(templates.all).toMatchObject([
      {
        otpType: type,
        buttonText: 'Copy it',
        autofillText: 'Fill it in',
        supportedApps: [
          { packageName: 'com.example.app', signatureHash: 'K8a/AINcGX7' },
          { packageName: 'com.example.b_2', signatureHash: '12345678901' },
        ],
      },
    ]);
  });

  it.each([-1, 30, 900])('with %d seconds to live', async (seconds) => {
    const { templates } = await create({ ...loginCode, message_send_ttl_seconds: seconds });

    expect(templates.all).toMatchObject([{ ttlSeconds: seconds }]);
  });

  it('with fields that nobody knows', async () => {
    expect(await statusOf({ ...loginCode, allow_category_change: true })).toBe(200);
  });

  it('in an unconfirmed language where the rules know it', async () => {
    const body = { ...loginCode, language: 'es_VE' };

    expect(await refusal(body)).toMatchObject(invalid('language'));
    expect(await statusOf(body, { rules: { unconfirmedLanguages: true } })).toBe(200);
  });

  it('with its app directly on the button, up to v20.0', async () => {
    const body = withButton({ otp_type: 'ONE_TAP', ...app });

    expect(await statusOf(body, {}, 'v20.0')).toBe(200);
    expect(await refusal(body, {}, 'v21.0')).toMatchObject(invalid('supported_apps'));
  });
});

describe('the name', () => {
  it.each(['Login_code', 'login-code', 'login code', 'código', 'login.code'])(
    'is refused in Meta’s words: %s',
    async (name) => {
      expect(await refusal({ ...loginCode, name })).toEqual({
        ...invalid('name'),
        error_subcode: 2_388_046,
        error_user_title: 'Name Format is Incorrect',
        error_user_msg: 'A name has lower-case letters, digits and underscores only.',
      });
    }
  );

  it('has up to 512 characters', async () => {
    expect(await statusOf({ ...loginCode, name: 'a'.repeat(512) })).toBe(200);
    expect(await refusal({ ...loginCode, name: 'a'.repeat(513) })).toMatchObject(
      subcode(2_388_040)
    );
  });
});

describe('what is missing is named', () => {
  it.each(['name', 'language', 'category', 'components'])('%s', async (field) => {
    expect(await refusal({ ...loginCode, [field]: undefined })).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 100,
      message: `(#100) The parameter ${field} is required.`,
    });
  });
});

describe('what is wrong is refused', () => {
  it.each([
    ['not JSON', '{'],
    ['no object', []],
    ['nothing', 'null'],
  ])('a body that is %s', async (_, body) => {
    expect(await refusal(body)).toMatchObject({
      status: 400,
      code: 100,
      message: 'Invalid parameter',
    });
  });

  it.each([
    ['name', { name: 5 }],
    ['language', { language: 'en-US' }],
    ['language', { language: ['en_US'] }],
    ['category', { category: 'UTILITY' }],
    ['components', { components: 'BODY' }],
    ['components', { components: [null] }],
    ['components', { components: [{ type: 'CAROUSEL' }] }],
    ['components', { components: [{ type: 'BODY' }] }],
    ['components', { components: [buttons] }],
    ['components', { components: [{ type: 'BODY' }, { type: 'BODY' }, buttons] }],
    ['components', { components: [{ type: 'BODY', add_security_recommendation: 'yes' }, buttons] }],
    ['components', { components: [{ type: 'BODY' }, { type: 'BUTTONS', buttons: [] }] }],
    ['message_send_ttl_seconds', { message_send_ttl_seconds: 29 }],
    ['message_send_ttl_seconds', { message_send_ttl_seconds: 901 }],
    ['message_send_ttl_seconds', { message_send_ttl_seconds: -2 }],
    ['message_send_ttl_seconds', { message_send_ttl_seconds: 60.5 }],
    ['message_send_ttl_seconds', { message_send_ttl_seconds: '60' }],
  ])('%s of %j', async (field, fields) => {
    expect(await refusal({ ...loginCode, ...fields })).toMatchObject(invalid(field));
  });

  it.each([0, 91, 1.5, '10'])('an expiration of %j minutes', async (minutes) => {
    const footer = { type: 'FOOTER', code_expiration_minutes: minutes };

    expect(await refusal(withComponents({ type: 'BODY' }, footer, buttons))).toMatchObject(
      invalid('components')
    );
  });

  it('a category, saying what the sandbox knows', async () => {
    expect(await refusal({ ...loginCode, category: 'UTILITY' })).toMatchObject({
      error_user_msg:
        'This sandbox knows authentication templates only: the category is AUTHENTICATION.',
    });
  });

  it.each([
    [2_388_047, 'a header', [{ type: 'HEADER', format: 'TEXT', text: 'Hi' }, { type: 'BODY' }]],
    [2_388_072, 'a body text', [{ type: 'BODY', text: 'Your code is {{1}}' }]],
    [2_388_072, 'an example', [{ type: 'BODY', example: { body_text: [['1']] } }]],
    [2_388_073, 'a footer text', [{ type: 'BODY' }, { type: 'FOOTER', text: 'Bye' }]],
  ])('with %d: %s of its own', async (value, _, components) => {
    expect(await refusal(withComponents(...components, buttons))).toMatchObject(subcode(value));
  });
});

describe('the button', () => {
  const oneTap = (fields: Record<string, unknown>) =>
    withButton({ otp_type: 'ONE_TAP', supported_apps: [app], ...fields });
  const withApp = (fields: Record<string, unknown>) =>
    oneTap({ supported_apps: [{ ...app, ...fields }] });

  it.each([
    ['buttons', 'another type', withButton({ type: 'URL' })],
    ['buttons', 'an unknown OTP type', withButton({ otp_type: 'NO_TAP' })],
    ['buttons', 'an empty label', withButton({ text: '' })],
    ['supported_apps', 'no app', oneTap({ supported_apps: undefined })],
    ['buttons', 'an empty list of apps', oneTap({ supported_apps: [] })],
    ['buttons', 'six apps', oneTap({ supported_apps: Array.from({ length: 6 }, () => app) })],
    ['buttons', 'a package of one segment', withApp({ package_name: 'app' })],
    ['buttons', 'a segment that starts with a digit', withApp({ package_name: 'com.1app' })],
    ['buttons', 'a sign in the package', withApp({ package_name: 'com.my-app' })],
    ['buttons', 'a package of 225', withApp({ package_name: `a.${'b'.repeat(223)}` })],
    ['buttons', 'a hash of 10', withApp({ signature_hash: '1234567890' })],
    ['buttons', 'a hash of 12', withApp({ signature_hash: '123456789012' })],
    ['buttons', 'a sign in the hash', withApp({ signature_hash: '1234567890-' })],
    ['zero_tap_terms_accepted', 'no consent', oneTap({ otp_type: 'ZERO_TAP' })],
    [
      'zero_tap_terms_accepted',
      'refused consent',
      oneTap({ otp_type: 'ZERO_TAP', zero_tap_terms_accepted: false }),
    ],
  ])('is refused for %s: %s', async (field, _, body) => {
    expect(await refusal(body)).toMatchObject(invalid(field));
  });

  it.each(['text', 'autofill_text'])('has 25 characters of %s at most', async (field) => {
    expect(await statusOf(oneTap({ [field]: 'a'.repeat(25) }))).toBe(200);
    expect(await refusal(oneTap({ [field]: 'a'.repeat(26) }))).toMatchObject({
      ...subcode(2_388_040),
      ...invalid(field),
    });
  });

  it.each(['Copy {{1}}', 'Copy 🔑'])('has no variables and no emoji: %s', async (text) => {
    expect(await refusal(withButton({ text }))).toMatchObject(subcode(2_388_060));
  });
});

describe('the account', () => {
  it('has to be verified', async () => {
    const seed = { businessVerificationStatus: 'not_verified' };

    expect(await refusal(loginCode, { seed })).toMatchObject({
      status: 403,
      code: 10,
      error_subcode: 2_388_185,
      message: '(#10) Application does not have permission for this action',
      is_transient: false,
    });
  });

  it.each([
    ['TIER_250', 403],
    ['TIER_2K', 200],
  ] as const)('may have grown instead, by a rule: %s', async (messagingLimit, status) => {
    const seed = { businessVerificationStatus: 'not_verified', messagingLimit };
    const rules = { unverifiedBusiness: 'by-limit' as const };

    expect(await statusOf(loginCode, { seed, rules })).toBe(status);
  });

  it('has one template of a name and language', async () => {
    const seed = { templates: [{ name: 'login_code', language: 'en_US' }] };

    expect(await refusal(loginCode, { seed })).toMatchObject({
      ...subcode(2_388_024),
      error_user_title: 'Content in This Language Already Exists',
      error_user_msg:
        'There is already English (US) content for this template. You can create a new template and try again.',
    });
    expect(await statusOf({ ...loginCode, language: 'es' }, { seed })).toBe(200);
  });

  it('cannot use the name of a deleted template for 30 days', async () => {
    const { call, templates } = createTemplateCall({
      seed: { templates: [{ name: 'login_code', language: 'es' }] },
    });
    templates.delete(templates.all);

    expect(refusalOf(await call(templatesPath, { method: 'POST', body: loginCode }))).toMatchObject(
      subcode(2_388_023)
    );

    vi.advanceTimersByTime(30 * 24 * 60 * 60_000);
    expect(await call(templatesPath, { method: 'POST', body: loginCode })).toMatchObject({
      status: 200,
    });
  });

  it('has 6000 templates at most', async () => {
    const templates = Array.from({ length: 6000 }, (_, index) => ({
      name: `code_${index}`,
      language: 'en',
    }));

    expect(await refusal(loginCode, { seed: { templates } })).toMatchObject(subcode(2_388_019));
  });

  it.each([400, 429] as const)('creates 100 templates an hour: HTTP %d', async (status) => {
    const { call } = createTemplateCall({ rules: { rateLimitStatus: status } });
    const answers = await Promise.all(
      Array.from({ length: 101 }, async (_, index) =>
        call(templatesPath, { method: 'POST', body: { ...loginCode, name: `code_${index}` } })
      )
    );
    const refused = answers.filter((answer) => answer.status !== 200);

    expect(refused.map((answer) => refusalOf(answer))).toMatchObject([{ status, code: 80_007 }]);
  });
});
