/**
 * PostgreSQL's programs. Where there are none, the tests that need them are skipped, and say why;
 * `.ci/run` installs them.
 */
import {
  findPostgres,
  howToGetPostgres,
  runPostgres as runIn,
} from '../../bench/postgres-programs.js';

const programs = await findPostgres();

export const hasPostgres = programs !== undefined;

if (!hasPostgres) {
  if (process.env.CI) {
    throw new Error(howToGetPostgres);
  }

  console.warn(`The tests that need PostgreSQL are skipped. ${howToGetPostgres}`);
}

/** Runs one of its programs in a folder, as the user who may. */
export const runPostgres = async (folder: string, program: string, ...rest: readonly string[]) =>
  runIn(programs ?? '', folder, program, ...rest);
