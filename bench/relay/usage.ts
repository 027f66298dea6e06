/** What processes use of the machine, by Linux's own account. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const readTicksPerSecond = async (): Promise<number> => {
  const { stdout } = await promisify(execFile)('getconf', ['CLK_TCK']);

  return Number(stdout);
};

const ticksPerSecond = await readTicksPerSecond();

/** The fields behind the name of the program, which may have spaces. Source: proc(5), from field 3. */
const readFields = async (processId: number): Promise<readonly number[]> => {
  const stat = await readFile(`/proc/${processId}/stat`, 'utf8');

  return stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
};

const childrenOf = async (processId: number): Promise<number[]> => {
  const text = await readFile(`/proc/${processId}/task/${processId}/children`, 'utf8');

  return text.split(' ').filter(Boolean).map(Number);
};

/** Of one process, with what its children that have ended took. */
const processorOf = async (processId: number): Promise<number> => {
  try {
    const fields = await readFields(processId);

    return fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) / ticksPerSecond;
  } catch {
    // It has ended a moment ago.
    return 0;
  }
};

/** Seconds of processor time of a process and of its children. */
export const readProcessor = async (processId: number): Promise<number> => {
  const family = [processId, ...(await childrenOf(processId))];
  const times = await Promise.all(family.map(async (id) => processorOf(id)));

  return times.reduce((sum, time) => sum + time, 0);
};

const field = async (file: string, name: string): Promise<number> => {
  try {
    const text = await readFile(file, 'utf8');

    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

/** MB that a process had at most. */
export const readPeakMemory = async (processId: number): Promise<number> =>
  field(`/proc/${processId}/status`, 'VmHWM');

/** MB of a process and its children; what they share counts once. */
export const readFamilyMemory = async (processId: number): Promise<number> => {
  const family = [processId, ...(await childrenOf(processId))];
  const sizes = await Promise.all(
    family.map(async (id) => field(`/proc/${id}/smaps_rollup`, 'Pss'))
  );

  return sizes.reduce((sum, size) => sum + size, 0);
};
