/** `templates apply --save`: the complete config in a file. */
import { randomBytes } from 'node:crypto';
import { access, constants, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { isRecord } from '../../json/is-record.js';
import { parseJson } from '../../json/parse-json.js';
import { systemCodeOf } from '../../meta/system-code.js';
import { CommandProblem } from '../../problem/command-problem.js';

/** For the owner alone: the file holds the access token. */
const ownerOnly = 0o600;

const read = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error: unknown) {
    if (systemCodeOf(error) === 'ENOENT') {
      return undefined;
    }

    throw new CommandProblem(
      `${file} cannot be written (${systemCodeOf(error)}).\nName another file with --save.`
    );
  }
};

const checkFolder = async (file: string) => {
  try {
    await access(path.dirname(path.resolve(file)), constants.W_OK);
  } catch (error: unknown) {
    const code = systemCodeOf(error);

    throw new CommandProblem(
      `${file} cannot be written: its folder ${code === 'ENOENT' ? 'does not exist' : `takes no files (${code})`}.\nName another file with --save.`
    );
  }
};

const isConfig = (text: string): boolean => {
  const json = parseJson(text);

  return isRecord(json) && typeof json.accessToken === 'string';
};

/**
 * Whether a config may be written there; asked before anything is done.
 *
 * @param isAgreed Whether any file may be overwritten.
 * @throws {CommandProblem}
 */
export const checkTarget = async (file: string, isAgreed: boolean) => {
  await checkFolder(file);
  const text = await read(file);

  if (text !== undefined && text.trim() !== '' && !isAgreed && !isConfig(text)) {
    throw new CommandProblem(
      `${file} is something else than a connector's config, and was not overwritten.\nName another file with --save, or add --yes.`
    );
  }
};

/**
 * Writes the config, whole or not at all.
 *
 * @throws {CommandProblem}
 */
export const saveConfigFile = async (file: string, config: Record<string, unknown>) => {
  const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;

  try {
    await writeFile(draft, `${JSON.stringify(config, undefined, 2)}\n`, {
      mode: ownerOnly,
      flag: 'wx',
    });
    await rename(draft, file);
  } catch (error: unknown) {
    await rm(draft, { force: true });

    throw new CommandProblem(
      `${file} cannot be written (${systemCodeOf(error)}).\nThe templates are applied; run the command again with another file.`
    );
  }
};
