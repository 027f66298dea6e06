/** From a webhook that says `failed` to the provider's request. */
import { setTimeout as wait } from 'node:timers/promises';

import { AnswerTimes } from './answer-times.js';
import { registerAll, type Surroundings } from './measure.js';
import { messageOf, webhookOf } from './messages.js';
import { patience } from './plan.js';
import { type Provider } from './provider.js';

export type FailureOutcome = {
  wanted: number;
  /** SMS that came, in milliseconds after the webhook was sent. */
  times: AnswerTimes;
  repeated: number;
};

/**
 * Messages that fail, one after the other, and the times of their SMS.
 *
 * @param interval Milliseconds from one to the next.
 * @param load A number that no other load of this run has.
 */
export const measureFailures = async (
  { client }: Pick<Surroundings, 'client'>,
  provider: Provider,
  { count, interval, load }: { count: number; interval: number; load: number }
): Promise<FailureOutcome> => {
  const messages = Array.from({ length: count }, (_, sequence) => messageOf(load, sequence));
  const sentAt = new Map<string, number>();
  await registerAll({ client }, messages, { endpoint: provider.url, deadline: 540, mode: 'send' });

  for (const message of messages) {
    const request = webhookOf([[message, 'failed']]);
    sentAt.set(message.number, performance.now());
    void client.post(request);
    // eslint-disable-next-line no-await-in-loop -- this is the pace
    await wait(interval);
  }

  const giveUpAt = performance.now() + patience;
  const arrivals = () => messages.map(({ number }) => provider.arrivalOf(number));

  while (arrivals().includes(undefined) && performance.now() < giveUpAt) {
    // eslint-disable-next-line no-await-in-loop -- looks again and again
    await wait(20);
  }

  const times = new AnswerTimes();

  for (const { number } of messages) {
    const arrival = provider.arrivalOf(number);

    if (arrival !== undefined) {
      times.add(arrival - (sentAt.get(number) ?? 0));
    }
  }

  return { wanted: count, times, repeated: provider.repeated };
};
