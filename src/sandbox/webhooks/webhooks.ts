/** Which webhooks there are, and to whom they go. */
import { type SandboxAccount } from '../account.js';
import { type Clock } from '../clock.js';
import { createEvents } from '../events.js';
import { type SandboxRules } from '../rules.js';

import {
  type AccountUpdate,
  type RenderedStatus,
  type StatusUpdate,
  accountEnvelope,
  renderStatus,
  statusEnvelope,
  toMetaJson,
} from './envelope.js';
import { type WebhookTarget } from './handshake.js';
import { PostLog } from './post-log.js';
import { type QueuedUpdate, type RenderedPost, WebhookQueue } from './queue.js';

/** How the webhooks of the account fare. */
export type WebhookState = {
  url?: string;
  state: 'none' | 'unverified' | 'verified';
  /** What was wrong the last time; absent when all is well. */
  problem?: string;
};

/** What overrides the app's own target. Source: Meta, "Override callback URL". */
export type Override = 'account' | `number ${string}`;

/** How long a send waits for webhooks that have to come first, in milliseconds. */
const longestWait = 2000;

type Surroundings = {
  account: SandboxAccount;
  rules: SandboxRules;
  clock: Clock;
  /** Number of the Graph version in which webhooks are written. */
  version: number;
};

const isStatus = (update: QueuedUpdate): update is RenderedStatus => 'status' in update;

/** Statuses go together; each update of the account goes alone. */
const renderPosts = (accountId: string, batch: readonly QueuedUpdate[]): RenderedPost[] => {
  const statuses = batch.filter((update): update is RenderedStatus => isStatus(update));

  return [
    ...(statuses.length > 0
      ? [{ body: toMetaJson(statusEnvelope(accountId, statuses)), size: statuses.length }]
      : []),
    ...batch.flatMap((update) =>
      isStatus(update) ? [] : [{ body: toMetaJson(accountEnvelope(accountId, update)), size: 1 }]
    ),
  ];
};

const keyOf = ({ url, verifyToken }: WebhookTarget): string => `${url} ${verifyToken}`;

export class Webhooks {
  readonly log = new PostLog();
  readonly events = createEvents<{ change: [WebhookState] }>();
  #isSubscribed = true;
  #fields: readonly string[] | undefined;
  #appTarget: WebhookTarget | undefined;
  readonly #overrides = new Map<Override, WebhookTarget>();
  /** By address and verify token. */
  readonly #queues = new Map<string, WebhookQueue>();

  constructor(private readonly surroundings: Surroundings) {}

  /** Whether the app is subscribed to the account; without it, there is silence. */
  get isSubscribed(): boolean {
    return this.#isSubscribed;
  }

  /** Fields of the app's subscription; `undefined` for all. */
  get fields(): readonly string[] | undefined {
    return this.#fields;
  }

  get appTarget(): WebhookTarget | undefined {
    return this.#appTarget;
  }

  /** Of the app's own target. */
  get state(): WebhookState {
    if (!this.#appTarget) {
      return { state: 'none' };
    }

    const { isVerified, problem, lost } = this.#queueOf(this.#appTarget);
    const loss =
      lost > 0 ? `${lost} ${lost === 1 ? 'status was' : 'statuses were'} lost` : undefined;
    const text = [problem, loss].filter(Boolean).join('; ');

    return {
      url: this.#appTarget.url,
      state: isVerified ? 'verified' : 'unverified',
      ...(text && { problem: text }),
    };
  }

  overrideOf(override: Override): WebhookTarget | undefined {
    return this.#overrides.get(override);
  }

  /** Sets the app's own target, or takes it away. The handshake follows; it may fail for a while. */
  setAppTarget(target: WebhookTarget | undefined, fields?: readonly string[]) {
    this.#appTarget = target;
    this.#fields = fields;
    this.#closeUnused();

    if (target) {
      void this.#queueOf(target).verify();
    }

    this.events.emit('change', this.state);
  }

  setSubscribed(isSubscribed: boolean) {
    this.#isSubscribed = isSubscribed;
  }

  setOverride(override: Override, target: WebhookTarget | undefined) {
    if (target) {
      this.#overrides.set(override, target);
    } else {
      this.#overrides.delete(override);
    }

    this.#closeUnused();
  }

  /** The nearest target wins: the number's, the account's, the app's. */
  reportStatus(update: StatusUpdate) {
    const target =
      this.#overrides.get(`number ${update.phoneNumber.id}`) ??
      this.#overrides.get('account') ??
      this.#appTarget;
    const { version, rules } = this.surroundings;

    if (target && this.#wants('messages')) {
      this.#queueOf(target).enqueue(renderStatus(update, { version, ...rules }));
    }
  }

  /** Overrides do not hold for these. */
  reportAccount(update: AccountUpdate) {
    if (this.#appTarget && this.#wants(update.field)) {
      this.#queueOf(this.#appTarget).enqueue(update);
    }
  }

  /** Sends what waits; resolves when it has been answered, or after two seconds. */
  async flush(): Promise<void> {
    await Promise.race([
      Promise.all([...this.#queues.values()].map(async (queue) => queue.flush())),
      new Promise<void>((resolve) => {
        this.surroundings.clock.after(longestWait, resolve);
      }),
    ]);
  }

  close() {
    for (const queue of this.#queues.values()) {
      queue.close();
    }
  }

  /** A receiver that was taken away is asked and told no more. */
  #closeUnused() {
    const used = new Set(
      [this.#appTarget, ...this.#overrides.values()].map((target) => target && keyOf(target))
    );

    for (const [key, queue] of this.#queues) {
      if (!used.has(key)) {
        queue.close();
        this.#queues.delete(key);
      }
    }
  }

  #wants(field: string): boolean {
    return this.#isSubscribed && (this.#fields?.includes(field) ?? true);
  }

  #queueOf(target: WebhookTarget): WebhookQueue {
    const { account, clock, rules } = this.surroundings;
    const key = keyOf(target);
    const queue =
      this.#queues.get(key) ??
      new WebhookQueue({
        target,
        appSecret: account.appSecret,
        clock,
        log: this.log,
        render: (batch) => renderPosts(account.id, batch),
        retryHours: rules.webhookRetryHours,
        onStateChange: () => {
          this.events.emit('change', this.state);
        },
      });
    this.#queues.set(key, queue);

    return queue;
  }
}
