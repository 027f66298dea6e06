/** What went wrong in a call that manages templates, for whoever runs the command. */
import { actualType } from '../../meta/diagnostics/read-node.js';
import { type CallFailure, SendFailure } from '../../meta/failure.js';
import { isPermission, isUnknownObject } from '../../meta/refusal-codes.js';
import { ManagementFailure } from '../../meta/templates/management-call.js';
import { CommandProblem } from '../../problem/command-problem.js';
import {
  type CallExplanation,
  explainAnswered,
  explainCall,
  withoutControls,
} from '../../problem/explain-call.js';
import { nameOfNodeType } from '../../problem/node-types.js';
import { type FailedCall } from '../../templates/perform.js';

type Answered = Extract<CallFailure, { kind: 'answered' }>;

type Words = { meaning: string; remedy: string };

/** Without a subcode of its own: that says more than the missing permission. */
const lacksPermission = ({ entry: { subcode, section }, report }: Answered): boolean =>
  subcode === undefined && section !== 'Managing templates' && isPermission(report);

const whereIsTheAccount =
  "Copy the WhatsApp Business account ID from WhatsApp → API Setup in the app's dashboard: it is neither the phone number ID nor the ID of the business portfolio";

const explainAccount = (failure: Answered, id: string): Words | undefined => {
  const type = actualType(failure);

  if (type !== undefined && type !== 'WhatsAppBusinessAccount') {
    return {
      meaning: `${id} is the ID of ${nameOfNodeType(type) ?? 'something else'}, not of a WhatsApp Business account`,
      remedy: whereIsTheAccount,
    };
  }

  return isUnknownObject(failure.report)
    ? {
        meaning: `Meta knows no WhatsApp Business account ${id}, or the access token may not see it`,
        remedy: `${whereIsTheAccount}. Assign that account to the system user`,
      }
    : undefined;
};

/** An approved template may be changed once a day, and Meta has no code of its own for that. */
const explainTemplate = (failure: Answered, id: string): Words | undefined => {
  const { code, subcode } = failure.report;

  if (isUnknownObject(failure.report)) {
    return {
      meaning: `There is no template ${id} any more, or the access token may not see it`,
      remedy: 'Somebody may have deleted it. Run the command again',
    };
  }

  return code === 100 && subcode === undefined
    ? {
        meaning: 'Meta did not accept the change',
        remedy:
          'An approved template can be changed once in 24 hours and ten times in 30 days: run the command again tomorrow',
      }
    : undefined;
};

const wordsFor = (failure: Answered, { subject: { kind, id } }: FailedCall): Words | undefined => {
  if (lacksPermission(failure)) {
    return {
      meaning: `The access token may not manage the templates of this ${kind === 'account' ? `account (${id})` : 'account'}`,
      remedy:
        'Generate a token with the permission whatsapp_business_management, for a system user to whom the WhatsApp account is assigned with full control',
    };
  }

  return kind === 'account' ? explainAccount(failure, id) : explainTemplate(failure, id);
};

/** The words of the error table, unless the call says more than its code. */
export const explainFailedCall = (failed: FailedCall): CallExplanation => {
  const { failure } = failed;

  return failure.kind === 'answered'
    ? explainAnswered(failure, wordsFor(failure, failed))
    : explainCall(failure);
};

/** Why a command has failed: free of secrets, and without a stack. */
export const explainTemplatesError = (error: unknown): CallExplanation => {
  if (error instanceof CommandProblem) {
    const [meaning = '', ...remedy] = withoutControls(error.message).split('\n');

    return { meaning, remedy: remedy.join('\n') };
  }

  if (error instanceof SendFailure && error.failure.kind !== 'refused') {
    const { failure } = error;

    return error instanceof ManagementFailure
      ? explainFailedCall({ failure, subject: error.subject })
      : explainCall(failure);
  }

  return {
    meaning: 'The command failed in a way that nobody foresaw.',
    remedy: 'Please report it, with what you called.',
  };
};

/** The lines of an explanation. */
export const linesOf = ({ meaning, remedy, details, traceId }: CallExplanation): string[] => [
  meaning,
  ...(details ? [`Meta says: ${details}`] : []),
  ...remedy.split('\n').filter(Boolean),
  ...(traceId ? [`Trace ID for Meta's support: ${traceId}`] : []),
];
