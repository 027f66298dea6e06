/** The parts of the bench, each on relays and databases of its own. */
import { setTimeout as wait } from 'node:timers/promises';

import { measureFailures } from './failures.js';
import { readLeftovers } from './leftovers.js';
import { type LoadPlan, messagesFor } from './load.js';
import { measureLoad, registerAll, warmUpRelay } from './measure.js';
import { measurePending } from './pending.js';
import { failures, pendingCounts, rate, seconds } from './plan.js';
import { type Postgres } from './postgres.js';
import { Provider } from './provider.js';
import {
  failureRows,
  leftoverRows,
  loadRows,
  pendingRows,
  printTable,
  spreadRow,
} from './report.js';
import { onStage } from './stage.js';

type Server = Postgres | undefined;

const describe = ({ batch, rate: perSecond, seconds: length, hasRegistrations }: LoadPlan) =>
  `${perSecond} statuses a second for ${length} s, ${batch} in a webhook, ${
    hasRegistrations ? `and ${Math.round(perSecond / 3)} registrations` : 'registered before'
  }`;

/** @returns Whether the relay bears it. */
export const runLoad = async (server: Server, plan: LoadPlan): Promise<boolean> => {
  const { outcome, finding } = await onStage(
    server,
    async (surroundings) => {
      const messages = messagesFor(plan, 1);
      const others = await warmUpRelay(surroundings, plan);

      if (!plan.hasRegistrations) {
        await registerAll(surroundings, messages);
      }

      const measured = await measureLoad(surroundings, plan, messages);

      return { measured, messages: messages.length + others };
    },
    readLeftovers
  );

  return printTable(describe(plan), [
    ...loadRows(outcome.measured),
    ...leftoverRows(finding, outcome.messages),
  ]);
};

/** @returns Whether the SMS come soon, at rest and under load. */
export const runFailures = async (server: Server): Promise<boolean> => {
  const provider = await Provider.start();
  const count = Math.min(failures, seconds * 20);
  const plan: LoadPlan = {
    batch: 1,
    rate,
    // As long as the failures take.
    seconds: Math.ceil(count / 20),
    hasRegistrations: true,
  };
  const pace = { count, interval: 50 };

  try {
    const { outcome } = await onStage(
      server,
      async (surroundings) => {
        await warmUpRelay(surroundings, plan);
        const atRest = await measureFailures(surroundings, provider, { ...pace, load: 1 });
        const underLoad = await Promise.all([
          measureLoad(surroundings, plan, messagesFor(plan, 2)),
          measureFailures(surroundings, provider, { ...pace, load: 3 }),
        ]);

        return { atRest, underLoad: underLoad[1] };
      },
      async () => wait(0)
    );

    return [
      printTable('From a failed webhook to the provider, at rest', failureRows(outcome.atRest)),
      printTable(`The same, with ${describe(plan)}`, failureRows(outcome.underLoad)),
    ].every(Boolean);
  } finally {
    await provider.close();
  }
};

/** @returns Whether an event costs the same, however much is pending. */
export const runPending = async (server: Server): Promise<boolean> => {
  const plan: LoadPlan = {
    batch: 1,
    rate: Math.max(3, Math.round(rate / 3)),
    seconds: Math.min(seconds, 20),
    hasRegistrations: false,
  };
  const outcomes = new Set<Awaited<ReturnType<typeof measurePending>>>();
  const verdicts = new Set<boolean>();

  for (const pending of pendingCounts) {
    // eslint-disable-next-line no-await-in-loop -- they would disturb each other
    const { outcome } = await onStage(
      server,
      async (surroundings) => measurePending(surroundings, plan, pending),
      async () => wait(0)
    );
    outcomes.add(outcome);
    verdicts.add(
      printTable(`${pending} pending, ${plan.rate} statuses a second`, pendingRows(outcome))
    );
  }

  verdicts.add(printTable('However much is pending', [spreadRow([...outcomes])]));

  return !verdicts.has(false);
};
