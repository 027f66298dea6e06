/** Keeps a second relay out of a folder that only one may write. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const codeOf = (error: unknown): unknown =>
  error instanceof Error ? Reflect.get(error, 'code') : undefined;

const isRunning = (processId: number): boolean => {
  try {
    process.kill(processId, 0);

    return true;
  } catch (error: unknown) {
    // It is there, and somebody else's.
    return codeOf(error) === 'EPERM';
  }
};

const readHolder = async (file: string): Promise<number> => {
  try {
    return Number(await readFile(file, 'utf8'));
  } catch {
    return Number.NaN;
  }
};

const take = async (file: string, folder: string, isRetry = false): Promise<void> => {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx', mode: 0o600 });
  } catch (error: unknown) {
    if (codeOf(error) !== 'EEXIST') {
      throw new Error(
        `The folder ${folder} cannot be written (${String(codeOf(error))}). Name another one with RELAY_DATA_FOLDER, or set DATABASE_URL.`
      );
    }

    const holder = await readHolder(file);

    // A relay that was killed leaves its file; in a container, every process has the same id.
    if (isRetry || (holder !== process.pid && holder > 0 && isRunning(holder))) {
      throw new Error(
        `Another relay (process ${holder}) uses the folder ${folder}. Stop it, or name another folder with RELAY_DATA_FOLDER. To run several relays, set DATABASE_URL.`
      );
    }

    await rm(file, { force: true });
    await take(file, folder, true);
  }
};

/**
 * Takes a folder for this process.
 *
 * @returns Gives it back.
 * @throws {Error} When another process has it, or when it cannot be written.
 */
export const lockFolder = async (folder: string): Promise<() => Promise<void>> => {
  const file = path.join(folder, 'relay.lock');

  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch {
    // The next step says what is wrong with it.
  }

  await take(file, folder);

  return async () => rm(file, { force: true });
};
