/** Keeps a second relay out of a folder that only one may write. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const codeOf = (error: unknown): unknown =>
  error instanceof Error ? Reflect.get(error, 'code') : undefined;

/**
 * When a process was started, in ticks since the machine was: another process may get its id. Source:
 * Linux, "proc_pid_stat"; elsewhere it is not told.
 *
 * @returns `gone` for one that only its parent still remembers.
 */
const startOf = async (processId: number): Promise<string> => {
  try {
    const text = await readFile(`/proc/${processId}/stat`, 'utf8');
    const [state = '', ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');

    return 'ZX'.includes(state) ? 'gone' : (rest[18] ?? '');
  } catch {
    return '';
  }
};

const isRunning = async (processId: number, startedAt: string): Promise<boolean> => {
  const start = await startOf(processId);

  if (start === 'gone' || (start !== '' && startedAt !== '' && start !== startedAt)) {
    return false;
  }

  try {
    process.kill(processId, 0);

    return true;
  } catch (error: unknown) {
    // It is there, and somebody else's.
    return codeOf(error) === 'EPERM';
  }
};

/** The process that has a folder, and when it was started; nothing when that cannot be read. */
const readHolder = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
  }
};

/**
 * Removes what a relay that is gone has left. Another one may do the same at this moment, and have the
 * folder by now: then it keeps it.
 */
const removeLeft = async (file: string, holder: string): Promise<void> => {
  const aside = `${file}.${randomUUID()}`;

  try {
    await rename(file, aside);

    if ((await readHolder(aside)) !== holder) {
      await link(aside, file);
    }
  } catch {
    // It is not there any more, or somebody has the folder: the next step shows which.
  }

  await rm(aside, { force: true });
};

const take = async (file: string, folder: string, isRetry = false): Promise<void> => {
  try {
    const own = `${process.pid} ${await startOf(process.pid)}`.trim();
    await writeFile(file, own, { flag: 'wx', mode: 0o600 });
  } catch (error: unknown) {
    if (codeOf(error) !== 'EEXIST') {
      throw new Error(
        `The folder ${folder} cannot be written (${String(codeOf(error))}). Name another one with RELAY_DATA_FOLDER, or set DATABASE_URL.`
      );
    }

    const holder = await readHolder(file);
    const [id, startedAt = ''] = holder.split(' ');
    const processId = Number(id);
    // A relay that was killed leaves its file; in a container, every process has the same id.
    const isOther = processId !== process.pid && processId > 0;

    if (isRetry || (isOther && (await isRunning(processId, startedAt)))) {
      throw new Error(
        `Another relay (process ${processId}) uses the folder ${folder}. Stop it, or name another folder with RELAY_DATA_FOLDER. To run several relays, set DATABASE_URL. If that process is no relay, delete ${file}.`
      );
    }

    await removeLeft(file, holder);
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
