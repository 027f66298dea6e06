import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The nearest folder with a package: the bundle of the tools lies one level deeper than ours. */
const packageAbove = (folder: string): string => {
  const parent = path.dirname(folder);

  return existsSync(path.join(folder, 'package.json')) || parent === folder
    ? folder
    : packageAbove(parent);
};

/** The folder of this package, in the source as in the bundles. */
export const packageFolder = packageAbove(path.dirname(fileURLToPath(import.meta.url)));
