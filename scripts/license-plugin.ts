import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Options } from 'tsup';
import { z } from 'zod';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

const packageGuard = z.object({ name: z.string(), version: z.string(), license: z.string() });

/** The folder of the package that a bundled file is from. */
const packageFolder = (file: string): string[] =>
  /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];

const describe = async (folder: string): Promise<string> => {
  const { name, version, license } = packageGuard.parse(
    JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'))
  );
  const files = await readdir(folder);
  const licenseFile = files.find((file) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(file));
  const text = licenseFile ? await readFile(path.join(folder, licenseFile), 'utf8') : '';

  return `${name} ${version} (${license})\n\n${text}`.trim();
};

/** Writes the licences of all that is bundled next to the bundle: they ask to travel with it. */
export const licensePlugin = (file: string): Plugin => ({
  name: 'licenses',
  setup: (build) => {
    build.onEnd(async ({ metafile }) => {
      const folders = new Set(
        Object.keys(metafile?.inputs ?? {}).flatMap((file) => packageFolder(file))
      );
      const licenses = await Promise.all([...folders].map(async (folder) => describe(folder)));

      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(
        file,
        `${licenses
          .slice()
          .sort((one, other) => one.localeCompare(other))
          .join('\n\n----------\n\n')}\n`
      );
    });
  },
});
