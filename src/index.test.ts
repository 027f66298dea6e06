import {
  ConnectorErrorCodes,
  ConnectorType,
  TemplateType,
  connectorMetadataGuard,
} from '@logto/connector-kit';
import nock from 'nock';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import {
  accepted,
  answering,
  code,
  connectorWith,
  metaConfig,
  signIn,
  token,
} from '../test/support/nocked-meta.js';
import { failureOf } from '../test/support/send.js';

beforeAll(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
});

const notAllowed = {
  code: ConnectorErrorCodes.General,
  data: { errorDescription: 'Codes cannot be sent to phone numbers of this country.' },
};

describe('the factory', () => {
  it('makes an SMS connector with an id of its own', async () => {
    const { type, metadata, configGuard } = await connectorWith();

    expect(type).toBe(ConnectorType.Sms);
    expect(metadata.id).toBe('whatsapp-otp');
    expect(connectorMetadataGuard.safeParse(metadata).success).toBe(true);
    expect(configGuard.safeParse(metaConfig).success).toBe(true);
  });

  it('does not ask for the config, which Logto does not have yet', async () => {
    const { getConfig } = await connectorWith();

    expect(getConfig).not.toHaveBeenCalled();
  });
});

describe('the config', () => {
  it("is asked for by the connector's id, once for each send", async () => {
    answering([[200, accepted]]);
    const { sendMessage, getConfig } = await connectorWith();

    await sendMessage(signIn);

    expect(getConfig.mock.calls).toEqual([['whatsapp-otp']]);
  });

  it("is that of the form in Console's test, and the stored one is not read", async () => {
    const receive = answering([[200, accepted]]);
    const { sendMessage, getConfig } = await connectorWith({ accessToken: 'EAAstored' });

    await sendMessage(
      { to: '12025550143', type: TemplateType.Generic, payload: { code: '000000' } },
      metaConfig
    );

    expect(receive.mock.calls[0]?.[1].authorization).toBe('Bearer EAAtesttoken');
    expect(getConfig).not.toHaveBeenCalled();
  });

  it('may be the JSON of the official connector, unchanged', async () => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await connectorWith({
      accessToken: token,
      phoneNumberId: '106540352242922',
      templates: [
        { usageType: 'SignIn', templateName: 'logto_sign_in', language: 'es_AR' },
        { usageType: 'Register', templateName: 'logto_register', language: 'en' },
        { usageType: 'ForgotPassword', templateName: 'logto_forgot_password', language: 'en' },
        { usageType: 'Generic', templateName: 'logto_generic' },
      ],
    });

    await sendMessage(signIn);
    await sendMessage({ ...signIn, type: TemplateType.Generic });

    // The official connector sends `{}` for a language that was left out.
    expect(receive.mock.calls.map(([body]) => body)).toMatchObject([
      { template: { name: 'logto_sign_in', language: { code: 'es_AR' } } },
      { template: { name: 'logto_generic', language: { code: 'en' } } },
    ]);
  });

  it('may hold what a form sends for fields that were left empty', async () => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await connectorWith({
      ...metaConfig,
      accessToken: ` ${token}\n`,
      gateway: '',
      apiVersion: '',
      appSecret: '',
      baseUrl: '',
      businessAccountId: '',
      allowedCountries: '',
    });

    await sendMessage(signIn);

    expect(receive.mock.calls[0]?.[1].authorization).toBe('Bearer EAAtesttoken');
  });
});

describe('what a send returns', () => {
  it.each([
    ['accepted', 'accepted'],
    ['held_for_quality_assessment', 'held_for_quality_assessment'],
    ['paused', 'paused'],
    [undefined, 'accepted'],
    ['something_new', 'accepted'],
  ])('is small and without secrets when Meta says %s', async (said, status) => {
    answering([[200, { ...accepted, messages: [{ id: 'wamid.A+/=', message_status: said }] }]]);
    const { sendMessage } = await connectorWith();

    expect(await sendMessage(signIn)).toEqual({
      channel: 'whatsapp',
      messageId: 'wamid.A+/=',
      recipient: '+1********43',
      status,
    });
  });
});

describe('the usage type', () => {
  it.each([
    ['SignIn', 'login_code'],
    ['Register', 'welcome_code'],
    ['ForgotPassword', 'reset_code'],
    ['Generic', 'any_code'],
    ['OrganizationInvitation', 'any_code'],
    ['UserPermissionValidation', 'any_code'],
    ['BindNewIdentifier', 'any_code'],
    ['MfaVerification', 'any_code'],
    ['BindMfa', 'any_code'],
  ])('%s is sent with the template %s', async (type, templateName) => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await connectorWith({
      ...metaConfig,
      templates: [
        { usageType: 'SignIn', templateName: 'login_code', language: 'en' },
        { usageType: 'Register', templateName: 'welcome_code', language: 'en' },
        { usageType: 'ForgotPassword', templateName: 'reset_code', language: 'en' },
        { usageType: 'Generic', templateName: 'any_code', language: 'en' },
      ],
    });

    await sendMessage({ ...signIn, type: type as TemplateType });

    expect(receive.mock.calls[0]?.[0]).toMatchObject({ template: { name: templateName } });
  });

  it('OrganizationInvitation with a link and no code is refused in plain words', async () => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await connectorWith();

    const error = await failureOf(
      sendMessage({
        to: '12025550143',
        type: TemplateType.OrganizationInvitation,
        payload: { link: 'https://example.com/invitation' },
      })
    );

    expect(error).toMatchObject({
      code: ConnectorErrorCodes.General,
      data: {
        errorDescription:
          'This message carries no one-time code, and WhatsApp can only deliver codes here. Send invitations and other links by e-mail.',
      },
    });
    expect(receive).not.toHaveBeenCalled();
  });
});

describe('the language', () => {
  it.each([
    ['the default without hints', {}, 'en_US'],
    ['that of the locale', { locale: 'de-AT' }, 'de'],
    [
      'that of the first UI locale that is served',
      { uiLocales: 'ja es-419 de', locale: 'de' },
      'es_MX',
    ],
    ['the default for a language that is not served', { locale: 'ja' }, 'en_US'],
    ['the default for a locale that is none', { locale: '%%%', uiLocales: '; drop' }, 'en_US'],
  ])('is %s', async (_, hints, language) => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await connectorWith();

    await sendMessage({ ...signIn, payload: { code, ...hints } });

    expect(receive.mock.calls[0]?.[0]).toMatchObject({
      template: { language: { code: language } },
    });
  });
});

describe('the code', () => {
  it('may have 15 signs', async () => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await connectorWith();

    await sendMessage({ ...signIn, payload: { code: '123456789012345' } });

    expect(receive).toHaveBeenCalledTimes(1);
  });

  it.each(['1234567890123456', '123 456', '   '])('is refused when it is "%s"', async (refused) => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await connectorWith();

    expect(await failureOf(sendMessage({ ...signIn, payload: { code: refused } }))).toMatchObject({
      code: ConnectorErrorCodes.General,
      data: {
        errorDescription:
          'WhatsApp delivers codes of at most 15 letters, digits and signs, without spaces.',
      },
    });
    expect(receive).not.toHaveBeenCalled();
  });

  it('is missed when it is empty', async () => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await connectorWith();

    expect(await failureOf(sendMessage({ ...signIn, payload: { code: '' } }))).toMatchObject({
      code: ConnectorErrorCodes.General,
      data: {
        errorDescription:
          'This message carries no one-time code, and WhatsApp can only deliver codes here. Send invitations and other links by e-mail.',
      },
    });
    expect(receive).not.toHaveBeenCalled();
  });
});

describe('a country that is not allowed', () => {
  it.each(['MX', 'mx, BR', 'GB;CA'])(
    'is refused before anything is sent: %s',
    async (countries) => {
      const receive = answering([[200, accepted]]);
      const { sendMessage } = await connectorWith({ ...metaConfig, allowedCountries: countries });

      expect(await failureOf(sendMessage(signIn))).toMatchObject(notAllowed);
      expect(receive).not.toHaveBeenCalled();
    }
  );

  it('does not keep the others from their codes', async () => {
    const receive = answering([[200, accepted]]);
    const { sendMessage } = await connectorWith({ ...metaConfig, allowedCountries: 'MX, US' });

    await sendMessage(signIn);

    expect(receive).toHaveBeenCalledTimes(1);
  });
});
