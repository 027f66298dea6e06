/** Which processor cores are used by whom: the sandbox has one for itself. */
import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { promisify } from 'node:util';

const sandboxCore = '0';

const hasTaskset = async (): Promise<boolean> => {
  try {
    await promisify(execFile)('taskset', ['--version']);

    return true;
  } catch {
    return false;
  }
};

/**
 * Takes this process off the core of the sandbox, where the machine has more than one.
 *
 * @returns What starts the sandbox on its core; nothing where there is no `taskset`.
 */
export const reserveCore = async (): Promise<string[]> => {
  if (!(await hasTaskset())) {
    return [];
  }

  const cores = cpus().length;

  if (cores > 1) {
    const others = `1-${cores - 1}`;
    await promisify(execFile)('taskset', ['-a', '-c', '-p', others, String(process.pid)]);
  }

  return ['taskset', '-c', sandboxCore];
};
