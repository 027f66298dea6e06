/* eslint-disable no-empty-pattern -- vitest reads from the pattern which fixtures one needs */
import { it } from 'vitest';

import { type Installed } from './installed.js';
import { installRelay } from './relay-runner.js';

/** `it` with the packed relay, installed once for a file. */
export const withRelay = it.extend<{ installed: Installed }>({
  installed: [
    async ({}, use) => {
      const installed = await installRelay();
      await use(installed);
      await installed.remove();
    },
    { scope: 'file' },
  ],
});
/* eslint-enable no-empty-pattern */
