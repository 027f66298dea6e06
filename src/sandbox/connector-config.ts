import { type SandboxAccount, type SandboxTemplate } from './account.js';

const usageTypes = ['SignIn', 'Register', 'ForgotPassword', 'Generic'] as const;

/** Works while there is one; whoever has none that works has one that did. */
const usualToken = ({ tokens }: SandboxAccount): string => {
  const [first, ...rest] = Object.entries(tokens);
  const [text = ''] = [first, ...rest].find((entry) => entry?.[1].state === 'valid') ?? first ?? [];

  return text;
};

type Named = Pick<SandboxTemplate, 'name' | 'language' | 'status'>;

const templateEntries = ({ connector }: SandboxAccount, templates: readonly Named[]) => {
  const sendable = templates.filter(({ status }) => status === 'APPROVED');
  const { templateName = sendable[0]?.name ?? '' } = connector;
  const {
    language = sendable.filter(({ name }) => name === templateName).map((item) => item.language),
  } = connector;

  return templateName === ''
    ? []
    : usageTypes.map((usageType) => ({ usageType, templateName, language }));
};

/**
 * The config that an administrator of this account has, ready to be pasted into Logto Console.
 *
 * @param templates Those that there are now.
 * @param url Where the sandbox is.
 */
export const connectorConfigFor = (
  account: SandboxAccount,
  templates: readonly Named[],
  url: string
) => {
  const { connector, phoneNumbers, requireProof, id } = account;
  const {
    accessToken = usualToken(account),
    phoneNumberId = phoneNumbers[0]?.id,
    businessAccountId = id,
    appSecret = requireProof ? account.appSecret : '',
  } = connector;
  const entries = templateEntries(account, templates);

  return {
    gateway: 'meta',
    accessToken,
    ...(phoneNumberId && { phoneNumberId }),
    ...(businessAccountId && { businessAccountId }),
    ...(appSecret && { appSecret }),
    baseUrl: url,
    ...(entries.length > 0 && { templates: entries }),
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
  ...(phoneNumberId === undefined ? [] : [{ label: 'Phone number ID', value: phoneNumberId }]),
  ...(appSecret === undefined ? [] : [{ label: 'App secret', value: appSecret }]),
  { label: 'Base URL', value: baseUrl },
  ...(templates === undefined ? [] : [{ label: 'Templates', value: JSON.stringify(templates) }]),
];
