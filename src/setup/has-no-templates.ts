import { isBlank } from '../config/field.js';

import { type Setup } from './setup.js';

/** Whether there are none yet; those that cannot be read are there. */
export const hasNoTemplates = ({ raw, unreadable }: Setup): boolean =>
  isBlank(raw.templates) && !unreadable?.has('templates');
