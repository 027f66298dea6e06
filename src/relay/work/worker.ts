/** Does work as it comes due, again and again, by a clock that nobody can set. */
import { setTimeout as wait } from 'node:timers/promises';

export type WorkerOptions = {
  /**
   * Does what is due.
   *
   * @returns Whether there may be more.
   */
  work: () => Promise<boolean>;
  /** Milliseconds between two looks when nothing is due. */
  interval: number;
  onError: (error: unknown) => void;
};

/** Milliseconds to wait at least when the work has failed: the database may be starting again. */
const pauseAfterError = 1000;

/**
 * Looks for work. pg-boss has workers too, but they do not wait for the database when a job ends, and
 * are led astray when the clock of the machine is set back.
 */
export class Worker {
  #pause = new AbortController();
  #isStopping = false;
  #isAwake = false;
  #running: Promise<void> | undefined;

  constructor(private readonly options: WorkerOptions) {}

  start() {
    this.#running ??= this.#run();
  }

  /** Looks at once. */
  wake() {
    this.#isAwake = true;
    this.#pause.abort();
  }

  /** @returns When the work that is under way is done. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#pause.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      this.#isAwake = false;
      // eslint-disable-next-line no-await-in-loop -- one look after the other
      const pause = await this.#look();

      // eslint-disable-next-line no-await-in-loop -- and the pause between them
      await this.#rest(pause);
    }
  }

  /** @returns Milliseconds until the next look. */
  async #look(): Promise<number> {
    const { work, interval, onError } = this.options;

    try {
      return (await work()) ? 0 : interval;
    } catch (error: unknown) {
      onError(error);

      return Math.max(pauseAfterError, interval);
    }
  }

  async #rest(pause: number): Promise<void> {
    if (this.#isAwake || this.#isStopping || pause === 0) {
      return;
    }

    this.#pause = new AbortController();

    try {
      await wait(pause, undefined, { signal: this.#pause.signal });
    } catch {
      // It was woken.
    }
  }
}
