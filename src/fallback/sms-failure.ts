import { z } from 'zod';

import { type Censor, createCensor } from '../meta/censor.js';

import { type FallbackConfig } from './config.js';
import { type ProviderIssue } from './provider.js';

/** Why no SMS went out, for an administrator and free of secrets. */
export type SmsExplanation = { explanation: string; remedy: string };

/**
 * How an SMS failed, by what is certain about it.
 *
 * - `not-allowed`, `limit`: a guard of the config did not let it out.
 * - `unusable`: the connector is not there, or does not take its config.
 * - `not-reached`: the provider certainly has not taken it, and may take it later.
 * - `refused`: the provider said no.
 * - `unanswered`: it was handed over, and may arrive.
 */
export type SmsFailureKind =
  'not-allowed' | 'limit' | 'unusable' | 'not-reached' | 'refused' | 'unanswered';

/** A fallback that did not bring the code either. */
export class SmsFailure extends Error {
  constructor(
    readonly kind: SmsFailureKind,
    readonly reason: SmsExplanation
  ) {
    super('sms');
  }

  /** Whether the provider may have taken the SMS all the same. */
  get mayArrive(): boolean {
    return this.kind === 'unanswered';
  }
}

/** Every text in a config: any of them may be a secret, and the provider may repeat it. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') {
    return [value];
  }

  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((item) => textsIn(item))
    : [];
};

/** Shorter texts are words such as "SignIn", and none that a provider would take for a secret. */
const shortestSecret = 8;

/** As it stands, as it stands in a JSON text, and the token of a text such as "Bearer token1". */
const formsOf = (text: string): string[] => [
  text,
  text.trim(),
  JSON.stringify(text.trim()).slice(1, -1),
  ...text.split(/\s+/).filter((word) => /\d/.test(word)),
];

type Secrets = { code: string; number: string };

const censorFor = ({ config }: FallbackConfig, { code, number }: Secrets): Censor =>
  createCensor([
    ...textsIn(config)
      .flatMap((text) => formsOf(text))
      .filter((text) => text.length >= shortestSecret),
    code,
    number.replace('+', ''),
  ]);

/** The kit's `ConnectorError`, of whatever copy of the kit. */
const connectorErrorGuard = z.object({ code: z.string(), data: z.unknown() });

/** A text is wrapped by the kit as `message`; Logto itself reads `errorDescription`. */
const describedGuard = z.object({
  errorDescription: z.string().optional(),
  message: z.string().optional(),
});

const describe = (data: unknown): string => {
  // Such as the `ZodError` of a config: its message is a dump of it.
  if (data instanceof Error) {
    return '';
  }

  const { errorDescription, message = '' } = describedGuard.safeParse(data).data ?? {};

  return errorDescription ?? message;
};

const detailsOf = (error: unknown): string => {
  try {
    const { data: thrown } = connectorErrorGuard.safeParse(error);

    return thrown ? [thrown.code, describe(thrown.data)].filter(Boolean).join(': ') : '';
  } catch {
    // A property that throws when it is read.
    return '';
  }
};

/** Codes of Node for a server to which there was no connection at all. */
const unreachedCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** The same in Node's words, which some connectors make the text of an error of the kit's. */
const unreachedText = new RegExp(
  `^(?:connect|getaddrinfo) (?:${Array.from(unreachedCodes).join('|')})\\b`
);

/** Likewise, when the request was on its way. */
const brokenText = /^(?:read|write) E[A-Z]+\b|^socket hang up|^Timeout awaiting|aborted/;

/** Codes of the kit that leave no doubt; an answer that a connector could not read leaves some. */
const refusalCode = /^(?!invalid_response$)[a-z]+(?:_[a-z]+)*$/;

const codedGuard = z.object({ code: z.string(), data: z.unknown(), syscall: z.unknown() });

/** Before there is a connection; `undefined` where it is not told. */
const connectingCalls: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo', undefined]);

/** Node's fetch hides the code in the cause. */
const causedGuard = z.object({ cause: codedGuard }).transform(({ cause }) => cause);

/** What the error of an SMS connector says about the SMS, however it was thrown. */
export const kindOfThrown = (error: unknown): SmsFailureKind => {
  try {
    const thrown = z.union([codedGuard, causedGuard]).safeParse(error).data;
    const { code = '', data, syscall } = thrown ?? {};
    const text = describe(data);
    const isUnreached = unreachedCodes.has(code) && connectingCalls.has(syscall);

    if (code === 'rate_limit_exceeded' || isUnreached || unreachedText.test(text)) {
      return 'not-reached';
    }

    return refusalCode.test(code) && !brokenText.test(text) ? 'refused' : 'unanswered';
  } catch {
    // A property that throws when it is read.
    return 'unanswered';
  }
};

/**
 * What an SMS connector has thrown. An error that is not the kit's may hold the whole request, with
 * the provider's secrets and the code, so that nothing is taken from it but its code.
 */
export const explainThrown = (
  error: unknown,
  fallback: FallbackConfig,
  secrets: Secrets
): SmsExplanation => {
  const details = censorFor(fallback, secrets).text(detailsOf(error));

  return {
    explanation: `${fallback.connector} could not send the SMS${details ? ` (${details})` : ''}.`,
    remedy:
      'Check the config of the SMS connector under "fallback", and the account of its provider.',
  };
};

/** What an SMS connector's own guard finds wrong; its words may repeat what it was given. */
export const explainIssue = (
  { path, message }: ProviderIssue,
  fallback: FallbackConfig,
  secrets: Secrets
): SmsExplanation => {
  const { text } = censorFor(fallback, secrets);

  return {
    explanation: `${fallback.connector} does not accept its config: ${text(['fallback', 'config', ...path].join('.'))}.`,
    remedy: text(message),
  };
};
