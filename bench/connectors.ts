/** The two connectors of the comparison, each loaded from the file that its package ships. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { z } from 'zod';

export type Connector = {
  name: string;
  version: string;
  /** The address of its module. */
  module: string;
};

const projectRoot = path.resolve(import.meta.dirname, '..');
const packageGuard = z.object({ name: z.string(), version: z.string(), main: z.string() });

const readConnector = async (folder: string): Promise<Connector> => {
  const { name, version, main } = packageGuard.parse(
    JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'))
  );

  return { name, version, module: pathToFileURL(path.join(folder, main)).href };
};

/** What each of the two measured the same thing to be. */
export type Pair<T> = { official: T; own: T };

export const readConnectors = async (): Promise<Pair<Connector>> => ({
  official: await readConnector(
    path.join(projectRoot, 'node_modules/@logto/connector-whatsapp-sms')
  ),
  own: await readConnector(projectRoot),
});
