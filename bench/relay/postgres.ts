/**
 * A PostgreSQL of the bench's own, as it comes: what it says is stored, is on the disk. It listens on
 * a socket in a folder, and is gone afterwards.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Where Debian and Ubuntu have it. */
const versionsFolder = '/usr/lib/postgresql';

const owner = 'relay';

/** @returns The folder of its programs; `undefined` when there are none. */
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

export type Postgres = {
  /** Of the process that all others of it belong to. */
  processId: number;
  /** @returns The address of a new, empty database. */
  createDatabase: () => Promise<string>;
  removeDatabase: (url: string) => Promise<void>;
  stop: () => Promise<void>;
};

/** @param binaries The folder of its programs. */
export const startPostgres = async (binaries: string): Promise<Postgres> => {
  const host = await mkdtemp(path.join(os.tmpdir(), 'bench-relay-'));
  const user = await findUser();

  if (user.uid !== undefined && user.gid !== undefined) {
    await chown(host, user.uid, user.gid);
  }

  const data = path.join(host, 'data');
  const log = path.join(host, 'log');
  const options = `-k ${host} -c listen_addresses=''`;
  const run = async (program: string, ...rest: readonly string[]) =>
    execute(path.join(binaries, program), rest, { ...user, cwd: host });

  await run('initdb', '--pgdata', data, '--username', owner, '--auth', 'trust');
  await run('pg_ctl', 'start', '--wait', '--pgdata', data, '--log', log, '--options', options);
  const processFile = await readFile(path.join(data, 'postmaster.pid'), 'utf8');
  const processId = Number(processFile.split('\n')[0]);
  const names = new Set<string>();
  const kill = () => {
    process.kill(processId, 'SIGQUIT');
  };
  // Whatever becomes of the bench, nothing is left running.
  process.once('exit', kill);

  const stop = async () => {
    process.off('exit', kill);
    await run('pg_ctl', 'stop', '--wait', '--mode', 'immediate', '--pgdata', data);
    await rm(host, { recursive: true });
  };

  return {
    processId,
    createDatabase: async () => {
      const name = `relay_${names.size + 1}`;
      names.add(name);
      await run('createdb', '--host', host, '--username', owner, name);

      return `postgres://${owner}@/${name}?host=${encodeURIComponent(host)}`;
    },
    removeDatabase: async (url) => {
      const name = new URL(url.replace('@/', '@socket/')).pathname.slice(1);
      await run('dropdb', '--force', '--host', host, '--username', owner, name);
    },
    stop,
  };
};
