/** Changes to templates that codes go out with: Meta reviews them again. */
import { type Plan, type PlanItem } from '../../templates/plan.js';
import { type TemplateResult, resultOf } from '../../templates/result.js';
import { type Terminal } from '../output/terminal.js';

import { type Answer, askFor } from './ask.js';
import { countOf } from './print.js';

/** Source: Meta, "Template management". */
export const reviewWarning =
  'While Meta reviews a change, codes in that language may not go out; Meta allows one edit in 24 hours.';

const isApprovedChange = (item: PlanItem): boolean =>
  item.action === 'change' && item.template.status === 'APPROVED';

export const countApprovedChanges = ({ items }: Pick<Plan, 'items'>): number =>
  items.filter((item) => isApprovedChange(item)).length;

/** Whether such changes may be made. */
const agreeToReview = async (
  terminal: Terminal,
  plan: Pick<Plan, 'items'>,
  isAgreed: boolean
): Promise<Answer> => {
  const count = countApprovedChanges(plan);

  if (count === 0 || isAgreed) {
    return 'yes';
  }

  terminal.note(reviewWarning);

  return askFor(terminal, `Change ${countOf(count, 'approved template')}?`);
};

/**
 * Asks whether such changes may be made. Whatever else there is to do is done all the same.
 *
 * @param isAgreed Whether nobody is to be asked.
 */
export const agreeToChanges = async (
  terminal: Terminal,
  plan: Plan,
  isAgreed: boolean
): Promise<{
  /** What may be done. */
  agreed: Plan;
  /** Whether somebody would have had to be asked, and nobody could be. */
  isUnanswered: boolean;
}> => {
  const answer = await agreeToReview(terminal, plan, isAgreed);

  return {
    agreed:
      answer === 'yes'
        ? plan
        : { ...plan, items: plan.items.filter((item) => !isApprovedChange(item)) },
    isUnanswered: answer === 'nobody',
  };
};

/** The results of the whole plan, with those that nobody agreed to. */
export const withDeclined = (
  { items }: Pick<Plan, 'items'>,
  results: readonly TemplateResult[]
): TemplateResult[] =>
  items.map(
    (item) =>
      results.find(({ name, language }) => name === item.name && language === item.language) ?? {
        ...resultOf(item),
        did: 'declined',
      }
  );
