/** What a value of Meta's means, by a table. */
import { type Withheld } from '../../meta/diagnostics/read-node.js';
import { type Finding, type Findings } from '../finding.js';

export type Judgement =
  { state: 'passed'; why: string } | { state: 'warning' | 'failed'; why: string; remedy: string };

/** Words of Meta's are constants; anything else is not ours to show. */
export const nameOfConstant = (value: string): string =>
  /^\w{1,40}$/.test(value) ? value : 'unreadable';

/** Why a value of this thing is not known. */
export const whyUntold = ({ withheld }: { withheld?: Withheld | undefined }): string => {
  switch (withheld?.reason) {
    case 'permission': {
      return `Meta shows the token only a part of it (${withheld.code}).`;
    }

    case 'unknown': {
      return `Meta does not tell; it does not know ${withheld.fields.join(', ') || 'all the fields'} (100).`;
    }

    case undefined: {
      return 'Meta does not tell.';
    }
  }
};

/** A value that the table does not have is Meta's news: a warning, and no failure. */
export const judgeValue = (
  subject: Findings,
  table: ReadonlyMap<string, Judgement>,
  value: string | undefined,
  untold: string
): Finding => {
  if (value === undefined) {
    return subject.skipped(untold);
  }

  const judgement = table.get(value);
  const more = { facts: { value: nameOfConstant(value) } };

  if (!judgement) {
    return subject.warning(
      `Meta says ${nameOfConstant(value)}, which this release does not know.`,
      'Look it up in WhatsApp Manager.',
      more
    );
  }

  return judgement.state === 'passed'
    ? subject.passed(judgement.why, more)
    : subject[judgement.state](judgement.why, judgement.remedy, more);
};
