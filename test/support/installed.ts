import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { z } from 'zod';

const execute = promisify(execFile);
const modules = path.resolve(import.meta.dirname, '../../node_modules');

const packageGuard = z.object({ dependencies: z.record(z.string()) });

/** The package as npm installs it: it can import what it declares, and nothing else. */
export type Installed = {
  /** Of the project into which it was installed. */
  folder: string;
  /** The file that `npx connector-whatsapp-otp` runs. */
  command: string;
  remove: () => Promise<void>;
};

/** @param others Packages that somebody has installed beside it. */
export const installTarball = async (
  tarball: string,
  others: readonly string[] = []
): Promise<Installed> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'installed-'));
  const own = path.join(folder, 'node_modules/connector-whatsapp-otp');

  await mkdir(own, { recursive: true });
  await execute('tar', ['xzf', tarball, '-C', own, '--strip-components=1']);

  const { dependencies } = packageGuard.parse(
    JSON.parse(await readFile(path.join(own, 'package.json'), 'utf8'))
  );

  await Promise.all(
    [...Object.keys(dependencies), ...others].map(async (name) => {
      const link = path.join(folder, 'node_modules', name);
      await mkdir(path.dirname(link), { recursive: true });
      await symlink(path.join(modules, name), link);
    })
  );

  return {
    folder,
    command: path.join(own, 'lib/tools/cli.js'),
    remove: async () => rm(folder, { recursive: true }),
  };
};
