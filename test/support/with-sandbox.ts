/* eslint-disable no-empty-pattern -- vitest reads from the pattern which fixtures one needs */
import { it } from 'vitest';

import { type Sandbox, startSandbox } from '../../src/sandbox/index.js';

/** `it` with a sandbox, which all tests of a file share. */
export const withSandbox = it.extend<{ sandbox: Sandbox }>({
  sandbox: [
    async ({}, use) => {
      const sandbox = await startSandbox();
      await use(sandbox);
      await sandbox.close();
    },
    { scope: 'file' },
  ],
});
/* eslint-enable no-empty-pattern */
