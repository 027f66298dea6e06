import path from 'node:path';

import { describe, expect, onTestFinished, vi } from 'vitest';

import { captureTerminal } from '../../../test/support/captured-terminal.js';
import { relaySecret } from '../../../test/support/registration.js';
import { runSandbox } from '../../../test/support/running-sandbox.js';
import { it, sendIn, sendWith, to } from '../../../test/support/send-command.js';
import { startStandIn } from '../../../test/support/stand-in.js';
import { type Sandbox, sandboxAccounts } from '../../sandbox/index.js';

import { type SendFlags, runSend } from './send.js';

/** Answers every registration in this way. */
const startRelay = async (status: number) => {
  const relay = await startStandIn(() => ({
    status,
    body: JSON.stringify({ error: { code: 'no', message: 'No.' } }),
  }));

  return { relay, config: { relayUrl: `http://127.0.0.1:${relay.port}`, relaySecret } };
};

const fallbackTo = ({ url }: Sandbox) => ({
  fallback: {
    connector: '@logto/connector-http-sms',
    config: { endpoint: `${url}/sms` },
  },
});

describe('a send', () => {
  it('is one real code, and says what was chosen', async ({ folder }) => {
    const { sandbox, exitCode, printed } = await sendWith('ready', {
      folder,
      flags: { type: 'SignIn', locale: 'pt-BR' },
    });
    const [message, ...others] = sandbox.inbox.messages;

    expect(exitCode).toBe(0);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ to, language: 'pt_BR', templateName: 'verification_code' });
    expect(message?.code).toMatch(/^\d{6}$/);
    expect(
      printed
        .replace(/\d+ ms/, '<n> ms')
        .replace(/wamid\.…\S+/, 'wamid.…<end>')
        .replaceAll(sandbox.url, 'http://sandbox')
    ).toMatchInlineSnapshot(`
      "Template    "verification_code": templates.0 of the config, which is for SignIn
      Language    pt_BR, for pt-BR
      Recipient   +55*********21
      Endpoint    http://sandbox/v25.0/100000000000001/messages

      WhatsApp accepted the code in <n> ms.
      Message ID  wamid.…<end> (shortened: it holds the number)

      Accepted is not delivered: look at the phone. If nothing arrives within a
      minute,
      "npx connector-whatsapp-otp doctor --config connector.json"
      looks for the reason, and a relay hears it from Meta.
      Sending the code …
      "
    `);
  });

  it('takes a number as people write it, and a code that is given', async ({ folder }) => {
    const { sandbox } = await sendWith('ready', {
      folder,
      number: '+55 (11) 98765-4321',
      flags: { code: 'ABC123' },
    });

    expect(sandbox.inbox.messages).toMatchObject([{ to, code: 'ABC123', language: 'en_US' }]);
  });

  it('is told to scripts in one value', async ({ folder }) => {
    const { sandbox, captured, printed } = await sendWith('ready', {
      folder,
      flags: { type: 'MfaVerification', uiLocales: 'fr,es-AR', json: true },
    });
    const [message] = sandbox.inbox.messages;

    expect(captured.errors).toBe('');
    expect(JSON.parse(printed)).toMatchObject({
      outcome: 'accepted',
      origin: 'connector.json',
      recipient: '+55*********21',
      messageId: `wamid.…${message?.id.slice(-16)}`,
      choice: {
        templateName: 'verification_code',
        usageType: 'MfaVerification',
        servedBy: 'Generic',
        path: 'templates.3',
        tags: ['fr', 'es-AR'],
        servedTag: 'es-AR',
        language: message?.language,
      },
      endpoint: `${sandbox.url}/v25.0/100000000000001/messages`,
    });
  });

  it('says that a message is held', async ({ folder }) => {
    const { exitCode, printed } = await sendWith('ready', { folder, number: '+13055550115' });

    expect(exitCode).toBe(0);
    expect(printed).toContain('WhatsApp holds the code, after');
    expect(printed).toContain('held_for_quality_assessment');
  });

  it('goes through 360dialog, where the key stands for the number', async ({ folder }) => {
    const { sandbox, exitCode, printed } = await sendWith('ready', {
      folder,
      config: { gateway: '360dialog', accessToken: 'D360sandboxApiKey', phoneNumberId: '' },
    });

    expect(exitCode).toBe(0);
    expect(printed).toContain(`${sandbox.url}/messages\n`);
    expect(printed).not.toContain('D360sandboxApiKey');
    expect(sandbox.inbox.messages).toMatchObject([{ to }]);
  });

  it('finds the number of an account that has one, with nothing but a token', async ({
    folder,
  }) => {
    const { sandbox: other } = await runSandbox();
    const { sandbox } = await runSandbox({
      account: { ...sandboxAccounts.fresh, templates: [{ language: 'en_US' }] },
    });
    const { exitCode } = await sendIn(sandbox, {
      folder,
      config: { templates: other.connectorConfig.templates },
    });

    expect(exitCode).toBe(0);
    expect(sandbox.inbox.messages).toMatchObject([{ to, from: '100000000000001' }]);
  });

  it('asks for a number where the account has two', async ({ folder }) => {
    const { sandbox } = await runSandbox({
      account: {
        ...sandboxAccounts.fresh,
        templates: [{ language: 'en_US' }],
        phoneNumbers: [{ id: '42' }, { id: '43' }],
        connector: { phoneNumberId: '' },
      },
    });
    const { exitCode, printed } = await sendIn(sandbox, { folder });

    expect(exitCode).toBe(2);
    expect(printed).toContain('There is no phone number ID in');
    expect(sandbox.inbox.messages).toEqual([]);
  });

  it('points to "templates apply" where there are none', async ({ folder }) => {
    const { exitCode, captured } = await sendWith('fresh', { folder });

    expect(exitCode).toBe(2);
    expect(captured.output).toBe('');
    expect(captured.errors).toContain(
      `"npx connector-whatsapp-otp templates apply --config ${path.join(folder, 'connector.json')}"`
    );
  });

  it('names what is wrong with the templates', async ({ folder }) => {
    const { printed } = await sendWith('ready', {
      folder,
      config: { templates: [{ usageType: 'Generic', templateName: 'Code', language: 'en-US' }] },
      flags: { json: true },
    });

    expect(printed).toContain('templates.0.language');
    expect(printed).toContain('Write en_US');
  });

  it('says that the templates are no JSON', async () => {
    const captured = captureTerminal();
    vi.stubEnv('WHATSAPP_ACCESS_TOKEN', 'EAAplantedToken');
    vi.stubEnv('WHATSAPP_TEMPLATES', 'nojson');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });

    expect(await runSend([to], {}, captured.terminal)).toBe(2);
    expect(captured.errors).toContain('WHATSAPP_TEMPLATES: This is no JSON.');
  });

  it('asks for one whole number', async () => {
    const captured = captureTerminal();

    expect(await runSend(['5511987654321'], {}, captured.terminal)).toBe(2);
    expect(captured.errors).toContain('Nothing was sent.');
    expect(captured.errors).toContain('Write the number with +');
  });

  it('explains where the config may come from', async () => {
    const captured = captureTerminal({ json: true });

    expect(await runSend([to], { config: '/nowhere.json' }, captured.terminal)).toBe(2);
    expect(JSON.parse(captured.output)).toMatchObject({ outcome: 'failed', problems: [{}] });
  });
});

describe('a dry run', () => {
  it('prints the request without its secrets, and sends nothing', async ({ folder }) => {
    const { sandbox, exitCode, printed } = await sendWith('ready', {
      folder,
      config: { appSecret: 'sandbox_app_secret' },
      flags: { dryRun: true, code: '482913' },
    });

    expect(exitCode).toBe(0);
    expect(printed).toContain(
      `POST ${sandbox.url}/v25.0/100000000000001/messages\n  ?appsecret_proof=***\n`
    );
    expect(printed).toContain('authorization: Bearer EAA…oken\n');
    expect(printed).toContain('"to": "+55*********21"');
    expect(printed.match(/"text": "\*{6}"/g)).toHaveLength(2);
    expect(printed).not.toContain('482913');
    expect(sandbox.inbox.messages).toEqual([]);
  });

  it('is one value for scripts', async ({ folder }) => {
    const { printed } = await sendWith('ready', { folder, flags: { dryRun: true, json: true } });

    expect(JSON.parse(printed)).toMatchObject({
      outcome: 'dry-run',
      request: { method: 'POST', body: { to: '+55*********21' } },
    });
  });

  it('reads the config as the send would that it stands for', async ({ folder }) => {
    vi.spyOn(console, 'warn').mockReturnValue();
    onTestFinished(() => {
      vi.restoreAllMocks();
    });
    const fallback = { connector: 'connector-that-is-not-there', config: {} };
    const { exitCode } = await sendWith('ready', {
      folder,
      config: { fallback },
      flags: { dryRun: true, fallback: true },
    });

    expect(exitCode).toBe(0);
  });

  it('fails as the connector would before it asks Meta', async ({ folder }) => {
    const { exitCode, printed } = await sendWith('ready', {
      folder,
      config: { allowedCountries: 'MX' },
      flags: { dryRun: true },
    });

    expect(exitCode).toBe(2);
    expect(printed).toContain('Codes cannot be sent to phone numbers of this country.');
  });
});

describe('with a relay', () => {
  it.for([{}, { fallback: true }] satisfies SendFlags[])(
    'the registration is there when the command ends: %o',
    async (flags, { folder }) => {
      const { relay, config } = await startRelay(202);
      const { exitCode, printed } = await sendWith('ready', { folder, config, flags });

      expect(exitCode).toBe(0);
      expect(relay.requests.map(({ url }) => url)).toEqual(['/deliveries']);
      expect(printed).toContain(`127.0.0.1:${relay.port} watches over it`);
    }
  );

  it('fails when it has another secret, as in Console', async ({ folder }) => {
    const { config } = await startRelay(401);
    const { exitCode, printed } = await sendWith('ready', { folder, config });

    expect(exitCode).toBe(2);
    expect(printed).toContain('WhatsApp took the code; the relay does not know of it');
    expect(printed).toContain('\nrelaySecret in connector.json\n');
    expect(printed.replaceAll(/\s+/g, ' ')).toContain('WhatsApp took the message, but the relay');
  });

  it('ends with 2 when it has not taken it, as at a sign-in, too', async ({ folder }) => {
    const { config } = await startRelay(401);
    const { sandbox, exitCode, printed } = await sendWith('ready', {
      folder,
      config,
      flags: { fallback: true },
    });

    expect(exitCode).toBe(2);
    expect(printed).toContain('WhatsApp accepted the code');
    expect(printed).toContain('has not taken it (HTTP 401)');
    expect(sandbox.inbox.messages).toHaveLength(1);
  });
});

describe('with a fallback', () => {
  it('sends no SMS unless it is asked to', async ({ folder }) => {
    const { sandbox } = await runSandbox({ account: sandboxAccounts['expired-token'] });
    const { exitCode } = await sendIn(sandbox, { folder, config: fallbackTo(sandbox) });

    expect(exitCode).toBe(2);
    expect(sandbox.inbox.messages).toEqual([]);
  });

  it('says why the code went out by SMS', async ({ folder }) => {
    const { sandbox } = await runSandbox({ account: sandboxAccounts['expired-token'] });
    const { exitCode, printed } = await sendIn(sandbox, {
      folder,
      config: fallbackTo(sandbox),
      flags: { fallback: true },
    });

    expect(exitCode).toBe(0);
    expect(sandbox.inbox.messages).toMatchObject([{ channel: 'sms', to }]);
    expect(printed).toContain('WhatsApp did not take the code, and SMS did');
    expect(printed).toContain('@logto/connector-http-sms');
  });

  it('says that neither channel took it', async ({ folder }) => {
    const { sandbox } = await runSandbox({ account: sandboxAccounts['expired-token'] });
    const { exitCode, printed } = await sendIn(sandbox, {
      folder,
      config: {
        fallback: {
          connector: '@logto/connector-http-sms',
          // Nobody listens there.
          config: { endpoint: 'http://127.0.0.1:1/sms' },
        },
      },
      flags: { fallback: true },
    });

    expect(exitCode).toBe(2);
    expect(printed.replaceAll(/\s+/g, ' ')).toContain('(190/463)');
    expect(printed).toContain('\nfallback in connector.json\n');
  });
});
