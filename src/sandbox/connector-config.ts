import { type SandboxAccount, type SandboxTemplate } from './account.js';

const usageTypes = ['SignIn', 'Register', 'ForgotPassword', 'Generic'] as const;

/**
 * The connector's config for this sandbox, ready to be pasted into Logto Console.
 *
 * @param templates Those that there are now.
 * @param url Where the sandbox is.
 */
export const connectorConfigFor = (
  account: SandboxAccount,
  templates: ReadonlyArray<Pick<SandboxTemplate, 'name' | 'language' | 'status'>>,
  url: string
) => {
  const { phoneNumbers, tokens, requireProof, appSecret, id } = account;
  const token = Object.entries(tokens).find(([, { state }]) => state === 'valid')?.[0] ?? '';
  const sendable = templates.filter(({ status }) => status === 'APPROVED');
  const templateName = sendable[0]?.name ?? '';

  return {
    gateway: 'meta',
    accessToken: token,
    phoneNumberId: phoneNumbers[0]?.id ?? '',
    businessAccountId: id,
    ...(requireProof && { appSecret }),
    baseUrl: url,
    templates: usageTypes.map((usageType) => ({
      usageType,
      templateName,
      language: sendable.filter(({ name }) => name === templateName).map((item) => item.language),
    })),
  };
};

export type SandboxConnectorConfig = ReturnType<typeof connectorConfigFor>;

/** The same, as the fields of the form in Logto Console, by their labels. */
export const formFieldsFor = ({
  accessToken,
  phoneNumberId,
  appSecret,
  baseUrl,
  templates,
}: SandboxConnectorConfig) => [
  { label: 'Gateway', value: 'Meta Cloud API' },
  { label: 'Access token', value: accessToken },
  { label: 'Phone number ID', value: phoneNumberId },
  ...(appSecret === undefined ? [] : [{ label: 'App secret', value: appSecret }]),
  { label: 'Base URL', value: baseUrl },
  { label: 'Templates', value: JSON.stringify(templates) },
];
