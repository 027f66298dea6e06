/** The relay in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { z } from 'zod';

import { secrets } from './messages.js';

export type RunningRelay = {
  port: number;
  processId: number;
  /** Ends it as its host would. */
  stop: () => Promise<void>;
};

const command = path.resolve(import.meta.dirname, '../../lib/tools/cli.js');

const startGuard = z.object({ event: z.literal('started'), url: z.string().url() });

const failOnExit = async (exit: Promise<unknown>): Promise<never> => {
  await exit;

  throw new Error('The relay ended before it was ready.');
};

/** @param environment Where it keeps what it knows. */
export const startRelay = async (
  environment: Readonly<Record<string, string>>
): Promise<RunningRelay> => {
  const child = spawn(process.execPath, [command, 'relay'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      WHATSAPP_APP_SECRET: secrets.app,
      WHATSAPP_VERIFY_TOKEN: secrets.verifyToken,
      RELAY_SECRET: secrets.relay,
      RELAY_STATUS_TOKEN: secrets.statusToken,
      PORT: '0',
      ...environment,
    },
  });
  const exit = once(child, 'exit');
  // Whatever becomes of the load, nothing is left running.
  process.once('exit', () => {
    child.kill();
  });

  const lines = createInterface({ input: child.stdout });
  const first: unknown[] = await Promise.race([once(lines, 'line'), failOnExit(exit)]);
  const { url } = startGuard.parse(JSON.parse(String(first[0])));
  // Its log has a line for each delivery: somebody has to take it.
  lines.close();
  child.stdout.resume();

  return {
    port: Number(new URL(url).port),
    processId: child.pid ?? 0,
    stop: async () => {
      child.kill();
      await exit;
    },
  };
};
