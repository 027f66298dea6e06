/** `connector-whatsapp-otp send`, as it is packed, against a sandbox. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { describe, expect } from 'vitest';

import { behaviourNamed, magicNumber } from '../src/sandbox/behaviours.js';
import { type Sandbox, type SandboxAccountName, sandboxAccounts } from '../src/sandbox/index.js';

import { Command } from './support/command.js';
import { eventually } from './support/eventually.js';
import { type InstalledFixtures, it } from './support/installed-command.js';
import { relaySecret } from './support/registration.js';
import { runSandbox } from './support/running-sandbox.js';
import { startStandIn } from './support/stand-in.js';

const to = '+5511987654321';

type Where = InstalledFixtures & { sandbox: Sandbox; config?: Record<string, unknown> };

/** Sends, and makes sure that nothing secret is printed, and nothing that does not fit. */
const send = async ({ installed, folder, sandbox, config }: Where, ...rest: string[]) => {
  const file = path.join(folder, 'connector.json');
  await writeFile(file, JSON.stringify({ ...sandbox.connectorConfig, ...config }), {
    mode: 0o600,
  });

  const command = new Command(installed.command, 'send', ...rest, '--config', file);
  const exitCode = await command.end();
  const { output, complaints } = command;
  const secrets = [
    to.slice(1),
    sandbox.connectorConfig.accessToken,
    relaySecret,
    ...sandbox.inbox.messages.flatMap(({ code, id }) => [code, id]),
  ];
  const printed = `${output}\n${complaints}`.replaceAll(file, 'connector.json');

  expect(secrets.filter((secret) => printed.includes(secret))).toEqual([]);
  expect(printed).not.toContain('    at ');

  if (!rest.includes('--json')) {
    expect(printed.split('\n').filter((line) => line.length > 80)).toEqual([]);
  }

  return { exitCode, output, complaints, printed };
};

const sandboxOf = async (account: SandboxAccountName) => {
  const { sandbox } = await runSandbox({ account: sandboxAccounts[account] });

  return sandbox;
};

describe('the command "send"', () => {
  it('delivers a code, in the language of the person', async ({ installed, folder }) => {
    const sandbox = await sandboxOf('ready');
    const { exitCode, output } = await send(
      { installed, folder, sandbox },
      '+55',
      '11',
      '98765-4321',
      '--type',
      'SignIn',
      '--locale',
      'pt-BR'
    );
    const { code, language } = await sandbox.inbox.waitFor(to);

    expect(exitCode).toBe(0);
    expect(code).toMatch(/^\d{6}$/);
    expect(language).toBe('pt_BR');
    expect(output).toContain('templates.0 of the config, which is for SignIn');
    expect(output).toContain('pt_BR, for pt-BR');
    expect(output).toContain('WhatsApp accepted the code in ');
  });

  it('is one JSON value', async ({ installed, folder }) => {
    const sandbox = await sandboxOf('ready');
    const { output, complaints } = await send({ installed, folder, sandbox }, to, '--json');

    expect(JSON.parse(output)).toMatchObject({
      outcome: 'accepted',
      recipient: '+55*********21',
      choice: { servedBy: 'Generic' },
    });
    expect(complaints).toBe('');
  });

  it('sends nothing in a dry run', async ({ installed, folder }) => {
    const sandbox = await sandboxOf('ready');
    const { exitCode, output } = await send({ installed, folder, sandbox }, to, '--dry-run');

    expect(exitCode).toBe(0);
    expect(output).toContain('authorization: Bearer EAA…oken');
    expect(sandbox.inbox.messages).toEqual([]);
  });

  it.for<[SandboxAccountName, string]>([
    ['expired-token', 'Generate a permanent token for a system user'],
    ['number-not-registered', '(133010)'],
    ['other-language', '"verification_code" in en (132001)'],
    ['fresh', '"npx connector-whatsapp-otp templates apply --config connector.json"'],
  ])('ends with 2 and a remedy for %s', async ([account, remedy], { installed, folder }) => {
    const sandbox = await sandboxOf(account);
    const { exitCode, printed } = await send({ installed, folder, sandbox }, to);

    expect(exitCode).toBe(2);
    expect(printed.replaceAll(/\s+/g, ' ')).toContain(remedy);
  });

  it.for([
    ['pair-limit', '(131056)'],
    ['reset', 'It was not sent again'],
    ['hang', 'did not answer within'],
  ] as const)('explains what happens when %s', async ([name, words], { installed, folder }) => {
    const sandbox = await sandboxOf('ready');
    const behaviour = behaviourNamed(name);
    const number = behaviour && magicNumber(behaviour);
    const { exitCode, output } = await send({ installed, folder, sandbox }, number ?? '');

    expect(exitCode).toBe(2);
    expect(output.replaceAll(/\s+/g, ' ')).toContain(words);
  });

  it.for([[], ['--fallback']])(
    'ends when the relay has the code: %o',
    async (options, { installed, folder }) => {
      const sandbox = await sandboxOf('ready');
      const relay = await startStandIn(() => ({ status: 202 }));
      const { exitCode, output } = await send(
        {
          installed,
          folder,
          sandbox,
          config: { relayUrl: `http://127.0.0.1:${relay.port}`, relaySecret },
        },
        to,
        ...options
      );

      expect(exitCode).toBe(0);
      expect(relay.requests.map(({ url }) => url)).toEqual(['/deliveries']);
      expect(output).toContain('watches over it');
    }
  );

  it('teaches by example', async ({ installed }) => {
    const command = new Command(installed.command, 'send', '--help');

    expect(await command.end()).toBe(0);
    expect(command.output).toContain('--type SignIn');
  });

  it('ends cleanly on Ctrl+C', async ({ installed, folder }) => {
    const sandbox = await sandboxOf('ready');
    const file = path.join(folder, 'connector.json');
    await writeFile(file, JSON.stringify(sandbox.connectorConfig), { mode: 0o600 });
    const behaviour = behaviourNamed('hang');
    const number = (behaviour && magicNumber(behaviour)) ?? '';
    const command = new Command(installed.command, 'send', number, '--config', file);
    await eventually(() => {
      expect(sandbox.refusals).toHaveLength(1);
    });

    expect(await command.stop()).toBe(130);
    expect(command.complaints).toContain('Stopped. Whether the code goes out is not known.');
    expect(command.complaints).not.toContain('    at ');
  });
});
