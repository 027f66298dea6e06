import { cp, rm } from 'node:fs/promises';
import path from 'node:path';

import { type Options, defineConfig } from 'tsup';

import { licensePlugin } from './scripts/license-plugin.js';

const common: Options = {
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: true,
  clean: true,
  treeshake: true,
  removeNodeProtocol: false,
};

/**
 * The connector. Logto's CLI extracts the tarball and installs nothing, so everything but the two
 * packages that Logto guarantees goes into one file.
 */
const connector: Options = {
  ...common,
  entry: ['src/index.ts'],
  outDir: 'lib',
  clean: ['*.js', '*.d.ts', '*.txt'],
  splitting: false,
  // Logto tests errors with `instanceof` against its own copies of these two.
  noExternal: [/^(?!@logto\/connector-kit$|zod$)/],
  metafile: true,
  esbuildPlugins: [licensePlugin('lib/THIRD-PARTY-LICENSES.txt')],
  banner: {
    // Some bundled packages are CommonJS and call `require` for Node's own modules.
    js: "import { createRequire as createRequireOfNode } from 'node:module';\nconst require = createRequireOfNode(import.meta.url);",
  },
};

/** What runs outside Logto, where npm installs the dependencies. */
const tools: Options = {
  ...common,
  entry: { sandbox: 'src/sandbox/index.ts', cli: 'src/cli/index.ts' },
  outDir: 'lib/tools',
  splitting: true,
  dts: { entry: { sandbox: 'src/sandbox/index.ts' } },
  onSuccess: async () => {
    // The pages lie beside the code that serves them, here as in the source.
    await Promise.all(
      ['sandbox/page', 'relay/relay-page'].map(async (source) => {
        const target = path.join('lib/tools', path.basename(source));
        await rm(target, { recursive: true, force: true });
        await cp(path.join('src', source), target, {
          recursive: true,
          filter: (file) => !/(?:tsconfig|\.eslintrc)\.json$/.test(file),
        });
      })
    );
  },
};

export default defineConfig([connector, tools]);
