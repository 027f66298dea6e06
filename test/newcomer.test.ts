/** From a token to a code: three commands of the packed package, on an account with nothing else. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { expect, inject, it, onTestFinished } from 'vitest';

import { sandboxAccounts } from '../src/sandbox/index.js';

import { installTarball } from './support/installed.js';
import { runSandbox } from './support/running-sandbox.js';

const execute = promisify(execFile);
const number = '+5511987654321';
const template = 'verification_code';

it('a newcomer with nothing but a token has a green doctor and a code after three commands', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'newcomer-'));
  const installed = await installTarball(inject('tarball'));
  onTestFinished(async () => {
    await rm(folder, { recursive: true });
    await installed.remove();
  });

  const { sandbox, url } = await runSandbox({
    account: sandboxAccounts.fresh,
    latency: 'fast',
  });
  const { accessToken } = sandbox.connectorConfig;
  const file = path.join(folder, 'connector.json');

  // Neither a config, nor an id of anything, nor a browser; whatever fails, throws.
  const run = async (...words: string[]) => {
    const { stdout, stderr } = await execute(process.execPath, [installed.command, ...words], {
      cwd: folder,
      env: { PATH: process.env.PATH, WHATSAPP_ACCESS_TOKEN: accessToken, WHATSAPP_BASE_URL: url },
    });

    expect(stdout + stderr).not.toContain(accessToken);
    expect(stdout + stderr).not.toContain(number.slice(1));

    return stdout;
  };

  const applied = await run(
    'templates',
    'apply',
    '--languages',
    'es-MX,pt-BR,en-US',
    '--save',
    file
  );
  expect(applied).toContain('3 of 3 approved');
  const { mode } = await stat(file);
  expect((mode % 0o1000).toString(8)).toBe('600');

  expect(await run('doctor', '--config', file, '--strict')).toContain('All well');

  expect(await run('send', number, '--locale', 'pt-BR', '--config', file)).toContain('accepted');
  const message = await sandbox.inbox.waitFor(number);
  expect(message).toMatchObject({ templateName: template, language: 'pt_BR' });
  expect(message.code).toMatch(/^\d{6}$/);
});
