/**
 * A real PostgreSQL with nothing in it, on a socket. Where there is none, the tests that need it are
 * skipped, and say why; `.ci/run` installs one.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { onTestFinished } from 'vitest';

const execute = promisify(execFile);

/** Where Debian and Ubuntu have it; the newest comes last. */
const versionsFolder = '/usr/lib/postgresql';

const findBinaries = async (): Promise<string | undefined> => {
  const { POSTGRES_BIN: named } = process.env;

  if (named) {
    return named;
  }

  const versions = existsSync(versionsFolder) ? await readdir(versionsFolder) : [];
  const newest = versions.toSorted((one, other) => Number(one) - Number(other)).at(-1);

  return newest && path.join(versionsFolder, newest, 'bin');
};

const binaries = await findBinaries();

export const hasPostgres = binaries !== undefined;

if (!hasPostgres) {
  const reason = `There is no PostgreSQL in ${versionsFolder}. Install postgresql, or name the folder of its programs in POSTGRES_BIN.`;

  if (process.env.CI) {
    throw new Error(reason);
  }

  console.warn(`The test of create-relay-database.sh is skipped. ${reason}`);
}

/** PostgreSQL refuses to run as root. */
const findUser = async () => {
  if (process.getuid?.() !== 0) {
    return {};
  }

  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => {
      const { stdout } = await execute('id', [flag, 'postgres']);

      return Number(stdout);
    })
  );

  return { uid, gid };
};

/**
 * Starts one; it is gone after the test.
 *
 * @param owner Its superuser, who also has a database of that name.
 * @returns What a client connects to: the folder of the socket.
 */
export const startCluster = async (owner: string): Promise<{ host: string }> => {
  const host = await mkdtemp(path.join(os.tmpdir(), 'postgres-'));
  onTestFinished(async () => rm(host, { recursive: true }));
  const user = await findUser();

  if (user.uid !== undefined && user.gid !== undefined) {
    await chown(host, user.uid, user.gid);
  }

  const data = path.join(host, 'data');
  const run = async (program: string, ...rest: readonly string[]) =>
    execute(path.join(binaries ?? '', program), rest, { ...user, cwd: host });

  await run('initdb', '--no-sync', '--pgdata', data, '--username', owner);
  // Only the owner comes in without a password.
  await writeFile(
    path.join(data, 'pg_hba.conf'),
    `local all ${owner} trust\nlocal all all scram-sha-256\n`
  );
  const options = `-k ${host} -c listen_addresses='' -c fsync=off`;
  const log = path.join(host, 'log');
  await run('pg_ctl', 'start', '--wait', '--pgdata', data, '--log', log, '--options', options);
  onTestFinished(async () => {
    await run('pg_ctl', 'stop', '--wait', '--mode', 'immediate', '--pgdata', data);
  });
  await run('createdb', '--host', host, '--username', owner, owner);

  return { host };
};
