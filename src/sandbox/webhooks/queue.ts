/** Brings webhooks to one receiver: handshake, batches, tries. */
import { type Clock } from '../clock.js';

import { type AccountUpdate, type RenderedStatus } from './envelope.js';
import { type WebhookTarget, shakeHands } from './handshake.js';
import { type PostLog } from './post-log.js';
import { postSigned } from './post-signed.js';

/** How many statuses a POST has at most. Source: Meta, "Webhooks: overview". */
const maximumBatch = 1000;

/** Milliseconds in which statuses are gathered. */
const batchWindow = 20;

/** How many POSTs are under way at the same time: a receiver has to stand that. */
const maximumConcurrency = 8;

/** How many statuses wait for a receiver that is away; the oldest are lost beyond that. */
const maximumWaiting = 50_000;

const hour = 60 * 60_000;

/** A receiver that starts after the sandbox is found within this time, in milliseconds. */
const longestHandshakeDelay = 5000;

/**
 * Milliseconds until the next try: the first at once, then less and less often. Source: Meta, "Create
 * a webhook endpoint".
 */
export const retryDelay = (attempt: number): number =>
  attempt === 1 ? 0 : Math.min(hour, 1000 * 2 ** (attempt - 2));

export type QueuedUpdate = RenderedStatus | AccountUpdate;

type Surroundings = {
  target: WebhookTarget;
  appSecret: string;
  clock: Clock;
  log: PostLog;
  /** Writes the bodies of the POSTs for these. */
  render: (batch: readonly QueuedUpdate[]) => string[];
  /** For how many hours a POST is tried. */
  retryHours: number;
  onStateChange: () => void;
};

/** A POST, and how many statuses are in it. */
type Batch = { body: string; size: number; since: number };

export class WebhookQueue {
  /** What was wrong the last time; `undefined` when all is well. */
  problem: string | undefined;
  isVerified = false;
  /** How many statuses were lost because the receiver was away for too long. */
  lost = 0;
  readonly #waiting = new Set<QueuedUpdate>();
  readonly #underWay = new Set<Promise<void>>();
  #retrying = 0;
  #flushIsPlanned = false;
  #handshake: Promise<void> | undefined;
  #handshakeIsPlanned = false;
  #isClosed = false;

  constructor(private readonly surroundings: Surroundings) {}

  enqueue(update: QueuedUpdate) {
    this.#waiting.add(update);

    if (this.#waiting.size + this.#retrying > maximumWaiting) {
      const [oldest = update] = this.#waiting;
      this.#waiting.delete(oldest);
      this.lost += 1;
    }

    this.#planFlush(batchWindow);
  }

  close() {
    this.#isClosed = true;
    this.#waiting.clear();
  }

  /** Asks the receiver, again and again until it agrees. */
  async verify(attempt = 1): Promise<void> {
    this.#handshake ??= this.#shakeHands(attempt);

    return this.#handshake;
  }

  /**
   * Sends what waits, without waiting for more.
   *
   * @returns Resolves when all that is under way was answered.
   */
  async flush(): Promise<void> {
    this.#flushIsPlanned = false;

    if (!this.isVerified) {
      return this.#handshakeIsPlanned ? undefined : this.verify();
    }

    while (this.#waiting.size > 0 && this.#underWay.size < maximumConcurrency && !this.#isClosed) {
      this.#postBatch();
    }

    await Promise.all(this.#underWay);
  }

  #postBatch() {
    const { render, clock } = this.surroundings;
    const batch = [...this.#waiting].slice(0, maximumBatch);
    const bodies = render(batch);
    const since = clock.now().getTime();

    for (const update of batch) {
      this.#waiting.delete(update);
    }

    for (const body of bodies) {
      this.#start({ body, size: Math.ceil(batch.length / bodies.length), since });
    }
  }

  #start(batch: Batch, attempt = 1) {
    const post = this.#post(batch, attempt);
    this.#underWay.add(post);
    void this.#finish(post);
  }

  async #finish(post: Promise<void>) {
    await post;
    this.#underWay.delete(post);

    if (this.#waiting.size > 0) {
      this.#planFlush(0);
    }
  }

  async #shakeHands(attempt: number) {
    const { target, clock, onStateChange } = this.surroundings;
    this.problem = await shakeHands(target);
    this.isVerified = this.problem === undefined;
    this.#handshake = undefined;

    if (this.#isClosed) {
      return;
    }

    onStateChange();

    if (this.isVerified) {
      return this.flush();
    }

    if (this.#handshakeIsPlanned) {
      return;
    }

    this.#handshakeIsPlanned = true;
    clock.after(Math.min(longestHandshakeDelay, retryDelay(attempt + 1)), () => {
      this.#handshakeIsPlanned = false;
      void this.verify(attempt + 1);
    });
  }

  #planFlush(delay: number) {
    if (!this.#flushIsPlanned) {
      this.#flushIsPlanned = true;
      this.surroundings.clock.after(delay, () => {
        void this.flush();
      });
    }
  }

  async #post(batch: Batch, attempt: number): Promise<void> {
    const { target, appSecret, clock, log } = this.surroundings;
    const at = clock.now().toISOString();
    const { answer, problem, tookMs } = await postSigned(target.url, batch.body, appSecret);
    log.add({ url: target.url, at, attempt, body: batch.body, answer, tookMs });

    if (this.#isClosed) {
      return;
    }

    if (problem !== this.problem) {
      this.problem = problem;
      this.surroundings.onStateChange();
    }

    if (problem !== undefined) {
      this.#retry(batch, attempt);
    }
  }

  #retry(batch: Batch, attempt: number) {
    const { clock, retryHours } = this.surroundings;
    const isTooLate = clock.now().getTime() - batch.since > retryHours * hour;

    if (isTooLate || this.#retrying + batch.size > maximumWaiting) {
      this.lost += batch.size;
      return;
    }

    this.#retrying += batch.size;
    clock.after(retryDelay(attempt), () => {
      this.#retrying -= batch.size;
      this.#start(batch, attempt + 1);
    });
  }
}
