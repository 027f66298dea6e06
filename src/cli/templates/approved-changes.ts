/** Changes to templates that codes go out with: Meta reviews them again. */
import { type Plan } from '../../templates/plan.js';
import { type Terminal, wrap } from '../output/terminal.js';

import { ask } from './ask.js';
import { countOf } from './print.js';

/** Source: Meta, "Template management". */
export const reviewWarning =
  'While Meta reviews a change, codes in that language may not go out; Meta allows one edit in 24 hours.';

export const countApprovedChanges = ({ items }: Pick<Plan, 'items'>): number =>
  items.filter((item) => item.action === 'change' && item.template.status === 'APPROVED').length;

/** Whether such changes may be made; where nobody can be asked, they may. */
export const agreeToReview = async (
  terminal: Terminal,
  plan: Pick<Plan, 'items'>
): Promise<boolean> => {
  const count = countApprovedChanges(plan);

  if (count === 0 || terminal.isJson || !terminal.isInteractive) {
    return true;
  }

  terminal.clearProgress();
  terminal.note(wrap(reviewWarning, 0));

  return ask(`Change ${countOf(count, 'approved template')}? [y/N] `);
};
