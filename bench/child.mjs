/**
 * The process in which one connector sends. It is given one job, does with the connector what Logto
 * does, and reports how each send ended. Nothing in here knows which connector it is.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';

import { ConnectorError } from '@logto/connector-kit';

const stillWaiting = Symbol('still waiting');

/** Digits that stand in the middle of a longer number are no leak. */
const contains = (text, secret) =>
  new RegExp(`(?<![\\dA-Za-z])${secret}(?![\\dA-Za-z])`).test(text);

const describeError = (error, secrets) => {
  const inspected = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });

  return {
    isConnectorError: error instanceof ConnectorError,
    name: error.constructor.name,
    code: String(error.code),
    keyPaths: (error.data?.issues ?? []).map(({ path }) => path.join('.')),
    leaks: Object.keys(secrets).filter((name) => contains(inspected, secrets[name])),
  };
};

/** Logto makes the connector anew for every send. */
const send = async (createConnector, { config, data }) => {
  const { sendMessage } = await createConnector({ getConfig: async () => config });

  return sendMessage(data);
};

const observe = async (createConnector, sending, { patience, secrets }) => {
  const began = Date.now();
  const start = performance.now();
  const report = (outcome) => ({
    outcome,
    milliseconds: performance.now() - start,
    began,
    ended: Date.now(),
  });

  try {
    const result = await Promise.race([
      send(createConnector, sending),
      wait(patience, stillWaiting),
    ]);

    return report(result === stillWaiting ? 'waiting' : 'sent');
  } catch (error) {
    return { ...report('failed'), error: describeError(error, secrets) };
  }
};

/** Sends one after the other, at an even pace. */
const work = async ({ module, sends, startAfter, pause, ...rest }) => {
  const { default: createConnector } = await import(module);
  await wait(startAfter);
  const start = performance.now();

  const workFrom = async (index) => {
    if (index === sends.length) {
      return [];
    }

    await wait(Math.max(0, start + index * pause - performance.now()));
    const report = await observe(createConnector, sends[index], rest);

    return [report, ...(await workFrom(index + 1))];
  };

  return workFrom(0);
};

// Without the bench, there is nobody to report to.
process.once('disconnect', () => {
  process.exit();
});

process.once('message', async (job) => {
  process.send(await work(job), () => {
    // A send that hangs would keep the process alive.
    process.exit();
  });
});
