/** `npx connector-whatsapp-otp sandbox`, as it is packed, in a process of its own. */
import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { describe, expect } from 'vitest';

import { buildPayload } from '../src/meta/messages.js';

import { Command } from './support/command.js';
import { validToken } from './support/config.js';
import { eventually } from './support/eventually.js';
import { it } from './support/installed-command.js';
import { type Installed } from './support/installed.js';

const execute = promisify(execFile);
const to = '+5511987654321';
const code = '482913';

const start = ({ command }: Installed, ...options: string[]): Command =>
  new Command(command, 'sandbox', '--port', '0', ...options);

const send = async (url: string): Promise<Response> =>
  fetch(`${url}/v25.0/100000000000001/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${validToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(
      buildPayload({ to, templateName: 'verification_code', language: 'en_US', code })
    ),
  });

const getJson = async (url: string): Promise<unknown> => {
  const response = await fetch(url);

  return response.json();
};

describe('the command "sandbox"', () => {
  it('starts with what one has to know, and ends when it is told to', async ({ installed }) => {
    const command = start(installed, '--json', '--latency', 'none');
    const url = await command.url();
    const [page, latest] = await Promise.all([fetch(url), send(url)]);

    expect(await page.text()).toContain('<title>');
    expect(latest.status).toBe(200);
    expect(await getJson(`${url}/inbox/5511987654321/latest?wait=10s`)).toMatchObject({ code });
    // Started, accepted, sent, delivered, read.
    const events = await command.events(5);
    expect(events.slice(1)).toMatchObject([
      { event: 'accepted', to: '+*********4321' },
      { event: 'status', status: 'sent' },
      { event: 'status', status: 'delivered' },
      { event: 'status', status: 'read' },
    ]);
    expect(await command.stop()).toBe(0);
    expect(command.output).not.toContain(code);
    expect(command.output).not.toContain(to.slice(1));
    expect(command.complaints).toBe('');
  });

  it('prints the fields of the form for people', async ({ installed }) => {
    const command = start(installed, '--quiet');

    await expect
      .poll(() => command.output, { timeout: 15_000 })
      .toMatch(/Access token +EAAsandboxValidToken/);
    expect(command.output).toMatch(/Base URL +http:\/\/127\.0\.0\.1:\d+/);
    expect(await command.stop()).toBe(0);
  });

  it('keeps what it holds in a folder, also when it is stopped at once', async ({
    installed,
    folder,
  }) => {
    const first = start(installed, '--json', '--state', folder);
    await send(await first.url());
    await first.stop();

    const second = start(installed, '--json', '--state', folder);
    const inbox = await getJson(`${await second.url()}/inbox`);
    await second.stop();

    expect(inbox).toMatchObject({ messages: [{ to, code }] });
    expect(await readdir(folder)).toEqual(['sandbox.json']);
  });

  it('starts with an account that is broken in one way', async ({ installed }) => {
    const command = start(installed, '--account', 'expired-token', '--quiet');

    await eventually(() => {
      expect(command.output).toMatch(/Access token +EAAsandboxExpiredToken/);
    });
    expect(command.output).toContain('The access token has expired');
    expect(await command.stop()).toBe(0);
  });

  it('says what to do first with an account that is new', async ({ installed }) => {
    const command = start(installed, '--account', 'fresh', '--quiet');

    await eventually(() => {
      expect(command.output).toContain('templates apply');
    });
    expect(command.output).toMatch(
      /export WHATSAPP_ACCESS_TOKEN=EAAsandboxValidToken WHATSAPP_BASE_URL=http:\S+\n/
    );
    expect(await command.stop()).toBe(0);
  });

  it('names its accounts in the help', async ({ installed }) => {
    const command = start(installed, '--help');

    expect(await command.end()).toBe(0);
    expect(command.output).toMatch(/expired-token +The access token has expired/);
    expect(command.lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('reads a seed and rules', async ({ installed, folder }) => {
    const seed = path.join(folder, 'seed.json');
    await writeFile(seed, JSON.stringify({ phoneNumbers: [{ id: '42' }], tokens: { mine: {} } }));

    const command = start(installed, '--json', '--seed', seed, '--rule', 'messageStatus=always');
    const [started] = await command.events(1);
    await command.stop();

    expect(started).toMatchObject({
      connectorConfig: { phoneNumberId: '42', accessToken: 'mine' },
    });
  });

  it('warns when others can reach it', async ({ installed }) => {
    const command = start(installed, '--json', '--host', '0.0.0.0');
    const url = await command.url();
    await command.stop();

    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(command.complaints).toContain('Everybody who reaches this machine can read its codes');
  });

  it.for([
    [['--port', '70000'], 'It has to be a number from 0 to 65535'],
    [['--rule', 'messageStatus=never'], 'The rules are bareNumbers, messageStatus'],
    [['--rule', 'nonsense=1'], 'nonsense'],
    [['--account', 'nobody'], 'The accounts are ready, fresh, expired-token,'],
    [['--account', 'fresh', '--seed', 'seed.json'], "cannot be used with option '--seed <file>'"],
    [['--seed', '/nowhere/seed.json'], 'cannot be read. Check its path.'],
    [['--webhook', 'localhost'], 'It has to be an address such as http://'],
    [['--graph-version', '26'], 'Write it like v26.0.'],
    [['--latency', 'quick'], 'Allowed choices are none, fast, real, slow.'],
    [['--state', '/dev/null'], '/dev/null'],
  ] as const)('says what is wrong with %s', async ([options, message], { installed }) => {
    const command = start(installed, ...options);

    expect(await command.end()).toBe(1);
    expect(command.complaints).toContain(message);
    expect(command.complaints).not.toContain('    at ');
  });

  it('says which port is taken', async ({ installed }) => {
    const first = start(installed, '--json');
    const { port } = new URL(await first.url());
    const second = new Command(installed.command, 'sandbox', '--port', port);

    expect(await second.end()).toBe(1);
    expect(second.complaints).toContain(`Port ${port} is taken.`);
    await first.stop();
  });

  it('is found by Node as a module, too', async ({ installed }) => {
    const script = `
      import { startSandbox } from 'connector-whatsapp-otp/sandbox';
      const sandbox = await startSandbox();
      console.log((await fetch(sandbox.url + '/page/main.js')).status);
      await sandbox.close();
    `;
    const { stdout } = await execute(process.execPath, ['--input-type=module', '-e', script], {
      cwd: installed.folder,
    });

    expect(stdout.trim()).toBe('200');
  });
});
