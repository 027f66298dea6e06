import { type ConnectorMetadata, ConnectorConfigFormItemType } from '@logto/connector-kit';

import { defaultGraphVersion } from './meta/graph-versions.js';

/** Shown only where Meta itself is called. */
const withMeta = [{ targetKey: 'gateway', expectValue: 'meta' }];

/**
 * The id differs from the official connector's: with two factories of one id, Logto refuses to list
 * any connector.
 */
export const defaultMetadata: ConnectorMetadata = {
  id: 'whatsapp-otp',
  target: 'whatsapp-otp',
  platform: null,
  name: {
    en: 'WhatsApp one-time codes',
    ar: 'رموز التحقق عبر واتساب',
    de: 'Einmalcodes über WhatsApp',
    es: 'Códigos de un solo uso por WhatsApp',
    fr: 'Codes à usage unique par WhatsApp',
    it: 'Codici monouso via WhatsApp',
    ja: 'WhatsApp ワンタイムコード',
    ko: 'WhatsApp 일회용 코드',
    'pl-PL': 'Kody jednorazowe przez WhatsApp',
    'pt-BR': 'Códigos de uso único por WhatsApp',
    'pt-PT': 'Códigos de utilização única por WhatsApp',
    ru: 'Одноразовые коды в WhatsApp',
    th: 'รหัสแบบใช้ครั้งเดียวทาง WhatsApp',
    'tr-TR': 'WhatsApp ile tek kullanımlık kodlar',
    'zh-CN': 'WhatsApp 一次性验证码',
    'zh-HK': 'WhatsApp 一次性驗證碼',
    'zh-TW': 'WhatsApp 一次性驗證碼',
  },
  logo: './logo.svg',
  logoDark: null,
  description: {
    en: 'Delivers one-time codes over WhatsApp, in the language of the user, through the Meta Cloud API.',
    ar: 'يرسل رموز التحقق لمرة واحدة عبر واتساب بلغة المستخدم من خلال واجهة Meta Cloud API.',
    de: 'Stellt Einmalcodes über WhatsApp zu, in der Sprache des Nutzers, über die Meta Cloud API.',
    es: 'Entrega códigos de un solo uso por WhatsApp, en el idioma del usuario, mediante la Meta Cloud API.',
    fr: "Envoie des codes à usage unique par WhatsApp, dans la langue de l'utilisateur, via la Meta Cloud API.",
    it: "Consegna codici monouso via WhatsApp, nella lingua dell'utente, tramite la Meta Cloud API.",
    ja: 'Meta Cloud API を通じて、ユーザーの言語でワンタイムコードを WhatsApp に届けます。',
    ko: 'Meta Cloud API를 통해 사용자의 언어로 일회용 코드를 WhatsApp으로 전달합니다.',
    'pl-PL':
      'Dostarcza kody jednorazowe przez WhatsApp, w języku użytkownika, za pośrednictwem Meta Cloud API.',
    'pt-BR':
      'Entrega códigos de uso único por WhatsApp, no idioma do usuário, pela Meta Cloud API.',
    'pt-PT':
      'Entrega códigos de utilização única por WhatsApp, no idioma do utilizador, através da Meta Cloud API.',
    ru: 'Доставляет одноразовые коды в WhatsApp на языке пользователя через Meta Cloud API.',
    th: 'ส่งรหัสแบบใช้ครั้งเดียวทาง WhatsApp ในภาษาของผู้ใช้ ผ่าน Meta Cloud API',
    'tr-TR':
      'Tek kullanımlık kodları Meta Cloud API aracılığıyla, kullanıcının dilinde WhatsApp üzerinden iletir.',
    'zh-CN': '通过 Meta Cloud API，以用户的语言在 WhatsApp 上发送一次性验证码。',
    'zh-HK': '透過 Meta Cloud API，以用戶的語言在 WhatsApp 上傳送一次性驗證碼。',
    'zh-TW': '透過 Meta Cloud API，以使用者的語言在 WhatsApp 上傳送一次性驗證碼。',
  },
  readme: './docs/console-guide.md',
  formItems: [
    {
      key: 'gateway',
      label: 'Gateway',
      type: ConnectorConfigFormItemType.Select,
      // A config from elsewhere may have none; the fields that hang on it are hidden until it has.
      required: true,
      selectItems: [
        { value: 'meta', title: 'Meta Cloud API' },
        { value: '360dialog', title: '360dialog' },
      ],
      defaultValue: 'meta',
      description: 'Who takes the messages: Meta itself, or 360dialog on your behalf.',
    },
    {
      key: 'accessToken',
      label: 'Access token',
      type: ConnectorConfigFormItemType.Text,
      required: true,
      isConfidential: true,
      placeholder: 'EAA…',
      description:
        'The permanent token of a Meta system user, with the permissions whatsapp_business_messaging and whatsapp_business_management. With 360dialog: the API key.',
    },
    {
      key: 'phoneNumberId',
      label: 'Phone number ID',
      type: ConnectorConfigFormItemType.Text,
      required: true,
      showConditions: withMeta,
      placeholder: '106540352242922',
      description:
        'Digits, from WhatsApp Manager → Account tools → Phone numbers. It is not the phone number itself.',
    },
    {
      key: 'templates',
      label: 'Templates',
      type: ConnectorConfigFormItemType.Json,
      required: true,
      description:
        'Your authentication templates by usage type. "language" is one of Meta’s codes, or a list of them whose first is the default.',
      defaultValue: ['SignIn', 'Register', 'ForgotPassword', 'Generic'].map((usageType) => ({
        usageType,
        templateName: 'verification_code',
        language: ['en_US'],
      })),
    },
    {
      key: 'allowedCountries',
      label: 'Allowed countries',
      type: ConnectorConfigFormItemType.Text,
      placeholder: 'BR, MX, IN',
      description:
        'ISO 3166 codes. Numbers of other countries are refused before anything is sent. Empty: all countries.',
    },
    {
      key: 'fallback',
      label: 'SMS fallback',
      type: ConnectorConfigFormItemType.Json,
      description:
        'Optional: another SMS connector of Logto, and its config. When WhatsApp does not take a code, the same code goes out through it. See the guide.',
    },
    {
      key: 'relayUrl',
      label: 'Relay URL',
      type: ConnectorConfigFormItemType.Text,
      placeholder: 'http://relay:4600',
      description:
        'Optional: your relay, which hears from Meta what was delivered and sends an SMS for what was not. Not with 360dialog. See the guide.',
    },
    {
      key: 'relaySecret',
      label: 'Relay secret',
      type: ConnectorConfigFormItemType.Text,
      isConfidential: true,
      description:
        'What the relay has as RELAY_SECRET: at least 32 characters. Make one with "openssl rand -base64 32".',
    },
    {
      key: 'appSecret',
      label: 'App secret',
      type: ConnectorConfigFormItemType.Text,
      isConfidential: true,
      showConditions: withMeta,
      description:
        'Optional: adds a proof to each call. If the app requires the proof, a stolen token alone is of no use.',
    },
    {
      key: 'businessAccountId',
      label: 'WhatsApp Business account ID',
      type: ConnectorConfigFormItemType.Text,
      showConditions: withMeta,
      description: 'Optional: not needed to send codes.',
    },
    {
      key: 'apiVersion',
      label: 'Graph API version',
      type: ConnectorConfigFormItemType.Text,
      showConditions: withMeta,
      placeholder: defaultGraphVersion,
      description: `Optional. Empty: the version that this connector was tested with (${defaultGraphVersion}).`,
    },
    {
      key: 'baseUrl',
      label: 'Base URL',
      type: ConnectorConfigFormItemType.Text,
      placeholder: 'https://graph.facebook.com',
      description:
        'Optional: another address for all calls, such as a proxy or a local sandbox. https, or http on this machine.',
    },
  ],
};
