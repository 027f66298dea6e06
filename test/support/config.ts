import { type Sandbox } from '../../src/sandbox/index.js';

export const usageTypes = Object.freeze(['SignIn', 'Register', 'ForgotPassword', 'Generic']);

export const validToken = 'EAAsandboxValidToken';

/** A config as an administrator has it in Console, for the account of a sandbox. */
export const configFor = ({ url, connectorConfig }: Pick<Sandbox, 'url' | 'connectorConfig'>) => ({
  accessToken: validToken,
  phoneNumberId: connectorConfig.phoneNumberId,
  baseUrl: url,
  templates: usageTypes.map((usageType) => ({
    usageType,
    templateName: 'verification_code',
    language: ['en_US', 'es', 'es_MX', 'pt_BR', 'id'],
  })),
});
