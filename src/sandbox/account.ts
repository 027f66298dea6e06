import { type MetaLanguage } from '../meta/languages.js';

export type TokenState = 'valid' | 'expired' | 'revoked';

/** Only an `APPROVED` template can be sent. Source: Meta, "Template status". */
export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED';

export type SandboxTemplate = {
  name: string;
  language: MetaLanguage;
  status: TemplateStatus;
  /** Whether the text ends with a warning not to share the code. */
  securityRecommendation: boolean;
  /** Minutes in the footer, 1 to 90; without them, there is no footer. */
  codeExpirationMinutes?: number;
};

/** A WhatsApp Business account as Meta keeps it. */
export type SandboxAccount = {
  phoneNumberId: string;
  /** Calling code of the business number: Meta puts it before numbers that have no `+`. */
  callingCode: string;
  tokens: Readonly<Record<string, TokenState>>;
  /** When set, `requireProof` decides whether each call has to prove that it knows the secret. */
  appSecret?: string;
  requireProof: boolean;
  templates: readonly SandboxTemplate[];
};

const languages: readonly MetaLanguage[] = ['en_US', 'en_GB', 'es', 'es_MX', 'pt_BR', 'id', 'hi'];

/** An account in which everything is set up. All of it is invented. */
export const defaultAccount: SandboxAccount = Object.freeze({
  phoneNumberId: '100000000000001',
  callingCode: '1',
  tokens: {
    EAAsandboxValidToken: 'valid',
    EAAsandboxExpiredToken: 'expired',
    EAAsandboxRevokedToken: 'revoked',
  } as const,
  requireProof: false,
  templates: languages.map((language) => ({
    name: 'verification_code',
    language,
    status: 'APPROVED' as const,
    securityRecommendation: true,
    codeExpirationMinutes: 10,
  })),
});
