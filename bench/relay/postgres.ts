/**
 * A PostgreSQL of the bench's own, as it comes: what it says is stored, is on the disk. It listens on
 * a socket in a folder, and is gone afterwards.
 */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { makePostgresFolder, runPostgres } from '../postgres-programs.js';

const owner = 'relay';

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
  const host = await makePostgresFolder('bench-relay-');
  const data = path.join(host, 'data');
  const log = path.join(host, 'log');
  const options = `-k ${host} -c listen_addresses=''`;
  const run = async (program: string, ...rest: readonly string[]) =>
    runPostgres(binaries, host, program, ...rest);

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
