/** Runs one job with one connector, in a process that has nothing else to do. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { z } from 'zod';

import { type Connector } from './connectors.js';
import { type Sending, secrets } from './sends.js';

const timing = { milliseconds: z.number(), began: z.number(), ended: z.number() };

const errorGuard = z.object({
  isConnectorError: z.boolean(),
  name: z.string(),
  code: z.string(),
  keyPaths: z.array(z.string()),
  /** Which secrets are found when the error is printed with all that it holds. */
  leaks: z.array(z.string()),
});

const reportGuard = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('sent'), ...timing }),
  /** It was given up, so the connector is not known to ever answer. */
  z.object({ outcome: z.literal('waiting'), ...timing }),
  z.object({ outcome: z.literal('failed'), ...timing, error: errorGuard }),
]);

export type SendError = z.infer<typeof errorGuard>;
export type SendReport = z.infer<typeof reportGuard>;

export type Job = {
  sends: Sending[];
  /** Milliseconds before the first send. */
  startAfter?: number;
  /** Milliseconds from the start of one send to the start of the next. */
  pause?: number;
};

/** For how many milliseconds a send is waited for. */
export const patience = 20_000;

const sibling = (name: string) => path.join(import.meta.dirname, name);

const failOnExit = async (child: ChildProcess): Promise<never> => {
  const exit: unknown[] = await once(child, 'exit');

  throw new Error(`The process of a connector ended with ${String(exit[0])} and without a result.`);
};

const resultOf = async (child: ChildProcess): Promise<unknown> => {
  const message: unknown[] = await Promise.race([once(child, 'message'), failOnExit(child)]);

  return message[0];
};

/** @param port Where this process finds graph.facebook.com. */
export const runJob = async (
  { module }: Connector,
  { sends, startAfter = 0, pause = 0 }: Job,
  { port, certificate }: { port: number; certificate: string }
): Promise<SendReport[]> => {
  const child = fork(sibling('child.mjs'), {
    execArgv: ['--import', sibling('redirect.mjs')],
    // Nothing of this process's own settings, such as a proxy or options for Node.
    env: { PATH: process.env.PATH, BENCH_PORT: String(port), BENCH_CERTIFICATE: certificate },
  });

  child.send({ module, sends, startAfter, pause, patience, secrets });

  return z
    .array(reportGuard)
    .length(sends.length)
    .parse(await resultOf(child));
};
