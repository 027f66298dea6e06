import { type PersonSentence } from '../meta/error-codes.js';
import { type FailedTemplate, type Failure } from '../meta/failure.js';

/** What happened and what to do about it, for an administrator. */
export type Explanation = { explanation: string; remedy: string };

export type AnsweredFailure = Extract<Failure, { kind: 'answered' }>;

/** A failure without an answer that could be understood. */
type ConnectionFailure = Exclude<Failure, { kind: 'answered' | 'refused' }>;

/** What the person who waits for the code reads. */
export const sentences: Readonly<
  Record<PersonSentence | 'neither' | 'unconfirmed' | 'unconfirmedByBoth', string>
> = Object.freeze({
  recipient:
    'The code could not be sent to this number over WhatsApp. Check the number and try again.',
  unavailable: 'WhatsApp is not available at the moment. Please try again in a minute.',
  failed: 'The code could not be sent over WhatsApp. Please try again later.',
  neither: 'The code could be sent neither over WhatsApp nor by SMS. Please try again later.',
  unconfirmed:
    'WhatsApp did not confirm your code. If it does not arrive within a minute, ask for a new one.',
  unconfirmedByBoth:
    'Neither WhatsApp nor the SMS service confirmed your code. If it does not arrive within a minute, ask for a new one.',
});

const statusPage = "Check Meta's status page, metastatus.com/whatsapp-business-api.";

/** The words of the error table, with the code and the template that they are about. */
export const explainAnswer = (
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

export const explainConnection = (failure: ConnectionFailure): Explanation => {
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
            remedy: 'Check its DNS and firewall: it must be able to reach this address directly.',
          };
    }

    case 'silent': {
      return {
        explanation: `${host} took the request and did not answer within ${failure.seconds} ${failure.seconds === 1 ? 'second' : 'seconds'}. It was not sent again, because the message may still arrive.`,
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
        remedy:
          "If the config has a base URL, check it; otherwise check Meta's status page, metastatus.com/whatsapp-business-api.",
      };
    }
  }
};

/** What happened, whatever kind of failure it is. */
export const explainFailure = (
  failure: Exclude<Failure, { kind: 'refused' }>,
  template?: FailedTemplate
): Explanation =>
  failure.kind === 'answered' ? explainAnswer(failure, template) : explainConnection(failure);

/** What the person reads when the gateway has not said why. */
export const sentenceFor = (failure: ConnectionFailure): string => {
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
