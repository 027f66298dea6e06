/** The command "send", in this process, against a sandbox. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { expect, it as baseIt } from 'vitest';

import { type SendFlags, runSend } from '../../src/cli/send/send.js';
import { type Sandbox, type SandboxAccountName, sandboxAccounts } from '../../src/sandbox/index.js';

import { captureTerminal } from './captured-terminal.js';
import { relaySecret } from './registration.js';
import { runSandbox } from './running-sandbox.js';

export const to = '+5511987654321';

/* eslint-disable no-empty-pattern -- vitest reads from the pattern which fixtures one needs */
export const it = baseIt.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'send-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});
/* eslint-enable no-empty-pattern */

/** Shorter ones are no secrets: they are no numbers. */
const shortestNumber = 7;

type Options = {
  folder: string;
  number?: string;
  flags?: SendFlags;
  /** What is changed in the config that the sandbox prints. */
  config?: Record<string, unknown>;
};

/** Whatever is printed never holds a code or a whole number. */
export const sendIn = async (
  sandbox: Sandbox,
  { folder, number = to, flags = {}, config = {} }: Options
) => {
  const file = path.join(folder, 'connector.json');
  await writeFile(file, JSON.stringify({ ...sandbox.connectorConfig, ...config }), {
    mode: 0o600,
  });

  const captured = captureTerminal(flags);
  const exitCode = await runSend([number], { ...flags, config: file }, captured.terminal);
  const printed = `${captured.output}${captured.errors}`.replaceAll(file, 'connector.json');
  const secrets = [
    ...(number.length > shortestNumber ? [number.slice(1)] : []),
    sandbox.connectorConfig.accessToken,
    'sandbox_app_secret',
    relaySecret,
    ...sandbox.inbox.messages.flatMap(({ code, id }) => [code, id]),
  ];

  expect(secrets.filter((secret) => printed.includes(secret))).toEqual([]);
  // A command to copy stays whole, however long the path of the folder is.
  const longLines = captured.longLines.filter((line) => !line.includes(folder));

  expect(flags.json ? [] : longLines).toEqual([]);

  return { exitCode, printed, captured };
};

export const sendWith = async (account: SandboxAccountName, options: Options) => {
  const { sandbox } = await runSandbox({ account: sandboxAccounts[account] });

  return { sandbox, ...(await sendIn(sandbox, options)) };
};
