import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { z } from 'zod';

const execute = promisify(execFile);

const projectRoot = path.resolve(import.meta.dirname, '../..');
const modules = path.join(projectRoot, 'node_modules');
const cliSource = path.join(modules, '@logto/cli');

/** Packages of a Logto release, as folders in this project's `node_modules`. */
export type LogtoRelease = {
  connectorKit: string;
  zod: string;
};

/** Those that a release of Logto has brought along, from the oldest that we claim to the newest. */
export const logtoReleases: Readonly<Record<string, LogtoRelease>> = Object.freeze({
  '4.0.0': { connectorKit: 'connector-kit-4.0.0', zod: 'zod-3.22.4' },
  '4.7.0': { connectorKit: 'connector-kit-4.7.0', zod: 'zod' },
  '5.1.1': { connectorKit: '@logto/connector-kit', zod: 'zod' },
});

const link = async (target: string, location: string) => {
  await mkdir(path.dirname(location), { recursive: true });
  await symlink(target, location);
};

const packageGuard = z.object({ dependencies: z.record(z.string()) });

const findDependency = (name: string): string => {
  const nested = path.join(cliSource, 'node_modules', name);

  return existsSync(nested) ? nested : path.join(modules, name);
};

/** Copies the CLI, so that it finds the kit of its release and not the one of this project. */
const installCli = async (location: string, connectorKit: string) => {
  const { dependencies } = packageGuard.parse(
    JSON.parse(await readFile(path.join(cliSource, 'package.json'), 'utf8'))
  );

  await cp(path.join(cliSource, 'lib'), path.join(location, '@logto/cli/lib'), { recursive: true });
  await cp(path.join(cliSource, 'package.json'), path.join(location, '@logto/cli/package.json'));
  await Promise.all(
    Object.keys(dependencies).map(async (name) =>
      link(
        name === '@logto/connector-kit' ? path.join(modules, connectorKit) : findDependency(name),
        path.join(location, name)
      )
    )
  );
};

/** A folder that looks like a Logto instance to its CLI and to the connectors in it. */
export type LogtoLayout = {
  root: string;
  remove: () => Promise<void>;
};

/**
 * Makes a scratch Logto instance.
 *
 * A connector in it can resolve what it can resolve in a real one: the kit, zod, the essentials and
 * got 14.0.0, and nothing else. That is why it lies outside this project.
 */
export const createLayout = async ({ connectorKit, zod }: LogtoRelease): Promise<LogtoLayout> => {
  const root = await mkdtemp(path.join(os.tmpdir(), 'logto-'));
  const core = path.join(root, 'packages/core');
  const resolvable = {
    '@logto/connector-kit': connectorKit,
    zod,
    '@silverhand/essentials': '@silverhand/essentials',
    got: 'got-14.0.0',
  };

  await mkdir(core, { recursive: true });
  await Promise.all([
    writeFile(path.join(core, 'package.json'), JSON.stringify({ name: '@logto/core' })),
    cp(path.join(import.meta.dirname, 'logto-host.mjs'), path.join(core, 'logto-host.mjs')),
    installCli(path.join(root, 'packages/cli/node_modules'), connectorKit),
    ...Object.entries(resolvable).map(async ([name, folder]) =>
      link(path.join(modules, folder), path.join(core, 'node_modules', name))
    ),
  ]);

  return { root, remove: async () => rm(root, { recursive: true, force: true }) };
};

/**
 * Builds and packs this project.
 *
 * @returns The path of the tarball in `folder`.
 */
export const packProject = async (folder: string): Promise<string> => {
  await execute('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: projectRoot });
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8')));

  return path.join(folder, `connector-whatsapp-otp-${version}.tgz`);
};

/**
 * Puts an official connector beside ours, as Logto has its own: as a link to a package that finds its
 * own dependencies.
 */
export const linkOfficialConnector = async ({ root }: LogtoLayout, name: string) =>
  link(
    path.join(modules, name),
    path.join(root, 'packages/core/connectors', name.replace('/', '-'))
  );

/** Installs a tarball with Logto's own command, `logto connector add`. */
export const addConnector = async ({ root }: LogtoLayout, tarball: string) => {
  const { stdout } = await execute(
    process.execPath,
    [path.join(cliSource, 'bin/logto.js'), 'connector', 'add', tarball, '-p', root],
    { cwd: root }
  );

  // The command ends with 0 whether or not it has added anything.
  if (!stdout.includes('Added')) {
    throw new Error(`Logto's CLI did not add the connector:\n${stdout}`);
  }
};
