/** A real PostgreSQL with nothing in it, on a socket. */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { onTestFinished } from 'vitest';

import { makePostgresFolder } from '../../bench/postgres-programs.js';

import { runPostgres } from './postgres-programs.js';

export { hasPostgres } from './postgres-programs.js';

/**
 * Starts one; it is gone after the test.
 *
 * @param owner Its superuser, who also has a database of that name.
 * @returns What a client connects to: the folder of the socket.
 */
export const startCluster = async (owner: string): Promise<{ host: string }> => {
  const host = await makePostgresFolder('postgres-');
  onTestFinished(async () => rm(host, { recursive: true }));
  const data = path.join(host, 'data');
  const run = async (program: string, ...rest: readonly string[]) =>
    runPostgres(host, program, ...rest);

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
