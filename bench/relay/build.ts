/** Builds the package, unless what is there is newer than its source. */
import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');

const timeOf = async (file: string): Promise<number> => {
  try {
    const { mtimeMs } = await stat(file);

    return mtimeMs;
  } catch {
    return 0;
  }
};

const newestIn = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { recursive: true });
  const times = await Promise.all(entries.map(async (entry) => timeOf(path.join(folder, entry))));

  return Math.max(...times);
};

export const build = async () => {
  const built = await timeOf(path.join(root, 'lib/tools/cli.js'));

  if (built < (await newestIn(path.join(root, 'src')))) {
    console.log('Building …');
    await promisify(execFile)('npm', ['run', 'build', '--silent'], { cwd: root });
  }
};
