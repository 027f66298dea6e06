/** What `templates apply` says of what has become of the templates. */
import { sentenceOf } from '../../problem/sentence.js';
import { type TemplateResult, isFailure, isUnderReview, useOf } from '../../templates/result.js';
import { type Style, type Terminal } from '../output/terminal.js';

import { explainFailedCall, linesOf } from './failure.js';
import { groupBy, languagesOf, printLabelled, printName } from './print.js';

/** What to do about a rejection, by Meta's reason. Source: Meta, "Template review". */
const rejectionRemedy = (reason: string | undefined): string =>
  reason === 'INCORRECT_CATEGORY' || reason === 'TAG_CONTENT_MISMATCH'
    ? 'Check category and language in WhatsApp Manager → Message templates, and appeal there.'
    : "The text is Meta's own, so that it is worth an appeal: WhatsApp Manager → Message templates. Or take another name with --name.";

type Said = { label: string; style: Style; remarks: readonly string[] };

const deeds: Readonly<Record<TemplateResult['did'], readonly string[]>> = Object.freeze({
  created: ['Created.'],
  changed: ['Changed.'],
  unpaused: ['Unpaused.'],
  nothing: [],
  failed: [],
  left: [],
  declined: ['It differs, and was left as it is.'],
  impossible: [],
});

const sayStatus = (result: TemplateResult): Said => {
  const { status, rejectedReason, did, incomparable = [], differs } = result;
  const remarks = [
    ...deeds[did],
    ...(incomparable.length > 0
      ? [`Not compared, and left as it is: ${incomparable.join(', ')}.`]
      : []),
    ...(differs
      ? ['It still differs: what is under review cannot be changed. Run the command again later.']
      : []),
  ];

  if (status === 'APPROVED') {
    return { label: 'approved', style: 'green', remarks };
  }

  if (isUnderReview(result)) {
    return { label: 'in review', style: 'cyan', remarks };
  }

  return status === 'REJECTED'
    ? {
        label: 'rejected',
        style: 'red',
        remarks: [
          ...remarks,
          `Meta's reason: ${rejectedReason ?? 'not told'}.`,
          rejectionRemedy(rejectedReason),
        ],
      }
    : {
        label: (status ?? 'missing').toLowerCase(),
        style: 'red',
        remarks: [...remarks, 'Look at it in WhatsApp Manager → Message templates.'],
      };
};

const say = (result: TemplateResult): Said => {
  const { did, failed, obstacle } = result;

  switch (did) {
    case 'failed': {
      return {
        label: 'failed',
        style: 'red',
        remarks: failed
          ? linesOf(explainFailedCall(failed))
          : ['Meta took the call, and nothing has changed. Run the command again later.'],
      };
    }

    case 'left': {
      return { label: 'not tried', style: 'yellow', remarks: [] };
    }

    case 'impossible': {
      return {
        label: 'impossible',
        style: 'red',
        remarks: obstacle ? [sentenceOf(obstacle.reason), sentenceOf(obstacle.remedy)] : [],
      };
    }

    case 'created':
    case 'changed':
    case 'unpaused':
    case 'declined':
    case 'nothing': {
      return sayStatus(result);
    }
  }
};

/** Languages of which the same is to be said. */
const alike = (result: TemplateResult): string => {
  const { label, remarks } = say(result);

  return [label, ...remarks].join('\n');
};

export const printResults = (terminal: Terminal, results: readonly TemplateResult[]) => {
  for (const named of groupBy(results, ({ name }) => name)) {
    printName(terminal, named);

    for (const group of groupBy(named, alike)) {
      const [first] = group;

      if (first) {
        const { remarks, ...label } = say(first);

        printLabelled(terminal, label, languagesOf(group), remarks);
      }
    }
  }
};

/** A clock as on a kitchen timer. */
const clockOf = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000);

  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** More languages would not fit into one line. */
const namedInProgress = 4;

/** `5 of 7 approved, waiting for hi, pt_BR … 0:42`; the clock only where it can run. */
export const reviewProgress = (
  results: readonly TemplateResult[],
  elapsed: number,
  hasClock: boolean
): string => {
  const approved = results.filter(({ status }) => status === 'APPROVED').length;
  const waiting = [
    ...new Set(results.filter((result) => isUnderReview(result)).map(({ language }) => language)),
  ];
  const rest = waiting.length - namedInProgress;

  return `${approved} of ${results.length} approved, waiting for ${waiting
    .slice(0, namedInProgress)
    .join(', ')}${rest > 0 ? ` and ${rest} more` : ''} …${hasClock ? ` ${clockOf(elapsed)}` : ''}`;
};

/** One result, for scripts. */
export const resultForScripts = (result: TemplateResult) => ({
  ...useOf(result),
  did: result.did,
  status: result.status,
  rejectedReason: result.rejectedReason,
  isFailure: isFailure(result),
  ...(result.failed && { failure: explainFailedCall(result.failed) }),
  ...(result.obstacle && {
    failure: { meaning: result.obstacle.reason, remedy: result.obstacle.remedy },
  }),
  ...(result.differs && { differs: true }),
  ...(result.incomparable?.length && { incomparable: result.incomparable }),
});
