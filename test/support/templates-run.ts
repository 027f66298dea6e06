/**
 * A sandbox, a proxy before it, and the command `templates` in this process. Whoever imports it has an
 * environment for each test, in which nothing of the machine's own is.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, onTestFinished, vi } from 'vitest';

import { type SandboxSeed } from '../../src/sandbox/index.js';

import { accountId } from './account-templates.js';
import { validToken } from './config.js';
import { FaultyProxy, type Treat } from './faulty-proxy.js';
import { runSandbox } from './running-sandbox.js';
import { runTemplatesCommand } from './templates-command.js';

const widest = 80;

vi.mock('../../src/cli/output/until-told-to-stop.js', () => ({
  // In this process, nobody is told to stop; those that are have a process of their own.
  untilToldToStop: async () =>
    new Promise<void>(() => {
      // Until the end.
    }),
}));

beforeEach(() => {
  for (const name of Object.keys(process.env)) {
    if (/^(?:WHATSAPP|RELAY|LOGTO)_/.test(name)) {
      vi.stubEnv(name, '');
    }
  }
});

afterEach(() => {
  vi.unstubAllEnvs();
});

/** An environment in which nothing but the token is known. */
export const useAddress = (url: string, token = validToken) => {
  vi.stubEnv('WHATSAPP_ACCESS_TOKEN', token);
  vi.stubEnv('WHATSAPP_BASE_URL', url);
};

/** An account without templates, unless told; and an environment that leads to it. */
export const setUpAccount = async (account: SandboxSeed = {}, treat?: Treat) => {
  const { url } = await runSandbox({
    account: { templates: [], tokens: { [validToken]: { assets: [accountId] } }, ...account },
  });
  const proxy = await FaultyProxy.start(url, treat);
  useAddress(proxy.url);

  return { url, proxy };
};

/** What it prints fits the width, and holds neither the token nor a stack. */
export const runTemplates = async (...options: string[]) => {
  const result = await runTemplatesCommand(...options);
  const text = `${result.output}${result.complaints}`;

  expect(text).not.toContain(validToken);
  expect(text).not.toContain('    at ');

  if (!options.includes('--json')) {
    expect(text.split('\n').filter((line) => line.length > widest)).toEqual([]);
  }

  return result;
};

export const temporaryFolder = async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'templates-'));
  onTestFinished(async () => rm(folder, { recursive: true }));

  return folder;
};
