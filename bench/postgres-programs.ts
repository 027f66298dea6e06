/** PostgreSQL's programs, where Debian and Ubuntu have them. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const versionsFolder = '/usr/lib/postgresql';

/** @returns The folder of the newest programs; `undefined` when there are none. */
export const findPostgres = async (): Promise<string | undefined> => {
  const { POSTGRES_BIN: named } = process.env;

  if (named) {
    return named;
  }

  const versions = existsSync(versionsFolder) ? await readdir(versionsFolder) : [];
  const newest = versions.toSorted((one, other) => Number(one) - Number(other)).at(-1);

  return newest && path.join(versionsFolder, newest, 'bin');
};

export const howToGetPostgres = `There is no PostgreSQL in ${versionsFolder}. Install postgresql, or name the folder of its programs in POSTGRES_BIN.`;

/** Whose files it has, and who runs it: PostgreSQL refuses to run as root. */
const findUser = async (): Promise<{ uid?: number; gid?: number }> => {
  if (process.getuid?.() !== 0) {
    return {};
  }

  const [uid = 0, gid = 0] = await Promise.all(
    ['-u', '-g'].map(async (flag) => {
      const { stdout } = await execute('id', [flag, 'postgres']);

      return Number(stdout);
    })
  );

  return { uid, gid };
};

/** @returns A new folder in which PostgreSQL may write. */
export const makePostgresFolder = async (prefix: string): Promise<string> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), prefix));
  const { uid, gid } = await findUser();

  if (uid !== undefined && gid !== undefined) {
    await chown(folder, uid, gid);
  }

  return folder;
};

/**
 * Runs one of its programs in a folder, as the user who may.
 *
 * @param binaries The folder of its programs.
 */
export const runPostgres = async (
  binaries: string,
  folder: string,
  program: string,
  ...rest: readonly string[]
) => execute(path.join(binaries, program), rest, { ...(await findUser()), cwd: folder });
