/** Builds and packs the project once, for all tests that look at the package and not at its source. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { type TestProject } from 'vitest/node';

import { packProject } from '../host/layout.js';

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- merged with vitest's own
  interface ProvidedContext {
    tarball: string;
  }
}

export default async function setup(project: TestProject) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'packed-'));
  project.provide('tarball', await packProject(folder));

  return async () => rm(folder, { recursive: true });
}
