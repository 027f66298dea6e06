/** The sandbox as it is shipped, in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { z } from 'zod';

import { type SandboxSeed } from '../../src/sandbox/index.js';

import { appSecret, heapSize, phoneNumberIds, verifyToken } from './plan.js';
import { profile } from './schedule.js';

export type RunningSandbox = {
  url: string;
  accessToken: string;
  processId: number;
  stop: () => Promise<void>;
};

const command = path.resolve(import.meta.dirname, '../../lib/tools/cli.js');

const seed: SandboxSeed = {
  phoneNumbers: phoneNumberIds.map((id) => ({ id, throughputLevel: 'HIGH' })),
};

const startGuard = z.object({
  event: z.literal('started'),
  url: z.string(),
  connectorConfig: z.object({ accessToken: z.string() }),
});

const failOnExit = async (exit: Promise<unknown>): Promise<never> => {
  await exit;

  throw new Error('The sandbox ended before it was ready.');
};

/**
 * @param prefix What it is started with, such as `taskset`.
 * @param webhook Address of the receiver.
 */
export const startSandbox = async (
  prefix: readonly string[],
  webhook: string
): Promise<RunningSandbox> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-load-'));
  const seedFile = path.join(folder, 'seed.json');
  await writeFile(seedFile, JSON.stringify(seed));

  const [program = process.execPath, ...rest] = [
    ...prefix,
    process.execPath,
    `--max-old-space-size=${heapSize}`,
    command,
    'sandbox',
    '--quiet',
    '--json',
    '--port',
    '0',
    '--seed',
    seedFile,
    '--latency',
    profile,
    '--webhook',
    webhook,
    '--verify-token',
    verifyToken,
    '--app-secret',
    appSecret,
  ];
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  // Whatever becomes of the load, nothing is left running.
  process.once('exit', () => {
    child.kill();
  });

  try {
    const lines: unknown[] = await Promise.race([
      once(createInterface({ input: child.stdout }), 'line'),
      failOnExit(exit),
    ]);
    const { url, connectorConfig } = startGuard.parse(JSON.parse(String(lines[0])));

    return {
      url,
      accessToken: connectorConfig.accessToken,
      processId: child.pid ?? 0,
      stop: async () => {
        child.kill();
        await exit;
      },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
};
