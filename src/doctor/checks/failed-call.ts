/** A call that failed, and of which no check knows more than the table of errors. */
import { type CallFailure } from '../../meta/failure.js';
import { explainCall, wordsOf } from '../../problem/explain-call.js';
import { explainedElsewhere } from '../causes.js';
import { type Fact, type Facts } from '../facts.js';
import { type Finding, type Findings } from '../finding.js';

type Better = {
  /** Takes the place of the table's. */
  meaning?: string;
  remedy?: string;
  facts?: Finding['facts'];
  /** Who was asked, where it is not Meta. */
  speaker?: string;
};

/**
 * With the words of whoever refused it, which say more than its code.
 *
 * @param better What the check knows better than the table.
 */
export const failedCall = (
  subject: Findings,
  failure: CallFailure,
  better: Better = {}
): Finding => {
  const explanation = explainCall(failure);
  const { meaning, remedy, facts, speaker } = { ...explanation, ...better };

  return subject.failed(meaning, remedy, {
    details: wordsOf(explanation, speaker),
    ...(facts && { facts }),
  });
};

/** The same on one line, for what is left out. */
export const describeCall = (failure: CallFailure): string => {
  const explanation = explainCall(failure);

  return [explanation.meaning, ...wordsOf(explanation)].join(' ');
};

/** Why a check is left out that hangs on this fact. */
export const whyUnknown = (
  fact: Exclude<Fact<unknown>, { kind: 'known' }>,
  facts: Facts
): string =>
  fact.kind === 'absent'
    ? fact.why
    : (explainedElsewhere(fact, facts) ?? `It could not be read. ${describeCall(fact.failure)}`);
