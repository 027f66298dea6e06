import { defineConfig } from 'tsup';

import { licensePlugin } from './scripts/license-plugin.js';

/**
 * Logto's CLI extracts the tarball and installs nothing, so everything but the two packages that
 * Logto guarantees goes into one file.
 */
export default defineConfig({
  entry: ['src/index.ts'],
  outDir: 'lib',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: true,
  clean: true,
  splitting: false,
  treeshake: true,
  removeNodeProtocol: false,
  // Logto tests errors with `instanceof` against its own copies of these two.
  noExternal: [/^(?!@logto\/connector-kit$|zod$)/],
  metafile: true,
  esbuildPlugins: [licensePlugin('lib/THIRD-PARTY-LICENSES.txt')],
  banner: {
    // Some bundled packages are CommonJS and call `require` for Node's own modules.
    js: "import { createRequire as createRequireOfNode } from 'node:module';\nconst require = createRequireOfNode(import.meta.url);",
  },
});
