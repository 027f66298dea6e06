/** What went wrong in a call to the Graph API, for whoever runs a command. */
import { type CallFailure, type ErrorReport } from '../meta/failure.js';

import { sentenceOf } from './sentence.js';

/** Free of secrets; sentences. */
export type CallExplanation = {
  /** What happened, with Meta's code. */
  meaning: string;
  /** What to do about it; a line for each thing. */
  remedy: string;
  /** Meta's own words: `error_user_msg` where there is one. */
  details?: string | undefined;
  /** What Meta's support asks for. */
  traceId?: string | undefined;
};

/** The app has a list of server addresses, and this machine is not on it. */
const addressCode = 5;

/** Somebody else's server may have written some of it. */
export const withoutControls = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replaceAll(/\p{C}+/gu, ' '))
    .join('\n');

/** The table's words were written for the form in Console. */
const forCommand = (remedy: string, { code }: ErrorReport): string =>
  code === addressCode
    ? "In the app's settings, under Advanced → Security, add the public address of this machine, or clear the list of server addresses"
    : remedy
        .replace('and paste it here', 'and use it as the access token')
        .replace('If the config has a base URL, check it', 'If there is a base URL, check it');

/**
 * The words of the error table, for a command.
 *
 * @param words Takes the place of the table's, where the call says more than its code.
 */
export const explainAnswered = (
  { report, entry }: Extract<CallFailure, { kind: 'answered' }>,
  words: { meaning: string; remedy: string } = entry
): CallExplanation => {
  const { code, subcode, status, details, traceId } = report;
  const identity = [code, subcode].filter((part) => part !== undefined).join('/');

  return {
    meaning: withoutControls(`${words.meaning} (${identity || `HTTP ${status}`}).`),
    remedy: forCommand(words.remedy, report)
      .split('\n')
      .map((line) => sentenceOf(line))
      .join('\n'),
    // Meta begins its messages with the code, which is said already.
    details:
      details && withoutControls(details.replaceAll(/\s+/g, ' ').replace(/^\(#[^)]*\) /, '')),
    traceId,
  };
};

/**
 * What whoever refused the call says of it, and what their support asks for: a line for each.
 *
 * @param speaker Who refused it.
 */
export const wordsOf = (
  { details, traceId }: Pick<CallExplanation, 'details' | 'traceId'>,
  speaker = 'Meta'
): string[] => [
  ...(details ? [`${speaker} says: ${sentenceOf(details)}`] : []),
  ...(traceId ? [`Trace ID for ${speaker}'s support: ${traceId}`] : []),
];

const again = 'Run the command again: twice does no harm.';

/** What happened, and what to do about it, whatever kind of failure it is. */
export const explainCall = (failure: CallFailure): CallExplanation => {
  switch (failure.kind) {
    case 'answered': {
      return explainAnswered(failure);
    }

    case 'unreachable': {
      return failure.lasting
        ? {
            meaning: `No secure connection to ${failure.host} could be made (${failure.systemCode}).`,
            remedy:
              "Check this machine's clock and its certificates, and whether a proxy puts its own in their place.",
          }
        : {
            meaning: `${failure.host} could not be reached (${failure.systemCode}).`,
            remedy: 'Check the DNS and firewall of this machine, and the base URL if there is one.',
          };
    }

    case 'silent': {
      return {
        meaning: `${failure.host} took the call and did not answer within ${failure.seconds} s, so that it is not known whether it was carried out.`,
        remedy: again,
      };
    }

    case 'lost': {
      return {
        meaning: `The connection to ${failure.host} broke during the call (${failure.systemCode}), so that it is not known whether it was carried out.`,
        remedy: again,
      };
    }

    case 'unreadable': {
      return {
        meaning: `${failure.host} answered with HTTP ${failure.status}, but not as Meta does.`,
        remedy:
          "If there is a base URL, check it; otherwise check Meta's status page, metastatus.com/whatsapp-business-api.",
      };
    }
  }
};
