/** What a failed call means for those that would follow it. */
import { isNotHandled } from '../meta/explain.js';
import { type CallFailure } from '../meta/failure.js';
import { type ManagementSubject } from '../meta/templates/management-call.js';

export type Verdict =
  /** Nothing was done, and the same call may succeed in a moment. */
  | 'again'
  /** Whether it was done has to be read from the account. */
  | 'unknown'
  /** Somebody else was quicker: there is such a template already, or it is being changed. */
  | 'overtaken'
  /** Too many calls: every further one would make it worse. */
  | 'limit'
  /** It holds for every other call as well. */
  | 'stop'
  /** It concerns this template alone. */
  | 'item';

type Answered = Extract<CallFailure, { kind: 'answered' }>;

/** There is such a template; its status allows no change. */
const overtaken = new Set([2_388_024, 2_388_039]);

const notEligible = 2_388_185;
const templateLimit = 2_388_019;

/** Whether the account has as many templates as it may have. */
export const isTemplateLimit = (failure: CallFailure): boolean =>
  failure.kind === 'answered' && failure.report.subcode === templateLimit;

const isOfTemplate = (field: string): boolean => ['templateName', 'language'].includes(field);

/** The token, its permissions or the account; a template that is gone looks like a wrong account. */
const concernsAll = ({ entry }: Answered, { kind }: ManagementSubject): boolean =>
  entry.becomes.error === 'InvalidConfig' &&
  !isOfTemplate(entry.becomes.concerns) &&
  (kind === 'account' || entry.becomes.concerns !== 'phoneNumberId');

const judgeAnswer = (failure: Answered, subject: ManagementSubject): Verdict => {
  const { entry, report } = failure;

  if (overtaken.has(report.subcode ?? 0)) {
    return 'overtaken';
  }

  // Meta calls its limits transient too.
  if (entry.becomes.error === 'RateLimitExceeded') {
    return 'limit';
  }

  if (report.subcode === notEligible || isTemplateLimit(failure) || concernsAll(failure, subject)) {
    return 'stop';
  }

  return entry.action === 'retry' ? 'again' : 'item';
};

export const judge = (failure: CallFailure, subject: ManagementSubject): Verdict => {
  switch (failure.kind) {
    case 'answered': {
      return judgeAnswer(failure, subject);
    }

    case 'unreachable': {
      return failure.lasting ? 'stop' : 'again';
    }

    case 'silent':
    case 'lost': {
      return 'unknown';
    }

    case 'unreadable': {
      if (isNotHandled(failure.status)) {
        return 'again';
      }

      return failure.status >= 500 || failure.status < 300 ? 'unknown' : 'stop';
    }
  }
};
