/** What is known when the checks judge; nothing here asks anybody. */
import { type ProviderIssue } from '../fallback/provider.js';
import { type TenantLanguages } from '../logto/tenant.js';
import { type AccountFacts } from '../meta/diagnostics/account.js';
import { type HealthEntity } from '../meta/diagnostics/health.js';
import { type NumberFacts } from '../meta/diagnostics/number.js';
import { type TokenFacts } from '../meta/diagnostics/token.js';
import { type CallFailure } from '../meta/failure.js';
import { type AppWebhook, type Subscriptions } from '../meta/subscriptions.js';
import { type AccountTemplate } from '../meta/templates/account-template.js';
import { type Setup } from '../setup/setup.js';

/** Something that was looked at: it is known, or a call failed, or there was nothing to ask. */
export type Fact<Value> =
  | { kind: 'known'; value: Value }
  | { kind: 'failed'; failure: CallFailure }
  /** `isProblem` when there was something to ask, and it did not work. */
  | { kind: 'absent'; why: string; isProblem?: boolean };

export const known = <Value>(value: Value): Fact<Value> => ({ kind: 'known', value });

export const absent = (why: string, isProblem = false): Fact<never> => ({
  kind: 'absent',
  why,
  ...(isProblem && { isProblem }),
});

export const valueOf = <Value>(fact: Fact<Value>): Value | undefined =>
  fact.kind === 'known' ? fact.value : undefined;

/** What the headers of Meta's answers told. */
export type AnswerFacts = {
  /** The versions that really ran. */
  versions: readonly string[];
  /** Seconds by which Meta's clock is ahead of this machine's. */
  skew?: number | undefined;
};

export type RelayFacts = {
  /** HTTP status of its `/readyz`. */
  status: number;
  /** Whether it answers as a relay does. */
  isRelay: boolean;
  skew?: number | undefined;
};

/** `old`: it has no such check yet. `stranger`: something else answers in its place. */
export type SecretFacts = 'same' | 'other' | 'old' | 'busy' | 'stranger';

export type WebhookFacts = {
  /** Where statuses go; may hold a secret of somebody else in its query. */
  address: string;
  /** What a handshake with a wrong verify token is answered with. */
  wrongToken: { status: number; isRelay: boolean };
  /** Whether the right one is answered with the challenge; `undefined` when it is not known here. */
  isEchoed?: boolean | undefined;
  /** What an unsigned status is answered with. */
  forgery: { status: number; isRelay: boolean };
};

export type Facts = {
  setup: Setup;
  now: Date;
  /** Seconds for which a code is valid. */
  codeLife: number;
  /** WABA id, from the config or found. */
  businessAccountId?: string | undefined;
  /** From the config or found. */
  phoneNumberId?: string | undefined;
  /** `RELAY_PUBLIC_URL`, without a slash at its end. */
  publicUrl?: string | undefined;
  answers: AnswerFacts;
  token: Fact<TokenFacts>;
  number: Fact<NumberFacts>;
  numbers: Fact<readonly NumberFacts[]>;
  account: Fact<AccountFacts>;
  templates: Fact<readonly AccountTemplate[]>;
  subscription: Fact<Subscriptions['account']>;
  appWebhook: Fact<AppWebhook | undefined>;
  gateway: Fact<readonly HealthEntity[]>;
  languages: Fact<TenantLanguages>;
  relay: Fact<RelayFacts>;
  relaySecret: Fact<SecretFacts>;
  webhook: Fact<WebhookFacts>;
  /** What the SMS connector finds wrong with its config. */
  provider: Fact<readonly ProviderIssue[]>;
};
