/** A load on a relay, and what it costs. */
import { type Client } from './client.js';
import { Load, type LoadPlan, messagesFor, prepareLoad } from './load.js';
import { type Message, noTarget, registrationOf } from './messages.js';
import { patience } from './plan.js';
import { type RunningRelay } from './relay.js';
import { type Storage } from './storage.js';
import { readFamilyMemory, readPeakMemory, readProcessor } from './usage.js';

/** Registrations on their way at the same time, where it is not they that are measured. */
const registrationsAtOnce = 64;

/** Seconds in which a relay that was just started gets to its speed. */
const warmUp = 3;

export type Surroundings = { relay: RunningRelay; storage: Storage; client: Client };

/** Seconds of processor time; MB of memory. */
export type Usage = { relay: number; database: number };

export const readCost = async ({ relay, storage }: Surroundings): Promise<Usage> => ({
  relay: await readProcessor(relay.processId),
  database: storage.processId === undefined ? 0 : await readProcessor(storage.processId),
});

export const costSince = (before: Usage, after: Usage): Usage => ({
  relay: after.relay - before.relay,
  database: after.database - before.database,
});

const readMemory = async ({ relay, storage }: Surroundings): Promise<Usage> => ({
  relay: await readPeakMemory(relay.processId),
  database: storage.processId === undefined ? 0 : await readFamilyMemory(storage.processId),
});

/** @throws {Error} When the relay does not take one. */
export const registerAll = async (
  { client }: Pick<Surroundings, 'client'>,
  messages: readonly Message[],
  target = noTarget
) => {
  const rest = messages.values();
  const register = async () => {
    for (const message of rest) {
      // eslint-disable-next-line no-await-in-loop -- one after the other, by each of many
      const status = await client.post(await registrationOf(message, target));

      if (status !== 202) {
        throw new Error(`A registration was answered with ${status}.`);
      }
    }
  };

  await Promise.all(Array.from({ length: registrationsAtOnce }, register));
};

/**
 * A load at a third of the rate that is not measured.
 *
 * @returns How many messages it had.
 */
export const warmUpRelay = async (
  { client }: Pick<Surroundings, 'client'>,
  plan: LoadPlan
): Promise<number> => {
  const gentle = {
    ...plan,
    rate: Math.max(3, plan.rate / 3),
    seconds: warmUp,
    hasRegistrations: true,
  };
  const messages = messagesFor(gentle, 0);
  await new Load(client, await prepareLoad(gentle, messages)).run(patience);

  return messages.length;
};

export type LoadOutcome = {
  plan: LoadPlan;
  load: Load;
  cost: Usage;
  memory: Usage;
};

export const measureLoad = async (
  surroundings: Surroundings,
  plan: LoadPlan,
  messages: readonly Message[]
): Promise<LoadOutcome> => {
  const load = new Load(surroundings.client, await prepareLoad(plan, messages));
  const before = await readCost(surroundings);
  await load.run(patience);
  const after = await readCost(surroundings);

  return {
    plan,
    load,
    cost: costSince(before, after),
    memory: await readMemory(surroundings),
  };
};
