/** Refreshes again and again, while the page is seen and not paused: one refresh at a time. */

/** In milliseconds, from the end of one refresh to the next. */
const interval = 5000;

export class Pulse {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** The refresh that counts; a newer one takes its place. */
  #current = Symbol('refresh');

  #isRunning = false;

  isPaused = false;

  /** @param {(isCurrent: () => boolean) => Promise<void>} refresh Draws only if it is still current. */
  constructor(refresh) {
    this.refresh = refresh;
    document.addEventListener('visibilitychange', () => {
      this.#resume();
    });
  }

  /** @returns {Promise<void>} */
  async now() {
    const current = Symbol('refresh');

    clearTimeout(this.#timer);
    this.#current = current;
    this.#isRunning = true;
    await this.refresh(() => this.#current === current);

    if (this.#current === current) {
      this.#schedule();
    }
  }

  /** @param {boolean} isPaused */
  pause(isPaused) {
    this.isPaused = isPaused;
    this.#resume();
  }

  /** What is under way no longer counts. */
  stop() {
    clearTimeout(this.#timer);
    this.#current = Symbol('refresh');
    this.#isRunning = false;
  }

  #resume() {
    clearTimeout(this.#timer);

    if (this.#mayBeat()) {
      this.now();
    }
  }

  #schedule() {
    if (this.#mayBeat()) {
      this.#timer = setTimeout(() => {
        this.#resume();
      }, interval);
    }
  }

  #mayBeat() {
    return this.#isRunning && !this.isPaused && document.visibilityState === 'visible';
  }
}
