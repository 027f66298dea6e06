import { ConnectorError, ConnectorErrorCodes } from '@logto/connector-kit';
import { ZodError, ZodIssueCode } from 'zod';

import { type ConfigField } from '../meta/error-codes.js';
import { type FailedTemplate, SendFailure } from '../meta/failure.js';
import { RelayFailure, type RelayProblem, explainProblem } from '../registration/relay-problem.js';

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

/** The field of the form that a problem with the relay is about, if it is about one. */
const relayFields: Readonly<Partial<Record<RelayProblem['kind'], string>>> = Object.freeze({
  'other-secret': 'relaySecret',
  stranger: 'relayUrl',
});

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

/** An error that Console shows at a field of the form. */
const invalidConfig = (
  path: Array<string | number>,
  message: string,
  params?: Record<string, unknown>
) =>
  new ConnectorError(
    ConnectorErrorCodes.InvalidConfig,
    new ZodError([{ code: ZodIssueCode.custom, path, message, ...(params && { params }) }])
  );

const fromAnswer = (failure: AnsweredFailure, audience: Audience, template?: FailedTemplate) => {
  const { becomes } = failure.entry;
  const { retryAfter, ...report } = failure.report;
  const explained = explainAnswer(failure, template);

  switch (becomes.error) {
    case 'InvalidConfig': {
      return invalidConfig(
        pathOf(becomes.concerns, template),
        forAdministrator(explained, report.details),
        report
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

/** Only an administrator waits for the relay. */
const fromRelay = ({ problem, host }: RelayFailure): ConnectorError => {
  const { clause, remedy } = explainProblem(problem, host);
  const explained = { explanation: `WhatsApp took the message, but ${clause}.`, remedy };
  const field = relayFields[problem.kind];

  return field === undefined
    ? general('administrator', sentences.failed, explained, { reason: problem.kind })
    : invalidConfig([field], forAdministrator(explained));
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

  if (error instanceof RelayFailure) {
    return fromRelay(error);
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
