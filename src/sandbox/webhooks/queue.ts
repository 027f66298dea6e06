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

/** How many statuses wait for a receiver that is away; what comes then is lost. */
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

/** The body of a POST, and how many updates are in it. */
export type RenderedPost = { body: string; size: number };

type Surroundings = {
  target: WebhookTarget;
  appSecret: string;
  clock: Clock;
  log: PostLog;
  /** Makes the POSTs for these. */
  render: (batch: readonly QueuedUpdate[]) => RenderedPost[];
  /** For how many hours a POST is tried. */
  retryHours: number;
  onStateChange: () => void;
};

/** A POST that is to be made, or to be made again. */
type DuePost = RenderedPost & {
  /** When it was made first, in milliseconds. */
  since: number;
  /** 1 for the first. */
  attempt: number;
};

export class WebhookQueue {
  /** What was wrong the last time; `undefined` when all is well. */
  problem: string | undefined;
  isVerified = false;
  /** How many statuses were lost because the receiver was away for too long. */
  lost = 0;
  readonly #waiting = new Set<QueuedUpdate>();
  readonly #due = new Set<DuePost>();
  readonly #underWay = new Set<Promise<void>>();
  /** How many updates wait to be tried again. */
  #retrying = 0;
  #flushIsPlanned = false;
  #handshake: Promise<void> | undefined;
  #handshakeIsPlanned = false;
  #isClosed = false;

  constructor(private readonly surroundings: Surroundings) {}

  enqueue(update: QueuedUpdate) {
    if (this.#waiting.size + this.#retrying >= maximumWaiting) {
      this.#lose(1);

      return;
    }

    this.#waiting.add(update);
    this.#planFlush(batchWindow);
  }

  /** It asks and tells no more; what is under way comes to its end. */
  close() {
    this.#isClosed = true;
    this.#waiting.clear();
    this.#due.clear();
  }

  /** Asks the receiver, again and again until it agrees. */
  async verify(attempt = 1): Promise<void> {
    if (this.#isClosed) {
      return;
    }

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

    while (this.#underWay.size < maximumConcurrency) {
      const [post] = this.#duePosts();

      if (!post) {
        break;
      }

      this.#due.delete(post);
      this.#start(post);
    }

    await Promise.all(this.#underWay);
  }

  /** Those that are to be made again, or else new ones from what waits. */
  #duePosts(): Iterable<DuePost> {
    if (this.#due.size === 0 && this.#waiting.size > 0) {
      const { render, clock } = this.surroundings;
      const batch = [...this.#waiting].slice(0, maximumBatch);

      for (const update of batch) {
        this.#waiting.delete(update);
      }

      for (const post of render(batch)) {
        this.#due.add({ ...post, since: clock.now().getTime(), attempt: 1 });
      }
    }

    return this.#due;
  }

  #start(due: DuePost) {
    const post = this.#post(due);
    this.#underWay.add(post);
    void this.#finish(post);
  }

  async #finish(post: Promise<void>) {
    await post;
    this.#underWay.delete(post);

    if (this.#waiting.size > 0 || this.#due.size > 0) {
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

  async #post(due: DuePost): Promise<void> {
    const { target, appSecret, clock, log } = this.surroundings;
    const { body, attempt } = due;
    const at = clock.now().toISOString();
    const { answer, problem, tookMs } = await postSigned(target.url, body, appSecret);
    log.add({ url: target.url, at, attempt, body, answer, tookMs });

    if (this.#isClosed) {
      return;
    }

    if (problem !== this.problem) {
      this.problem = problem;
      this.surroundings.onStateChange();
    }

    if (problem !== undefined) {
      this.#retry(due);
    }
  }

  #retry(due: DuePost) {
    const { clock, retryHours } = this.surroundings;
    const { size, since, attempt } = due;
    const isTooLate = clock.now().getTime() - since > retryHours * hour;

    if (isTooLate || this.#retrying + size > maximumWaiting) {
      this.#lose(size);

      return;
    }

    this.#retrying += size;
    clock.after(retryDelay(attempt), () => {
      this.#retrying -= size;

      if (!this.#isClosed) {
        this.#due.add({ ...due, attempt: attempt + 1 });
        void this.flush();
      }
    });
  }

  /** The first loss is announced; how many there are in the end shows in the state. */
  #lose(count: number) {
    const isFirst = this.lost === 0;
    this.lost += count;

    if (isFirst) {
      this.surroundings.onStateChange();
    }
  }
}
