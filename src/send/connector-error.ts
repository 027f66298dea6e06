import { ConnectorError, ConnectorErrorCodes } from '@logto/connector-kit';
import { ZodError, ZodIssueCode } from 'zod';

import { type ConfigField, type PersonSentence } from '../meta/error-codes.js';
import { type Failure, type FailedTemplate, SendFailure } from '../meta/failure.js';

/**
 * Who reads the error: an administrator who presses "Send" in Console, or a person who waits for a
 * code and can do nothing about the config.
 */
export type Audience = 'administrator' | 'person';

type AnsweredFailure = Extract<Failure, { kind: 'answered' }>;

/** The two halves of every explanation: what happened, and what to do about it. */
type Explanation = { explanation: string; remedy: string };

const sentences: Readonly<Record<PersonSentence | 'unconfirmed', string>> = Object.freeze({
  recipient:
    'The code could not be sent to this number over WhatsApp. Check the number and try again.',
  unavailable: 'WhatsApp is not available at the moment. Please try again in a minute.',
  failed: 'The code could not be sent over WhatsApp. Please try again later.',
  unconfirmed:
    'WhatsApp did not confirm your code. If it does not arrive within a minute, ask for a new one.',
});

const statusPage = "Check Meta's status page, metastatus.com/whatsapp-business-api.";

const explainAnswer = (
  { entry, report }: AnsweredFailure,
  template?: FailedTemplate
): Explanation => {
  const codes = [report.code, report.subcode].filter((code) => code !== undefined).join('/');
  const { becomes } = entry;
  const concernsTemplate =
    becomes.error === 'InvalidConfig' && ['templateName', 'language'].includes(becomes.concerns);
  const which =
    concernsTemplate && template ? `: "${template.templateName}" in ${template.language}` : '';
  const identity = codes || `HTTP ${report.status}`;

  return { explanation: `${entry.meaning}${which} (${identity}).`, remedy: `${entry.remedy}.` };
};

const explainConnection = (
  failure: Exclude<Failure, { kind: 'answered' | 'refused' }>
): Explanation => {
  const { host } = failure;

  switch (failure.kind) {
    case 'unreachable': {
      return failure.lasting
        ? {
            explanation: `Logto's server could not make a secure connection to ${host} (${failure.systemCode}).`,
            remedy:
              "Check the server's clock and its certificates, and whether a proxy puts its own in their place.",
          }
        : {
            explanation: `Logto's server could not connect to ${host} (${failure.systemCode}).`,
            remedy: 'Check its DNS, firewall and proxy: it must be able to reach this address.',
          };
    }

    case 'silent': {
      return {
        explanation: `${host} took the request and did not answer within ${failure.seconds} seconds. It was not sent again, because the message may still arrive.`,
        remedy: statusPage,
      };
    }

    case 'lost': {
      return {
        explanation: `The connection to ${host} broke while it had the request (${failure.systemCode}). It was not sent again, because the message may still arrive.`,
        remedy: statusPage,
      };
    }

    case 'unreadable': {
      return {
        explanation: `${host} answered with HTTP ${failure.status}, but not as WhatsApp's API does.`,
        remedy: `If the config has a base URL, check it. Otherwise: ${statusPage}`,
      };
    }
  }
};

const sentenceFor = (failure: Exclude<Failure, { kind: 'answered' | 'refused' }>): string => {
  switch (failure.kind) {
    case 'unreachable': {
      return sentences.unavailable;
    }

    case 'silent':
    case 'lost': {
      return sentences.unconfirmed;
    }

    case 'unreadable': {
      return failure.status < 300 ? sentences.unconfirmed : sentences.unavailable;
    }
  }
};

const pathOf = (concerns: ConfigField, template?: FailedTemplate): Array<string | number> =>
  concerns === 'templateName' || concerns === 'language'
    ? ['templates', ...(template ? [template.index, concerns] : [])]
    : [concerns];

/** An error that Console shows in the words for an administrator, and to others only as `person`. */
const general = (
  audience: Audience,
  person: string,
  explained: Explanation,
  rest: Record<string, unknown>
) =>
  new ConnectorError(ConnectorErrorCodes.General, {
    errorDescription:
      audience === 'administrator' ? `${explained.explanation} ${explained.remedy}` : person,
    ...explained,
    ...rest,
  });

const fromAnswer = (failure: AnsweredFailure, audience: Audience, template?: FailedTemplate) => {
  const { becomes } = failure.entry;
  const { retryAfter, ...report } = failure.report;
  const explained = explainAnswer(failure, template);

  switch (becomes.error) {
    case 'InvalidConfig': {
      return new ConnectorError(
        ConnectorErrorCodes.InvalidConfig,
        new ZodError([
          {
            code: ZodIssueCode.custom,
            path: pathOf(becomes.concerns, template),
            message: `${explained.explanation} ${explained.remedy}`,
            params: report,
          },
        ])
      );
    }

    case 'RateLimitExceeded': {
      return new ConnectorError(ConnectorErrorCodes.RateLimitExceeded, { ...explained, ...report });
    }

    case 'General': {
      return general(audience, sentences[becomes.person], explained, report);
    }
  }
};

/**
 * The only way in which an error leaves the connector: as the kit's `ConnectorError`, which Logto
 * recognises by its class. Anything else would be logged by Logto with all that it holds.
 */
export const toConnectorError = (error: unknown, audience: Audience): ConnectorError => {
  if (error instanceof ConnectorError) {
    return error;
  }

  if (!(error instanceof SendFailure)) {
    return new ConnectorError(ConnectorErrorCodes.General, { errorDescription: sentences.failed });
  }

  const { failure, template } = error;

  switch (failure.kind) {
    case 'refused': {
      return new ConnectorError(ConnectorErrorCodes.General, {
        errorDescription: failure.explanation,
      });
    }

    case 'answered': {
      return fromAnswer(failure, audience, template);
    }

    default: {
      const { kind: reason, ...rest } = failure;

      return general(audience, sentenceFor(failure), explainConnection(failure), {
        reason,
        ...rest,
      });
    }
  }
};
