/**
 * `relay subscribe` and `relay unsubscribe` in processes of their own, against a sandbox that shakes
 * hands as Meta does.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';

import { Command } from './support/command.js';
import { configFor } from './support/config.js';
import { eventually } from './support/eventually.js';
import { Receiver, closedAddress, verifyToken } from './support/receiver.js';
import { runSandbox } from './support/running-sandbox.js';
import { sendWith } from './support/send.js';

const appSecret = 'planted0app0secret';
const accessToken = 'EAAplantedAccessToken';
const otherVerifyToken = 'planted0verify0token';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** One of the commands from the source; the environment is that of the test. */
const run = async (name: 'subscribe' | 'unsubscribe', ...options: string[]) => {
  const source = new URL(`../src/cli/relay/${name}.ts`, import.meta.url).href;
  const script = `
    import { ${name}Command } from '${source}';
    await ${name}Command().parseAsync(${JSON.stringify(options)}, { from: 'user' });
  `;
  const command = new Command('--import', 'tsx', '--input-type=module', '--eval', script);
  const exitCode = await command.end();

  return { exitCode, output: command.output, complaints: command.complaints };
};

/** A sandbox whose every call has to be proved, and a receiver in the place of a relay. */
const setUp = async () => {
  const relay = await Receiver.start();
  const { sandbox, url } = await runSandbox({
    account: { appSecret, requireProof: true, tokens: { [accessToken]: {} } },
  });
  const environment = {
    WHATSAPP_APP_ID: sandbox.account.appId,
    WHATSAPP_APP_SECRET: appSecret,
    WHATSAPP_VERIFY_TOKEN: verifyToken,
    WHATSAPP_BUSINESS_ACCOUNT_ID: sandbox.account.id,
    WHATSAPP_PHONE_NUMBER_ID: sandbox.connectorConfig.phoneNumberId,
    WHATSAPP_ACCESS_TOKEN: accessToken,
    WHATSAPP_BASE_URL: url,
    RELAY_PUBLIC_URL: relay.url,
  };

  for (const [name, value] of Object.entries(environment)) {
    vi.stubEnv(name, value);
  }

  return {
    relay,
    sandbox,
    send: async (to: string) => {
      await sendWith(
        { ...configFor(sandbox), accessToken, appSecret },
        { to, type: 'SignIn', payload: { code: '482913' } }
      );
      const { id } = await sandbox.inbox.waitFor(to);
      await sandbox.inbox.waitForStatus(id, 'read');
    },
  };
};

describe('the commands', () => {
  it('bring the statuses, and stop them', async () => {
    const { relay, sandbox, send } = await setUp();

    const subscribed = await run('subscribe');

    expect(subscribed).toMatchObject({ exitCode: 0, complaints: '' });
    expect(subscribed.output).toContain(
      `The delivery statuses of the account ${sandbox.account.id} now go to ${relay.url}/webhook.`
    );
    await send('5511987654321');
    await eventually(() => {
      expect(relay.statuses.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
    });

    const unsubscribed = await run('unsubscribe');

    expect(unsubscribed).toMatchObject({ exitCode: 0, complaints: '' });
    expect(unsubscribed.output).toContain(
      `No delivery statuses of the account ${sandbox.account.id} go to ${relay.url}/webhook any more.`
    );
    await send('5511987654322');
    expect(sandbox.webhookState).toEqual({ state: 'none' });
    expect(relay.statuses).toHaveLength(3);

    // After a new subscription, they come again: the silence was not that of a broken receiver.
    await run('subscribe');
    await send('5511987654323');
    await eventually(() => {
      expect(relay.statuses).toHaveLength(6);
    });
  });

  it('take the place of another webhook only when they are told to', async () => {
    const { relay, sandbox } = await setUp();
    const other = await Receiver.start();
    vi.stubEnv('RELAY_PUBLIC_URL', other.url);
    await run('subscribe');
    vi.stubEnv('RELAY_PUBLIC_URL', relay.url);

    const refused = await run('subscribe');

    expect(refused).toMatchObject({ exitCode: 1, output: '' });
    expect(refused.complaints).toContain(`is ${other.url}/webhook.`);
    expect(refused.complaints).toContain('--replace');
    expect(sandbox.webhookState).toMatchObject({ url: `${other.url}/webhook` });

    expect(await run('subscribe', '--replace')).toMatchObject({ exitCode: 0, complaints: '' });
    expect(sandbox.webhookState).toMatchObject({ url: `${relay.url}/webhook` });
  });

  it('explain what is wrong, without a secret and without a stack', async () => {
    const { sandbox } = await setUp();
    const { url: closed } = await closedAddress();
    const cases: ReadonlyArray<readonly [name: string, value: string, expected: string]> = [
      ['WHATSAPP_VERIFY_TOKEN', otherVerifyToken, 'Has WHATSAPP_VERIFY_TOKEN the same value here'],
      ['RELAY_PUBLIC_URL', closed, 'Is the relay running, and reachable from the internet'],
      ['WHATSAPP_APP_SECRET', 'planted0wrong0secret', 'does not take WHATSAPP_APP_SECRET for'],
      ['WHATSAPP_APP_ID', '42', 'does not take WHATSAPP_APP_SECRET for the app 42'],
      ['WHATSAPP_ACCESS_TOKEN', 'EAAplantedWrongToken', 'set it as WHATSAPP_ACCESS_TOKEN'],
      ['WHATSAPP_BUSINESS_ACCOUNT_ID', '42', 'no WhatsApp Business account 42'],
      ['WHATSAPP_PHONE_NUMBER_ID', '42', 'Copy the phone number ID'],
      ['WHATSAPP_BASE_URL', closed, 'could not be reached (ECONNREFUSED)'],
      ['WHATSAPP_ACCESS_TOKEN', '', 'WHATSAPP_ACCESS_TOKEN: It is missing.'],
    ];

    for (const [name, value, expected] of cases) {
      const before = process.env[name];
      vi.stubEnv(name, value);
      // eslint-disable-next-line no-await-in-loop -- they share the environment of this process
      const { exitCode, output, complaints } = await run('subscribe');
      vi.stubEnv(name, before);

      expect(exitCode).toBe(1);
      expect(complaints).toContain(expected);
      expect(output + complaints).not.toContain('planted');
      expect(complaints).not.toContain('    at ');
      expect(sandbox.webhookState).toEqual({ state: 'none' });
    }
  });
});
