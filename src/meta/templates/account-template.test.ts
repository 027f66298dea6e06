import { describe, expect, it } from 'vitest';

import { readAccountTemplate } from './account-template.js';

const address = 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code_expiration_minutes=10';

/** As Meta's pages show it. */
const node = {
  id: '900000000000001',
  name: 'login_code',
  parameter_format: 'POSITIONAL',
  language: 'en_US',
  status: 'APPROVED',
  category: 'AUTHENTICATION',
  message_send_ttl_seconds: 600,
  rejected_reason: 'NONE',
  quality_score: { score: 'GREEN', date: 1 },
  components: [
    { type: 'BODY', text: '*{{1}}* is your code. Keep it.', add_security_recommendation: true },
    { type: 'FOOTER', text: 'This code expires in 10 minutes.', code_expiration_minutes: 10 },
    {
      type: 'BUTTONS',
      buttons: [{ type: 'URL', text: 'Copy code', url: `${address}&code=otp{{1}}` }],
    },
  ],
};

const withComponents = (...components: unknown[]) => readAccountTemplate({ ...node, components });

describe('a template of an account', () => {
  it('is read by what it means', () => {
    expect(readAccountTemplate(node)).toEqual({
      id: '900000000000001',
      name: 'login_code',
      language: 'en_US',
      status: 'APPROVED',
      category: 'AUTHENTICATION',
      ttlSeconds: 600,
      rejectedReason: undefined,
      quality: 'GREEN',
      otp: { type: 'COPY_CODE', label: 'Copy code' },
      security: true,
      expirationMinutes: 10,
      unread: [],
    });
  });

  it('may have a hyphen in its language, a status that nobody knows, and its TTL as text', () => {
    expect(
      readAccountTemplate({
        ...node,
        language: 'pt-BR',
        status: 'frozen',
        message_send_ttl_seconds: '-1',
        rejected_reason: 'SCAM',
      })
    ).toMatchObject({
      language: 'pt_BR',
      status: 'FROZEN',
      ttlSeconds: -1,
      rejectedReason: 'SCAM',
    });
  });

  it('may tell little', () => {
    expect(readAccountTemplate({ id: 9, name: 'a', language: 'de' })).toMatchObject({
      id: '9',
      status: 'UNKNOWN',
      category: 'UNKNOWN',
      ttlSeconds: undefined,
      security: false,
      unread: ['security', 'expiration', 'button', 'ttl'],
    });
  });

  it.each([undefined, 'text', { name: 'a' }, { id: '1', name: '', language: 'en' }])(
    'is none when it is %j',
    (other) => {
      expect(readAccountTemplate(other)).toBeUndefined();
    }
  );

  it('says by its text alone what older answers leave out', () => {
    const body = { type: 'BODY', text: '*{{1}}* is your code. Do not share it.' };

    expect(
      withComponents(body, { type: 'FOOTER', text: 'Expires in 5 minutes.' }, 'odd')
    ).toMatchObject({
      security: true,
      expirationMinutes: 5,
      otp: undefined,
      unread: ['security'],
    });
    expect(withComponents({ ...body, text: '*{{1}}* is your code.' })).toMatchObject({
      security: false,
      expirationMinutes: undefined,
    });
    expect(withComponents({ type: 'FOOTER', text: 'Expires soon.' })).toMatchObject({
      unread: ['security', 'expiration'],
    });
    expect(withComponents({ type: 'FOOTER' })).toMatchObject({
      unread: ['security', 'expiration'],
    });
  });

  it('has its expiry in the address of the button too', () => {
    expect(withComponents({ type: 'BODY' }, node.components[2])).toMatchObject({
      expirationMinutes: 10,
    });
  });

  it.each([
    [[{ type: 'URL', text: 'Fill in', url: `${address}&otp_type=x` }], 'COPY_CODE'],
    [[{ type: 'OTP', otp_type: 'zero_tap' }], 'ZERO_TAP'],
    [['odd', { type: 'URL', url: 'no address' }, { type: 'OTP', otp_type: 'ONE_TAP' }], 'ONE_TAP'],
  ])('has the button %j', (buttons, type) => {
    expect(withComponents({ type: 'buttons', buttons })?.otp?.type).toBe(type);
  });

  it.each([[[]], [[{ type: 'URL', url: 'https://example.com' }]], ['none']])(
    'has no button for codes in %j',
    (buttons) => {
      expect(withComponents({ type: 'BUTTONS', buttons })?.otp).toBeUndefined();
    }
  );
});
