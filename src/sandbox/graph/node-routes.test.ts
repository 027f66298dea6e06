import { describe, expect, it } from 'vitest';

import {
  accountId,
  appId,
  businessId,
  createSandbox,
  numberId,
  refusalOf,
} from '../../../test/support/graph-call.js';
import { anyText, textWith } from '../../../test/support/matchers.js';
import { Receiver, closedAddress, verifyToken } from '../../../test/support/receiver.js';

const numberFields = [
  'status',
  'name_status',
  'new_name_status',
  'account_mode',
  'quality_score',
  'is_official_business_account',
  'is_pin_enabled',
  'is_on_biz_app',
  'is_preverified_number',
  'host_platform',
  'last_onboarded_time',
  'certificate',
  'messaging_limit_tier',
  'whatsapp_business_manager_messaging_limit',
  'health_status',
  'search_visibility',
  'username',
];

const accountFields = [
  'account_review_status',
  'auth_international_rate_eligibility',
  'business_verification_status',
  'country',
  'currency',
  'creation_time',
  'health_status',
  'is_enabled_for_insights',
  'owner_business_info',
  'on_behalf_of_business_info',
  'ownership_type',
  'primary_business_location',
  'primary_funding_id',
  'status',
  'template_auto_archival_enabled',
  'disable_marketing_messages_on_cloud_api',
  'whatsapp_business_manager_messaging_limit',
];

const defaultNumber = {
  verified_name: 'Sandbox',
  code_verification_status: 'VERIFIED',
  display_phone_number: '+1 555-010-0001',
  quality_rating: 'GREEN',
  platform_type: 'CLOUD_API',
  throughput: { level: 'STANDARD' },
  webhook_configuration: {},
  id: numberId,
};

const read = async (path: string) => {
  const { body } = await createSandbox().get(`/v25.0/${path}`);

  return body;
};

describe('what is read of a number', () => {
  it('is told without fields as on the page of Meta', async () => {
    expect(await read(numberId)).toEqual(defaultNumber);
  });

  it.each(numberFields)('can be %s', async (field) => {
    expect(await createSandbox().get(`/v25.0/${numberId}?fields=${field}`)).toMatchObject({
      status: 200,
      body: { id: numberId },
    });
  });

  it('is what the seed says', async () => {
    const { get } = createSandbox({
      account: {
        messagingLimit: 'TIER_2K',
        phoneNumbers: [
          {
            id: '42',
            status: 'FLAGGED',
            nameStatus: 'DECLINED',
            codeVerificationStatus: 'EXPIRED',
            platformType: 'NOT_APPLICABLE',
            accountMode: 'SANDBOX',
            qualityRating: 'RED',
            throughputLevel: 'HIGH',
            isPinEnabled: false,
          },
        ],
      },
    });
    const fields =
      'status,name_status,code_verification_status,platform_type,account_mode,quality_rating,quality_score,throughput,is_pin_enabled,whatsapp_business_manager_messaging_limit';

    const { body } = await get(`/v25.0/42?fields=${fields}`);

    expect(body).toEqual({
      id: '42',
      status: 'FLAGGED',
      name_status: 'DECLINED',
      code_verification_status: 'EXPIRED',
      platform_type: 'NOT_APPLICABLE',
      account_mode: 'SANDBOX',
      quality_rating: 'RED',
      quality_score: { score: 'RED' },
      throughput: { level: 'HIGH' },
      is_pin_enabled: false,
      whatsapp_business_manager_messaging_limit: 'TIER_2K',
    });
  });

  it('fails as a whole when one field does not exist', async () => {
    const answer = await createSandbox().get(`/v25.0/${numberId}?fields=status,fly,username`);

    expect(refusalOf(answer)).toEqual({
      status: 400,
      type: 'OAuthException',
      code: 100,
      message:
        '(#100) Tried accessing nonexisting field (fly) on node type (WhatsAppBusinessPhoneNumber)',
    });
  });
});

describe('what is read of an account', () => {
  it('is told without fields as by the SDKs', async () => {
    expect(await read(accountId)).toEqual({
      id: accountId,
      name: 'Sandbox',
      timezone_id: '1',
      message_template_namespace: anyText,
    });
  });

  it.each(accountFields)('can be %s', async (field) => {
    expect(await createSandbox().get(`/v25.0/${accountId}?fields=${field}`)).toMatchObject({
      status: 200,
      body: { id: accountId },
    });
  });

  it('names its own kind when a field does not exist', async () => {
    const answer = await createSandbox().get(`/v25.0/${accountId}?fields=quality_rating`);

    expect(refusalOf(answer)).toMatchObject({
      message:
        '(#100) Tried accessing nonexisting field (quality_rating) on node type (WhatsAppBusinessAccount)',
    });
  });
});

describe('other nodes', () => {
  it('are the business and the app', async () => {
    expect(await read(businessId)).toEqual({ id: businessId, name: 'Sandbox' });
    expect(await read(appId)).toMatchObject({ id: appId, name: 'Sandbox app' });
  });

  it('are the templates', async () => {
    const { templates, get } = createSandbox();
    const id = templates.lookUp('verification_code', 'en_US')?.id ?? '';

    expect(await get(`/v25.0/${id}?fields=name,health_status`)).toMatchObject({
      body: { id, name: 'verification_code', health_status: { can_send_message: 'AVAILABLE' } },
    });
  });
});

describe('the numbers of an account', () => {
  it('are listed with the fields by default', async () => {
    expect(await read(`${accountId}/phone_numbers`)).toMatchObject({ data: [defaultNumber] });
  });

  it('are listed with the fields that are asked for, in pages', async () => {
    const { get } = createSandbox({
      account: { phoneNumbers: [{ id: '42' }, { id: '43', status: 'PENDING' }] },
    });

    const { body } = await get(`/v25.0/${accountId}/phone_numbers?fields=status&limit=1`);

    expect(body).toMatchObject({
      data: [{ id: '42', status: 'CONNECTED' }],
      paging: { next: textWith('limit=1') },
    });
  });

  it('are no edge of a number', async () => {
    const answer = await createSandbox().get(`/v25.0/${numberId}/phone_numbers`);

    expect(refusalOf(answer)).toMatchObject({
      code: 100,
      message: textWith('phone_numbers'),
    });
  });
});

const setTo = (url: string, token = verifyToken) => ({
  webhook_configuration: { override_callback_uri: url, verify_token: token },
});

describe('the address of webhooks of a number', () => {
  const path = `/v25.0/${numberId}`;

  it('is set after a handshake, read, and taken away', async () => {
    const { call, get } = createSandbox();
    const receiver = await Receiver.start();
    const { url } = receiver;

    expect(await call({ path, body: setTo(url) })).toMatchObject({
      status: 200,
      body: { success: true },
    });
    expect(await get(`${path}?fields=webhook_configuration`)).toMatchObject({
      body: { webhook_configuration: { phone_number: url } },
    });
    expect(await call({ path, body: setTo('', '') })).toMatchObject({ body: { success: true } });
    expect(await get(`${path}?fields=webhook_configuration`)).toMatchObject({
      body: { webhook_configuration: {} },
    });
    expect(receiver.handshakes).toHaveLength(1);
  });

  it('is refused when its receiver does not know the token', async () => {
    const { call, get } = createSandbox();
    const { url } = await Receiver.start();

    expect(refusalOf(await call({ path, body: setTo(url, 'another') }))).toMatchObject({
      status: 400,
      code: 2200,
      message: textWith('403'),
    });
    expect(await get(`${path}?fields=webhook_configuration`)).toMatchObject({
      body: { webhook_configuration: {} },
    });
  });

  it('is refused when nobody listens there', async () => {
    const { url } = await closedAddress();

    expect(refusalOf(await createSandbox().call({ path, body: setTo(url) }))).toMatchObject({
      code: 2200,
      message: textWith('ECONNREFUSED'),
    });
  });

  it.each(['nowhere', 'ftp://127.0.0.1/'])('is refused when it is no address: %s', async (url) => {
    expect(refusalOf(await createSandbox().call({ path, body: setTo(url) }))).toMatchObject({
      status: 400,
      code: 100,
    });
  });

  it('is refused when it has more than 200 characters', async () => {
    const { url } = await Receiver.start();
    const longest = `${url}/`.padEnd(200, 'x');
    const { call } = createSandbox();

    expect(await call({ path, body: setTo(longest) })).toMatchObject({ status: 200 });
    expect(refusalOf(await call({ path, body: setTo(`${longest}x`) }))).toMatchObject({
      status: 400,
      code: 100,
      message: textWith('override_callback_uri'),
    });
  });

  it.each([
    [numberId, {}],
    [numberId, { webhook_configuration: 'x' }],
    [accountId, setTo('http://127.0.0.1:1/')],
  ])('is all that can be changed by a POST to %s: %j', async (id, body) => {
    const answer = await createSandbox().call({ path: `/v25.0/${id}`, body });

    expect(refusalOf(answer)).toMatchObject({ status: 400, code: 100, error_subcode: 33 });
  });
});
