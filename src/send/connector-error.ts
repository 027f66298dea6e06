import { ConnectorError, ConnectorErrorCodes } from '@logto/connector-kit';
import { ZodError, ZodIssueCode } from 'zod';

import { type ConfigField } from '../meta/error-codes.js';
import { type FailedTemplate, SendFailure } from '../meta/failure.js';

import { BothFailed } from './both-failed.js';
import {
  type AnsweredFailure,
  type Explanation,
  explainAnswer,
  explainConnection,
  explainFailure,
  sentenceFor,
  sentences,
} from './explain-failure.js';

/**
 * Who reads the error: an administrator who presses "Send" in Console, or a person who waits for a
 * code and can do nothing about the config.
 */
export type Audience = 'administrator' | 'person';

/** The one status that says what happened, whatever the body is. */
const tooManyRequests = 429;

const pathOf = (concerns: ConfigField, template?: FailedTemplate): Array<string | number> =>
  concerns === 'templateName' || concerns === 'language'
    ? ['templates', ...(template ? [template.index, concerns] : [])]
    : [concerns];

/** All that an administrator can be told; Console shows nothing of an error but its text. */
const forAdministrator = ({ explanation, remedy }: Explanation, details?: string): string =>
  [explanation, remedy, ...(details ? [`Details: ${details}`] : [])].join(' ');

/** An error that Console shows in the words for an administrator, and to others only as `person`. */
const general = (
  audience: Audience,
  person: string,
  explained: Explanation,
  rest: Record<string, unknown> & { details?: string | undefined }
) =>
  new ConnectorError(ConnectorErrorCodes.General, {
    errorDescription:
      audience === 'administrator' ? forAdministrator(explained, rest.details) : person,
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
            message: forAdministrator(explained, report.details),
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

/** Whether WhatsApp may have taken the code all the same. */
const isUnknown = ({ failure }: SendFailure): boolean =>
  failure.kind !== 'refused' &&
  failure.kind !== 'answered' &&
  sentenceFor(failure) === sentences.unconfirmed;

/** Why WhatsApp has not taken a code that SMS has not taken either. */
const explainFailed = ({ failure, template }: SendFailure) =>
  failure.kind === 'refused'
    ? undefined
    : {
        ...explainFailure(failure, template),
        ...(failure.kind === 'answered' && failure.report),
      };

/**
 * The only way in which an error leaves the connector: as the kit's `ConnectorError`, which Logto
 * recognises by its class. Anything else would be logged by Logto with all that it holds.
 */
export const toConnectorError = (error: unknown, audience: Audience): ConnectorError => {
  if (error instanceof ConnectorError) {
    return error;
  }

  if (error instanceof BothFailed) {
    const { whatsApp, sms } = error;

    return new ConnectorError(ConnectorErrorCodes.General, {
      errorDescription:
        sms.mayArrive || isUnknown(whatsApp) ? sentences.unconfirmedByBoth : sentences.neither,
      whatsApp: explainFailed(whatsApp),
      sms: sms.reason,
    });
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
      const explained = explainConnection(failure);

      return failure.kind === 'unreadable' && failure.status === tooManyRequests
        ? new ConnectorError(ConnectorErrorCodes.RateLimitExceeded, {
            ...explained,
            reason,
            ...rest,
          })
        : general(audience, sentenceFor(failure), explained, { reason, ...rest });
    }
  }
};
