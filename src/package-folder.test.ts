import path from 'node:path';

import { expect, it } from 'vitest';

import { packageFolder } from './package-folder.js';

it('is where the package.json is, however deep the code lies', () => {
  expect(packageFolder).toBe(path.resolve(import.meta.dirname, '..'));
});
