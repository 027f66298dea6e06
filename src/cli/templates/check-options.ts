/** Options that are looked at before anything is sent. */
import { type Terminal } from '../output/terminal.js';

import { type TemplateFlags, askedLanguages, readCodeLife, readTextWish } from './options.js';

/**
 * Notes what may surprise people.
 *
 * @throws {CommandProblem} When an option cannot be used.
 */
export const checkOptions = (
  flags: Pick<TemplateFlags, 'languages' | 'expiresIn' | 'expiry' | 'codeLife' | 'ttl'>,
  terminal: Pick<Terminal, 'note'>
) => {
  askedLanguages(flags.languages);
  readTextWish(flags);
  const codeLife = readCodeLife(flags);

  if (Number(flags.expiresIn) * 60 > codeLife) {
    terminal.note(
      `--expires-in ${flags.expiresIn ?? ''} promises more than --code-life: a code is valid for ${codeLife} seconds.`
    );
  }

  if (Number(flags.ttl) > codeLife) {
    terminal.note(
      `--ttl ${flags.ttl ?? ''} is longer than --code-life: a code may arrive when it is not valid any more, after ${codeLife} seconds.`
    );
  }
};
