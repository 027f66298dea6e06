/**
 * `npm run bench:install-size`: what the package costs on disk. It packs the package and has npm
 * install the tarball into empty folders, with and without what the relay needs.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { z } from 'zod';

import packageJson from '../package.json' with { type: 'json' };

const execute = promisify(execFile);

const peers = Object.entries(packageJson.peerDependencies).map(([name, range]) => ({
  name,
  specifier: `${name}@${range}`,
}));

/** The optional peers, as npm takes them, without one. */
const peersWithout = (left: string): string[] =>
  peers.filter(({ name }) => name !== left).map(({ specifier }) => specifier);

const installations: ReadonlyArray<{ label: string; added: readonly string[] }> = [
  { label: 'Test helper, sandbox: the package', added: [] },
  { label: 'Relay on PostgreSQL', added: peersWithout('@electric-sql/pglite') },
  // It has pg all the same: pg-boss brings it along.
  { label: 'Relay with the embedded PGlite', added: peersWithout('pg') },
];

type Size = { megabytes: number; packages: number };

/** Bytes of the files, not of the blocks that they take. */
const megabytesIn = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const { size } = await stat(path.join(parentPath, name));

        return size;
      })
  );

  return sizes.reduce((sum, size) => sum + size, 0) / 1_000_000;
};

const lockGuard = z.object({ packages: z.record(z.unknown()) });

const measureInstallation = async (
  folder: string,
  tarball: string,
  added: readonly string[]
): Promise<Size> => {
  await mkdir(folder);
  // Otherwise npm looks for a project in the folders above.
  await execute('npm', ['init', '--yes'], { cwd: folder });
  await execute('npm', ['install', '--omit=dev', '--no-audit', '--no-fund', tarball, ...added], {
    cwd: folder,
  });

  const lock = await readFile(path.join(folder, 'node_modules/.package-lock.json'), 'utf8');

  return {
    megabytes: await megabytesIn(path.join(folder, 'node_modules')),
    packages: Object.keys(lockGuard.parse(JSON.parse(lock)).packages).length,
  };
};

const measureUnpacked = async (folder: string, tarball: string): Promise<Size> => {
  await mkdir(folder);
  await execute('tar', ['xzf', tarball, '-C', folder]);

  return { megabytes: await megabytesIn(folder), packages: 1 };
};

const line = (label: string, ...columns: readonly string[]): string =>
  `${label.padEnd(36)}${columns.map((column) => column.padStart(10)).join('')}`;

const lineOf = (label: string, { megabytes, packages }: Size): string =>
  line(label, megabytes.toFixed(1), String(packages));

const folder = await mkdtemp(path.join(os.tmpdir(), 'install-size-'));

try {
  console.log('Building and packing, then installing from the registry …');
  await execute('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: path.resolve(import.meta.dirname, '..'),
  });
  const tarball = path.join(folder, `${packageJson.name}-${packageJson.version}.tgz`);
  const { size } = await stat(tarball);

  console.log(`\n${line(`The tarball has ${Math.round(size / 1000)} KB.`, 'MB', 'packages')}`);
  console.log(
    lineOf('Inside Logto: what is unpacked', await measureUnpacked(`${folder}/logto`, tarball))
  );

  for (const [index, { label, added }] of installations.entries()) {
    // eslint-disable-next-line no-await-in-loop -- one after the other, so that npm's cache serves the next
    console.log(lineOf(label, await measureInstallation(`${folder}/${index}`, tarball, added)));
  }
} finally {
  await rm(folder, { recursive: true });
}
