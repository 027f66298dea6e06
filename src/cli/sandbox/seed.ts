import { readFile } from 'node:fs/promises';

import { parseJson } from '../../json/parse-json.js';
import { type SandboxSeed, accountGuard } from '../../sandbox/account.js';

const read = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new Error(`The seed file ${file} cannot be read. Check its path.`);
  }
};

/**
 * @returns The account that a seed file describes.
 * @throws {Error} When it cannot be read, or is no account; it names what.
 */
export const readSeed = async (file: string): Promise<SandboxSeed> => {
  const json = parseJson(await read(file));

  if (json === undefined) {
    throw new Error(`The seed file ${file} is not JSON.`);
  }

  const { success, data, error } = accountGuard.safeParse(json);

  if (!success) {
    const problems = error.issues.map(
      ({ path, message }) => `  ${path.join('.') || 'the whole'}: ${message}`
    );

    throw new Error(
      [`The seed file ${file} is no account:`, ...problems, 'docs/sandbox.md shows one.'].join('\n')
    );
  }

  return data;
};
