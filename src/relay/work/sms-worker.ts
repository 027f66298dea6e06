/** Hands SMS to their providers: each at most once, whatever happens to the relay meanwhile. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import { notInstalled } from '../../fallback/prepare-sms.js';
import { type SmsFailure } from '../../fallback/sms-failure.js';
import { type DeliveryEvent } from '../delivery/event.js';
import { type Jobs } from '../store/jobs.js';
import { type Ledger } from '../store/ledger.js';

import { type ClaimedSms, claimSms, findClaimed } from './claim-sms.js';
import { type HandOverSurroundings, handOver } from './hand-over.js';

/** SMS that one relay hands over at the same time. */
const maximumInFlight = 50;

/** Claimed in one transaction; the fewer, the less is lost with a relay that is killed. */
const batchSize = 10;

/** Milliseconds that connectors may take to load while their SMS are being claimed, all together. */
const prepareTimeout = 3000;

/** Milliseconds between two tries to write down what a provider has said. */
const recordInterval = 500;

/** After a minute, the delivery counts as abandoned. */
const maximumRecordTries = 120;

/** Whoever stops a relay waits no longer than some seconds for a database that is away. */
const triesWhenStopping = 3;

export class SmsWorker {
  readonly #inFlight = new Set<Promise<void>>();
  #isStopping = false;
  /** Claims that failed: the connection may have broken when they were stored. */
  readonly #doubtful = new Set<string>();

  constructor(
    private readonly ledger: Pick<Ledger, 'transaction' | 'record'>,
    private readonly jobs: Pick<Jobs, 'take' | 'finish'>,
    private readonly surroundings: HandOverSurroundings
  ) {}

  /**
   * Starts those that are due.
   *
   * @returns Whether there may be more.
   */
  async work(): Promise<boolean> {
    await this.#settleDoubts();

    const room = Math.min(batchSize, maximumInFlight - this.#inFlight.size);

    if (room <= 0) {
      return false;
    }

    const claim = randomUUID();
    const startedAt = this.surroundings.now();
    this.#doubtful.add(claim);

    const { claimed, mayHaveMore } = await claimSms(this.ledger, this.jobs, {
      maximum: room,
      claim,
      prepare: async (connector) => this.#prepare(connector, startedAt),
    });
    this.#doubtful.delete(claim);
    this.#start(claimed);

    return mayHaveMore;
  }

  /** @returns When all that were started have an end. */
  async finish(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(this.#inFlight);
  }

  #start(claimed: readonly ClaimedSms[]) {
    for (const sms of claimed) {
      void this.#follow(this.#send(sms));
    }
  }

  async #settleDoubts() {
    for (const claim of this.#doubtful) {
      // eslint-disable-next-line no-await-in-loop -- there is hardly ever more than one
      const claimed = await findClaimed(this.ledger, claim);
      this.#doubtful.delete(claim);
      this.#start(claimed);
    }
  }

  /** @returns Why it cannot be used; of one that takes long, whoever hands over has to say. */
  async #prepare(connector: string, startedAt: number): Promise<SmsFailure | undefined> {
    const { providers, now, howToInstall } = this.surroundings;
    const remaining = prepareTimeout - (now() - startedAt);
    const found = await Promise.race([
      providers.load(connector),
      wait(Math.max(0, remaining), 'late', { ref: false }),
    ]);

    return found === undefined ? notInstalled(connector, howToInstall) : undefined;
  }

  async #follow(sending: Promise<void>) {
    this.#inFlight.add(sending);
    await sending;
    this.#inFlight.delete(sending);
  }

  async #send({ id, delivery }: ClaimedSms): Promise<void> {
    const event = await handOver(delivery, this.surroundings);
    await this.#record(id, event);
  }

  /** The database may be away while the provider answers. */
  async #record(id: string, event: DeliveryEvent, tried = 1): Promise<void> {
    try {
      await this.ledger.record([{ id, event }]);
    } catch {
      if (tried < (this.#isStopping ? triesWhenStopping : maximumRecordTries)) {
        await wait(recordInterval);
        await this.#record(id, event, tried + 1);
      }
    }
  }
}
