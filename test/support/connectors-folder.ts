/** A folder of connectors as Logto has one, with packages that a test makes up. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { onTestFinished } from 'vitest';

import { Providers } from '../../src/fallback/providers.js';

/** The folder of our own package in it. */
export const ownFolder = 'connector-whatsapp-otp';

/** What lies in one folder: each file with its text. */
type Files = Readonly<Record<string, string>>;

export const manifestOf = (name: string) => JSON.stringify({ name, type: 'module' });

/** The code of an SMS connector that wants a `key` in its config. */
export const smsSource = `export default async () => ({
  type: 'Sms',
  configGuard: {
    safeParse: (config) =>
      typeof config?.key === 'string'
        ? { success: true, data: config }
        : { success: false, error: { issues: [{ path: ['key'], message: 'Required' }] } },
  },
  sendMessage: async () => 'sent',
});
`;

/** @returns The folder in which they lie; it goes after the test. */
export const createConnectors = async (folders: Readonly<Record<string, Files>>) => {
  const parent = await realpath(await mkdtemp(path.join(os.tmpdir(), 'connectors-')));
  onTestFinished(async () => rm(parent, { recursive: true, force: true }));

  await Promise.all(
    Object.entries({ [ownFolder]: { 'package.json': manifestOf(ownFolder) }, ...folders }).flatMap(
      ([folder, files]) =>
        Object.entries(files).map(async ([file, text]) => {
          const location = path.join(parent, folder, file);
          await mkdir(path.dirname(location), { recursive: true });
          await writeFile(location, text);
        })
    )
  );

  return parent;
};

const folderOf = (name: string) => name.replace('/', '-');

/** Connectors that lie beside ours, by their names; what importing them gives is made up too. */
export const providersBeside = async (modules: Readonly<Record<string, unknown>>) => {
  const parent = await createConnectors(
    Object.fromEntries(
      Object.keys(modules).map((name) => [folderOf(name), { 'package.json': manifestOf(name) }])
    )
  );
  const imported = new Map(
    Object.entries(modules).map(([name, module]) => [
      pathToFileURL(path.join(parent, folderOf(name), 'lib/index.js')).href,
      module,
    ])
  );
  const providers = new Providers(path.join(parent, ownFolder), async (specifier) =>
    imported.get(specifier)
  );
  await providers.prepare();

  return providers;
};
