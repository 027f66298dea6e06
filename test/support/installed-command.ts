/** The command line as it is packed and installed, and a folder of a test's own. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { type TestAPI, inject, it as baseIt } from 'vitest';

import { type Installed, installTarball } from './installed.js';

export type InstalledFixtures = { installed: Installed; folder: string };

/* eslint-disable no-empty-pattern -- vitest reads from the pattern which fixtures one needs */
export const it: TestAPI<InstalledFixtures> = baseIt.extend<InstalledFixtures>({
  installed: [
    async ({}, use) => {
      const installed = await installTarball(inject('tarball'));
      await use(installed);
      await installed.remove();
    },
    { scope: 'file' },
  ],
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'command-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});
/* eslint-enable no-empty-pattern */
