import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { createTemplateCall } from '../../../test/support/template-call.js';
import { type SandboxSeed } from '../account.js';

type Template = NonNullable<SandboxSeed['templates']>[number];

const read = async (template: Partial<Template>, fields?: string, seed: SandboxSeed = {}) => {
  const { call } = createTemplateCall({
    seed: {
      templates: [
        {
          name: 'login_code',
          language: 'en_US',
          codeExpirationMinutes: 10,
          ...template,
        },
      ],
      ...seed,
    },
  });
  const { body } = await call(`/900000000000001${fields ? `?fields=${fields}` : ''}`);

  return body;
};

const buttonGuard = z.object({
  components: z.array(
    z.object({
      buttons: z
        .array(
          z.object({ text: z.string(), url: z.string(), example: z.array(z.string()).length(1) })
        )
        .optional(),
    })
  ),
});

const buttonOf = async (template: Partial<Template>) =>
  buttonGuard.parse(await read(template)).components.at(-1)?.buttons?.[0];

const apps = [
  { packageName: 'com.example.app', signatureHash: 'K8a/AINcGX7' },
  { packageName: 'com.example.two', signatureHash: '1234567+90=' },
];

describe('a template is read back', () => {
  it('as Meta words it, its OTP button as one with an address', async () => {
    expect(await read({})).toEqual({
      name: 'login_code',
      parameter_format: 'POSITIONAL',
      language: 'en_US',
      status: 'APPROVED',
      category: 'AUTHENTICATION',
      id: '900000000000001',
      components: [
        {
          type: 'BODY',
          text: '*{{1}}* is your verification code. For your security, do not share this code.',
          add_security_recommendation: true,
          example: { body_text: [['123456']] },
        },
        { type: 'FOOTER', text: 'This code expires in 10 minutes.', code_expiration_minutes: 10 },
        {
          type: 'BUTTONS',
          buttons: [
            {
              type: 'URL',
              text: 'Copy code',
              url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code_expiration_minutes=10&code=otp{{1}}',
              example: [
                'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code_expiration_minutes=10&code=otp123456',
              ],
            },
          ],
        },
      ],
    });
  });

  it('without a footer when it names no minutes', async () => {
    expect(await read({ codeExpirationMinutes: undefined })).toMatchObject({
      components: [
        { type: 'BODY' },
        {
          type: 'BUTTONS',
          buttons: [{ url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}' }],
        },
      ],
    });
  });

  it('with the label that it chose', async () => {
    expect(await buttonOf({ buttonText: 'Take it' })).toMatchObject({ text: 'Take it' });
  });

  it.each(['ONE_TAP', 'ZERO_TAP'] as const)('with its apps, escaped: %s', async (otpType) => {
    expect(await buttonOf({ otpType, autofillText: 'Fill in', supportedApps: apps })).toMatchObject(
      {
        text: 'Copy code',
        url: `https://www.whatsapp.com/otp/code/?otp_type=${otpType}&cta_display_name=Fill%20in&package_name=com.example.app&signature_hash=K8a%2FAINcGX7&package_name=com.example.two&signature_hash=1234567%2B90%3D&code_expiration_minutes=10&code=otp{{1}}`,
      }
    );
  });

  it('with Meta’s own label for filling in', async () => {
    const url = await buttonOf({ language: 'es', otpType: 'ONE_TAP', supportedApps: apps });

    expect(url?.url).toContain('&cta_display_name=Autocompletar&');
  });
});

describe('other fields', () => {
  it('are told when they are asked for', async () => {
    expect(
      await read(
        { status: 'REJECTED', ttlSeconds: -1 },
        'rejected_reason,quality_score,message_send_ttl_seconds,source'
      )
    ).toEqual({
      id: '900000000000001',
      rejected_reason: 'INVALID_FORMAT',
      quality_score: { score: 'UNKNOWN' },
      message_send_ttl_seconds: -1,
    });
  });

  it('have times as the Graph API writes them', async () => {
    expect(await read({}, 'last_updated_time')).toHaveProperty(
      'last_updated_time',
      expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/)
    );
  });

  it('tell whether the template can be sent', async () => {
    expect(await read({}, 'health_status')).toMatchObject({
      health_status: {
        can_send_message: 'AVAILABLE',
        entities: [
          { entity_type: 'MESSAGE_TEMPLATE', id: '900000000000001', can_send_message: 'AVAILABLE' },
          { entity_type: 'WABA', id: '200000000000001', can_send_message: 'AVAILABLE' },
          { entity_type: 'BUSINESS', id: '300000000000001', can_send_message: 'AVAILABLE' },
          { entity_type: 'APP', id: '400000000000001', can_send_message: 'AVAILABLE' },
        ],
      },
    });
    expect(await read({ status: 'PAUSED' }, 'health_status')).toMatchObject({
      health_status: {
        can_send_message: 'BLOCKED',
        entities: [
          {
            entity_type: 'MESSAGE_TEMPLATE',
            can_send_message: 'BLOCKED',
            errors: [{ error_code: 141_002 }],
          },
          {},
          {},
          {},
        ],
      },
    });
  });
});
