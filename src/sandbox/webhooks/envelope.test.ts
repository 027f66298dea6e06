import { describe, expect, it } from 'vitest';

import { messageOf } from '../../../test/support/inbox-message.js';
import { anyText, textLike } from '../../../test/support/matchers.js';
import { accountGuard } from '../account.js';
import { type StatusReport } from '../inbox.js';

import {
  type StatusUpdate,
  accountEnvelope,
  renderStatus,
  signatureOf,
  statusEnvelope,
  toMetaJson,
} from './envelope.js';

const [phoneNumber, secondNumber] = accountGuard.parse({
  phoneNumbers: [{}, { id: '42', displayPhoneNumber: '+49 30 1234' }],
}).phoneNumbers;

const message = { ...messageOf(0), id: 'wamid.SIM1' };

const failure = {
  status: 'failed',
  at: '2026-11-21T12:00:01.000Z',
  error: { code: 131_026, title: 'Message undeliverable', details: 'Message Undeliverable.' },
} as const;

const updateWith = (report: Partial<StatusReport>, rest: Partial<StatusUpdate> = {}) => {
  if (!phoneNumber) {
    throw new Error('The account has no number.');
  }

  return {
    message,
    report: { status: 'sent', at: '2026-11-21T12:00:00.999Z', ...report },
    phoneNumber,
    callbackData: undefined,
    isPriced: false,
    ...rest,
  } satisfies StatusUpdate;
};

const render = (
  report: Partial<StatusReport>,
  rest: Partial<StatusUpdate> = {},
  { version = 26, callbackDataOnFailed = false } = {}
) => renderStatus(updateWith(report, rest), { version, callbackDataOnFailed });

const pricing = {
  billable: true,
  pricing_model: 'PMP',
  type: 'regular',
  category: 'authentication',
};

describe('a status', () => {
  it('has the fields that Meta gives it', () => {
    const { status } = render({ status: 'delivered' });

    expect(status).toEqual({
      id: 'wamid.SIM1',
      status: 'delivered',
      timestamp: '1795262400',
      recipient_id: '12025550143',
      recipient_user_id: textLike(/^US\.\d+$/),
    });
  });

  it("names the recipient in WhatsApp's own form", () => {
    const { status, contact } = render({}, { message: { ...message, to: '+525512345678' } });

    expect(status).toMatchObject({ recipient_id: '5215512345678' });
    expect(contact).toMatchObject({ wa_id: '5215512345678' });
  });

  it('has a price when it is one that has a price', () => {
    expect(render({}, { isPriced: true }).status).toMatchObject({ pricing });
    expect(render({}).status).not.toHaveProperty('pricing');
  });

  it.each([
    [22, true],
    [23, true],
    [24, false],
    [26, false],
  ])('of v%i.0 names a conversation: %s', (version, isNamed) => {
    const { status } = render({ status: 'sent' }, { isPriced: true }, { version });

    expect(Object.hasOwn(status, 'conversation')).toBe(isNamed);
  });

  it('tells when its conversation ends only when it is sent', () => {
    const options = { version: 23 };

    expect(render({ status: 'sent' }, { isPriced: true }, options).status).toMatchObject({
      conversation: {
        id: anyText,
        expiration_timestamp: '1795348800',
        origin: { type: 'authentication' },
      },
    });
    expect(
      render({ status: 'delivered' }, { isPriced: true }, options).status.conversation
    ).toEqual({ id: anyText, origin: { type: 'authentication' } });
  });

  it('echoes the data for the callback', () => {
    expect(render({}, { callbackData: 'corr-1' }).status).toMatchObject({
      biz_opaque_callback_data: 'corr-1',
    });
    expect(render({}).status).not.toHaveProperty('biz_opaque_callback_data');
  });
});

describe('a failed status', () => {
  it('has its error, and neither contact nor user id', () => {
    const { status, contact } = render(failure);

    expect(contact).toBeUndefined();
    expect(status).toEqual({
      id: 'wamid.SIM1',
      status: 'failed',
      timestamp: '1795262401',
      recipient_id: '12025550143',
      errors: [
        {
          code: 131_026,
          title: 'Message undeliverable',
          message: 'Message undeliverable',
          error_data: { details: 'Message Undeliverable.' },
          href: textLike(/^https:\/\/developers\.facebook\.com\//),
        },
      ],
    });
  });

  it.each([false, true])('echoes the data for the callback by rule: %s', (callbackDataOnFailed) => {
    const { status } = render(failure, { callbackData: 'corr-1' }, { callbackDataOnFailed });

    expect(status.biz_opaque_callback_data).toBe(callbackDataOnFailed ? 'corr-1' : undefined);
  });
});

describe('the envelope of statuses', () => {
  it('is that of Meta, without a time', () => {
    const rendered = render({ status: 'delivered' }, { isPriced: true });

    expect(statusEnvelope('200000000000001', [rendered])).toEqual({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '200000000000001',
          changes: [
            {
              field: 'messages',
              value: {
                messaging_product: 'whatsapp',
                metadata: {
                  display_phone_number: '15550100001',
                  phone_number_id: '100000000000001',
                },
                contacts: [
                  {
                    profile: { name: anyText },
                    wa_id: '12025550143',
                    user_id: rendered.contact?.user_id,
                  },
                ],
                statuses: [rendered.status],
              },
            },
          ],
        },
      ],
    });
  });

  it('has a change for each number, and one without contacts for what failed', () => {
    const statuses = [
      render({}),
      render(failure),
      render({}, secondNumber ? { phoneNumber: secondNumber } : {}),
      render({ status: 'delivered' }),
    ];

    const [entry] = statusEnvelope('1', statuses).entry;

    expect(
      entry?.changes.map(({ value }) => [
        value.metadata.phone_number_id,
        value.contacts?.length ?? 0,
        value.statuses.map(({ status }) => status),
      ])
    ).toEqual([
      ['100000000000001', 1, ['sent', 'delivered']],
      ['100000000000001', 0, ['failed']],
      ['42', 1, ['sent']],
    ]);
    expect(entry?.changes[1]?.value).not.toHaveProperty('contacts');
  });
});

describe('the envelope of the account', () => {
  it('has a time, and no metadata', () => {
    const value = { event: 'APPROVED', message_template_id: 900_000_000_000_001 };

    expect(
      accountEnvelope('1', {
        field: 'message_template_status_update',
        value,
        at: new Date('2026-11-21T12:00:00.999Z'),
      })
    ).toEqual({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          time: 1_795_262_400,
          changes: [{ field: 'message_template_status_update', value }],
        },
      ],
    });
  });
});

describe('the JSON of Meta', () => {
  it.each([
    ['ä', '"\\u00e4"'],
    ['Zoë 🔑', '"Zo\\u00eb \\ud83d\\udd11"'],
    ['\u007F\u0080\uFFFF', '"\u007F\\u0080\\uffff"'],
    ['plain', '"plain"'],
  ])('escapes what is not ASCII: %j', (text, json) => {
    expect(toMetaJson(text)).toBe(json);
    expect(JSON.parse(toMetaJson(text))).toBe(text);
  });
});

describe('the signature', () => {
  it.each([
    [
      '{"object":"whatsapp_business_account","entry":[]}',
      'sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756',
    ],
    [
      '{"object": "whatsapp_business_account", "entry": []}',
      'sha256=56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a',
    ],
  ])('is over the bytes of the body: %s', (body, signature) => {
    expect(signatureOf(body, 'test_app_secret')).toBe(signature);
  });
});
