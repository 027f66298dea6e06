/**
 * PostgreSQL's programs, where Debian and Ubuntu have them. Where there are none, the tests that need
 * them are skipped, and say why; `.ci/run` installs them.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The newest comes last. */
const versionsFolder = '/usr/lib/postgresql';

const findPrograms = async (): Promise<string | undefined> => {
  const { POSTGRES_BIN: named } = process.env;

  if (named) {
    return named;
  }

  const versions = existsSync(versionsFolder) ? await readdir(versionsFolder) : [];
  const newest = versions.toSorted((one, other) => Number(one) - Number(other)).at(-1);

  return newest && path.join(versionsFolder, newest, 'bin');
};

const programs = await findPrograms();

export const hasPostgres = programs !== undefined;

if (!hasPostgres) {
  const reason = `There is no PostgreSQL in ${versionsFolder}. Install postgresql, or name the folder of its programs in POSTGRES_BIN.`;

  if (process.env.CI) {
    throw new Error(reason);
  }

  console.warn(`The tests that need PostgreSQL are skipped. ${reason}`);
}

/** Whose files it has, and who runs it: PostgreSQL refuses to run as root. */
export const findPostgresUser = async (): Promise<{ uid?: number; gid?: number }> => {
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

/** Runs one of its programs in a folder, as the user who may. */
export const runPostgres = async (folder: string, program: string, ...rest: readonly string[]) =>
  execute(path.join(programs ?? '', program), rest, { ...(await findPostgresUser()), cwd: folder });
