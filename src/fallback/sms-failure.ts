import { z } from 'zod';

import { foreignSecretsIn } from '../config/secrets.js';
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

type Secrets = { code: string; number: string };

const censorFor = ({ config }: FallbackConfig, { code, number }: Secrets): Censor =>
  createCensor([...foreignSecretsIn(config), code, number.replace('+', '')]);

/** The kit's `ConnectorError`, of whatever copy of the kit. */
const connectorErrorGuard = z.object({ code: z.string(), data: z.unknown() });

/** A text is wrapped by the kit as `message`; Logto itself reads `errorDescription`. */
const describedGuard = z.object({
  errorDescription: z.string().optional(),
  message: z.string().optional(),
});

/** What an error of the kit's says, in the provider's words or the connector's. */
export const textOf = (data: unknown): string => {
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

    return thrown ? [thrown.code, textOf(thrown.data)].filter(Boolean).join(': ') : '';
  } catch {
    // A property that throws when it is read.
    return '';
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
