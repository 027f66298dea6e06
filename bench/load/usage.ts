/** What a process uses of the machine, by Linux's own account. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

type Sample = {
  /** Seconds of processor time since the process began. */
  processor: number;
  /** Seconds for which its main thread could have run, but others had the core. */
  kept: number;
  /** Resident set size, in MB. */
  memory: number;
};

const sampleInterval = 1000;

const readClockTicks = async (): Promise<number> => {
  const { stdout } = await promisify(execFile)('getconf', ['CLK_TCK']);

  return Number(stdout);
};

export class UsageWatch {
  /** @throws {Error} Where there is no `/proc`. */
  static async start(processId: number): Promise<UsageWatch> {
    const watch = new UsageWatch(processId, await readClockTicks());
    await watch.#sample();

    return watch;
  }

  #samples: readonly Sample[] = [];
  readonly #timer: NodeJS.Timeout;

  private constructor(
    private readonly processId: number,
    private readonly ticksPerSecond: number
  ) {
    this.#timer = setInterval(() => {
      void this.#sample();
    }, sampleInterval);
  }

  /** Takes the last sample. */
  async stop(): Promise<readonly Sample[]> {
    clearInterval(this.#timer);
    await this.#sample();

    return this.#samples;
  }

  async #sample() {
    const stat = await readFile(`/proc/${this.processId}/stat`, 'utf8');
    const status = await readFile(`/proc/${this.processId}/status`, 'utf8');
    const schedule = await readFile(`/proc/${this.processId}/schedstat`, 'utf8');
    const [, delay] = schedule.split(' ');
    // The name of the program, in brackets, may have spaces; the state of the process follows.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);

    this.#samples = [
      ...this.#samples,
      {
        processor: ticks / this.ticksPerSecond,
        kept: Number(delay) / 1e9,
        memory: kilobytes / 1024,
      },
    ];
  }
}

export type Usage = {
  /** Seconds of processor time. */
  processor: number;
  /** Seconds for which others kept it from the core: too many, and the machine was not quiet. */
  kept: number;
  memory: { start: number; most: number; end: number; growth: number };
};

const highest = (samples: readonly Sample[]): number =>
  Math.max(...samples.map(({ memory }) => memory));

/** @throws {Error} When there are too few samples to tell. */
export const usageOf = (samples: readonly Sample[]): Usage => {
  const [first] = samples;
  const last = samples.at(-1);
  const quarter = Math.floor(samples.length / 4);

  if (!first || !last || quarter === 0) {
    throw new Error('The load was too short to say what it takes.');
  }

  return {
    processor: last.processor - first.processor,
    kept: last.kept - first.kept,
    memory: {
      start: first.memory,
      most: highest(samples),
      end: last.memory,
      // The highest points, because what lies between two collections is no growth.
      growth: highest(samples.slice(-quarter)) - highest(samples.slice(-2 * quarter, -quarter)),
    },
  };
};
