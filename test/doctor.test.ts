/** `connector-whatsapp-otp doctor` against a sandbox, a relay and a Logto over sockets. */
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { listen } from '../src/relay/http/listen.js';
import { type SandboxAccountName, sandboxAccounts } from '../src/sandbox/index.js';

import { Command } from './support/command.js';
import { examine } from './support/doctor-command.js';
import { eventually } from './support/eventually.js';
import { FaultyServer } from './support/faulty-server.js';
import { logtoCredentials, startLogtoStandIn } from './support/logto-stand-in.js';
import { Receiver, closedAddress } from './support/receiver.js';
import { relaySecret } from './support/registration.js';
import { awayDatabase, awayLedger, createTestApp, verifyToken } from './support/relay-app.js';
import { runSandbox } from './support/running-sandbox.js';
import { startSlowWay } from './support/slow-way.js';
import { startStandIn } from './support/stand-in.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

const template = 'template:verification_code';

/** What each account of the sandbox is told, in the order of the report: the cause, and little else. */
const diagnoses: Readonly<Record<SandboxAccountName, readonly string[]>> = {
  ready: [],
  fresh: ['config:templates: failed'],
  'expired-token': ['token-valid: failed'],
  'revoked-token': ['token-valid: failed'],
  'unknown-token': ['token-valid: failed'],
  'token-expires-soon': ['token-expiry: warning'],
  'user-token': ['token-kind: warning'],
  'other-app-token': ['app-secret: failed'],
  'no-messaging-permission': ['token-permissions: failed'],
  'no-management-permission': ['token-permissions: failed'],
  'no-assets': ['token-account: failed'],
  'proof-required': ['app-secret: failed'],
  'wrong-app-secret': ['app-secret: failed'],
  'wrong-number-id': ['number-found: failed'],
  'wrong-account-id': ['account-found: failed'],
  'unverified-business': ['business-verification: failed', 'messaging-limit: warning'],
  'account-rejected': ['account-review: failed'],
  'payment-missing': ['payment: failed'],
  'low-limit': ['messaging-limit: warning'],
  'number-not-registered': ['number-status: failed'],
  'number-not-verified': ['number-status: failed'],
  'number-disconnected': ['number-status: failed'],
  'number-restricted': ['number-status: failed'],
  'number-banned': ['number-status: failed'],
  'number-flagged': ['number-status: warning', 'number-quality: failed'],
  'low-quality': ['number-quality: failed'],
  'display-name-declined': ['number-name: failed'],
  'test-number': ['number-mode: warning'],
  'templates-pending': [`${template}: failed`],
  'template-rejected': [`${template}: failed`],
  'template-paused': [`${template}: failed`],
  'template-disabled': [`${template}: failed`],
  'template-missing': ['template:login_code: failed'],
  'other-language': [`${template}: failed`],
  'long-ttl': ['template-ttl: warning'],
};

const exitCodeFor = (problems: readonly string[], whenWarned: number): number => {
  if (problems.some((problem) => problem.endsWith('failed'))) {
    return 2;
  }

  return problems.length > 0 ? whenWarned : 0;
};

describe('each account of the sandbox', () => {
  it.each(Object.entries(sandboxAccounts))('is diagnosed: %s', async (name, account) => {
    const { sandbox } = await runSandbox({ account });
    const config = sandbox.connectorConfig;
    const { problems, exitCode, report, output } = await examine({ config });
    const expected = new Map(Object.entries(diagnoses)).get(name) ?? ['unknown account'];

    expect(problems).toEqual(expected);
    expect(exitCode).toBe(exitCodeFor(expected, 0));
    expect(output.trimEnd().endsWith(report.verdict)).toBe(true);
    expect(report.verdict).toMatch(
      expected.length > 0 ? /start with: / : /^All well: \d+ checks passed\.$/
    );
    const strict = await examine({ config, flags: { strict: true } });
    expect(strict.exitCode).toBe(exitCodeFor(expected, 1));
  });

  it('is well with the token alone, once there are templates', async () => {
    const { sandbox } = await runSandbox({
      account: { tokens: { EAAsandboxValidToken: { assets: ['200000000000001'] } } },
    });
    const { accessToken, baseUrl, templates } = sandbox.connectorConfig;
    const { exitCode, whyOf } = await examine({
      environment: {
        WHATSAPP_ACCESS_TOKEN: accessToken,
        WHATSAPP_BASE_URL: baseUrl,
        WHATSAPP_TEMPLATES: JSON.stringify(templates),
      },
    });

    expect(exitCode).toBe(0);
    expect(whyOf('config:WHATSAPP_PHONE_NUMBER_ID')).toMatch(/was found: 10{13}1/);
  });
});

/** What the doctor says of a Meta that is none. */
const examineAt = async (baseUrl: string) => {
  const { sandbox } = await runSandbox();

  return examine({ config: { ...sandbox.connectorConfig, baseUrl } });
};

describe('a Meta that cannot be asked', () => {
  it('is told of once, when nobody is there', async () => {
    const { url } = await closedAddress();
    const { problems, whyOf, report } = await examineAt(url);

    expect(problems).toEqual(['graph-answers: failed']);
    expect(whyOf('graph-answers')).toMatch(/could not be reached \(ECONNREFUSED\)/);
    expect(report.verdict).toBe('1 failed; start with: Config → Graph API answers.');
  });

  it.each([200, 502])('is told of once, when a page answers with %i', async (status) => {
    const { port } = await startStandIn(() => ({ status, body: '<html>planted</html>' }));
    const { problems, whyOf } = await examineAt(`http://127.0.0.1:${port}`);

    expect(problems).toEqual(['graph-answers: failed']);
    expect(whyOf('graph-answers')).toMatch(new RegExp(`HTTP ${status}, but not as Meta does`));
  });
});

describe('the Graph version', () => {
  it.each([
    ['v20.0', 'graph-version: failed', /expired on 2026-09-24: Meta runs v21\.0 in its place/],
    ['v21.0', 'graph-version: warning', /can be called until 2027-01-21/],
  ])('%s is told of', async (apiVersion, problem, why) => {
    const { sandbox } = await runSandbox();
    const { problems, whyOf } = await examine({
      config: { ...sandbox.connectorConfig, apiVersion },
    });

    expect(problems).toEqual([problem]);
    expect(whyOf('graph-version')).toMatch(why);
  });
});

const startRelay = async (rest: Parameters<typeof createTestApp>[1] = {}) => {
  const { app } = createTestApp({ ledger: awayLedger, database: awayDatabase }, rest);
  const { url, close } = await listen(app, { host: '127.0.0.1', port: 0, isAlone: false });
  onTestFinished(close);

  return url;
};

type RelaySetting = {
  url: string;
  /** Where Meta sends statuses. */
  webhookUrl?: string;
  isSubscribed?: boolean;
  secret?: string;
};

const examineRelay = async ({ url, webhookUrl, isSubscribed = true, secret }: RelaySetting) => {
  // It shakes hands with whoever knows its own verify token.
  const { sandbox } = await runSandbox({
    ...(webhookUrl !== undefined && { webhook: { url: webhookUrl, verifyToken } }),
  });
  const account = `${sandbox.url}/v25.0/${sandbox.account.id}/subscribed_apps`;
  await fetch(account, {
    method: isSubscribed ? 'POST' : 'DELETE',
    headers: { authorization: `Bearer ${sandbox.connectorConfig.accessToken}` },
  });

  return examine({
    config: {
      ...sandbox.connectorConfig,
      appSecret: sandbox.account.appSecret,
      relayUrl: url,
      relaySecret: secret ?? relaySecret,
    },
    environment: { RELAY_PUBLIC_URL: url, WHATSAPP_VERIFY_TOKEN: verifyToken },
  });
};

describe('a relay', () => {
  it('is well', async () => {
    const url = await startRelay();
    const { problems, report } = await examineRelay({ url, webhookUrl: `${url}/webhook` });
    const delivery = report.findings.filter(({ group }) => group === 'Delivery');

    expect(problems).toEqual([]);
    expect(delivery.map(({ id, state }) => `${id}: ${state}`)).toEqual([
      'relay: passed',
      'relay-secret: passed',
      'relay-clock: passed',
      'webhook-subscription: passed',
      'webhook-target: passed',
      'webhook-fields: passed',
      'webhook-answers: passed',
      'fallback: skipped',
    ]);
  });

  it('has another secret', async () => {
    const url = await startRelay();
    const secret = 'planted-other-secret-of-the-relay-0123';
    const { problems } = await examineRelay({ url, webhookUrl: `${url}/webhook`, secret });

    expect(problems).toEqual(['relay-secret: failed']);
  });

  it('is not ready', async () => {
    const url = await startRelay({ isReady: async () => false });
    const { problems, whyOf } = await examineRelay({ url, webhookUrl: `${url}/webhook` });

    expect(problems).toEqual(['relay: failed']);
    expect(whyOf('relay')).toMatch(/its database does not answer/);
  });

  it('is not there', async () => {
    const { url } = await closedAddress();
    const { problems } = await examineRelay({ url, webhookUrl: `${url}/webhook` });

    expect(problems).toEqual(['relay: failed']);
  });

  it('is something else', async () => {
    const receiver = await Receiver.start();
    const { url } = receiver;
    const { problems } = await examineRelay({ url, webhookUrl: `${url}/webhook` });

    expect(problems).toEqual(['relay: failed', 'webhook-answers: failed']);
  });

  it('is not subscribed', async () => {
    const url = await startRelay();
    const { problems } = await examineRelay({
      url,
      webhookUrl: `${url}/webhook`,
      isSubscribed: false,
    });

    expect(problems).toEqual(['webhook-subscription: failed']);
  });

  it('has no webhook', async () => {
    const { problems } = await examineRelay({ url: await startRelay() });

    expect(problems).toEqual(['webhook-target: failed', 'webhook-fields: failed']);
  });

  it('is not where the webhook goes', async () => {
    const receiver = await Receiver.start();
    const { problems, whyOf } = await examineRelay({
      url: await startRelay(),
      webhookUrl: `${receiver.url}/hook?key=planted`,
    });

    expect(problems).toEqual(['webhook-target: failed', 'webhook-answers: failed']);
    expect(whyOf('webhook-target')).toContain(`${receiver.url}/hook?…`);
    // Once by Meta, when the webhook was set there; nobody else is told it.
    expect(
      receiver.handshakes.filter((query) => query.get('hub.verify_token') === verifyToken)
    ).toHaveLength(1);
  });
});

describe('the SMS fallback', () => {
  const connector = '@logto/connector-twilio-sms';

  it.each([
    [{ accountSID: 'AC1' }, ['relay: warning', 'fallback-config: failed']],
    [
      {
        accountSID: 'planted-sid',
        authToken: 'planted-auth-token',
        fromMessagingServiceSID: 'MG1',
      },
      ['relay: warning', 'fallback-config: failed'],
    ],
  ])('has a config that its connector does not take: %j', async (config, expected) => {
    const { sandbox } = await runSandbox();
    const { problems } = await examine({
      config: { ...sandbox.connectorConfig, fallback: { connector, config } },
    });

    expect(problems).toEqual(expected);
  });

  it('is not installed here, or has a typo: nobody can tell', async () => {
    const { sandbox } = await runSandbox();
    const { problems, whyOf } = await examine({
      config: {
        ...sandbox.connectorConfig,
        fallback: { connector: '@logto/connector-nowhere-sms', config: { key: 'planted-key' } },
      },
    });

    expect(problems).toEqual(['relay: warning', 'fallback-config: warning']);
    expect(whyOf('fallback')).toMatch(/is not known here/);
  });
});

describe('360dialog', () => {
  it.each([
    ['D360sandboxApiKey', []],
    ['D360anotherApiKey', ['gateway-key: failed']],
  ])('is asked with the key %s', async (accessToken, expected) => {
    const { sandbox } = await runSandbox();
    const { baseUrl, templates } = sandbox.connectorConfig;
    const { problems } = await examine({
      config: { gateway: '360dialog', accessToken, baseUrl, templates },
    });

    expect(problems).toEqual(expected);
  });
});

describe('a tenant of Logto', () => {
  it('has languages without a template', async () => {
    const { sandbox } = await runSandbox();
    const { url } = await startLogtoStandIn({
      connectors: [{ config: { ...sandbox.connectorConfig } }],
      languageInfo: { autoDetect: false, fallbackLanguage: 'de' },
    });
    const { problems, whyOf, output } = await examine({
      flags: { logto: url },
      environment: logtoCredentials,
    });

    expect(problems).toEqual(['languages: warning']);
    expect(whyOf('languages')).toMatch(/^No template for .*de.*: those people get en_US\.$/);
    expect(output).toContain(`All that is needed stands in ${url}.`);
  });

  it('has them also where 360dialog sends', async () => {
    const { sandbox } = await runSandbox();
    const { baseUrl, templates } = sandbox.connectorConfig;
    const { url } = await startLogtoStandIn({
      languageInfo: { autoDetect: false, fallbackLanguage: 'de' },
    });
    const { problems } = await examine({
      config: { gateway: '360dialog', accessToken: 'D360sandboxApiKey', baseUrl, templates },
      flags: { logto: url },
      environment: logtoCredentials,
    });

    expect(problems).toEqual(['languages: warning']);
  });

  it('says nothing, which is not well', async () => {
    const { sandbox } = await runSandbox();
    const server = await FaultyServer.start({});
    onTestFinished(async () => server.close());
    const { problems, whyOf, exitCode } = await examine({
      config: { ...sandbox.connectorConfig },
      flags: { logto: server.url, strict: true },
      environment: logtoCredentials,
    });

    expect(problems).toEqual(['languages: warning']);
    expect(whyOf('languages')).toMatch(/did not answer within 4 s/);
    expect(exitCode).toBe(1);
  });
});

/** The command from the source, in a process of its own. */
const start = (...options: string[]) => {
  const source = new URL('../src/cli/doctor/doctor.ts', import.meta.url).href;
  const script = `
    import { doctorCommand } from '${source}';
    await doctorCommand().parseAsync(${JSON.stringify(options)}, { from: 'user' });
    process.exit();
  `;

  return new Command('--import', 'tsx', '--input-type=module', '--eval', script);
};

describe('the command', () => {
  it('ends at once when it is told to stop, while Meta says nothing', async () => {
    const server = await FaultyServer.start({});
    onTestFinished(async () => server.close());
    vi.stubEnv('WHATSAPP_ACCESS_TOKEN', 'EAAplantedAccessToken');
    vi.stubEnv('WHATSAPP_BASE_URL', server.url);
    const command = start();
    await eventually(() => {
      expect(command.complaints).toContain('Asking Meta');
    });

    expect(await command.stop()).toBe(130);
    expect(command.complaints).toMatch(/Stopped\. The doctor changes nothing/);
    expect(command.output).toBe('');
  });

  it('ends with 2 when something failed', async () => {
    const { url } = await closedAddress();
    vi.stubEnv('WHATSAPP_ACCESS_TOKEN', 'EAAplantedAccessToken');
    vi.stubEnv('WHATSAPP_BASE_URL', url);

    expect(await start('--json').end()).toBe(2);
  });
});

describe('the time', () => {
  it('is that of two answers, however many checks there are', async () => {
    const { sandbox } = await runSandbox();
    const way = await startSlowWay(sandbox.url, 150);
    const startedAt = performance.now();
    const { problems } = await examine({
      config: { ...sandbox.connectorConfig, baseUrl: way.url, appSecret: 'sandbox_app_secret' },
    });

    expect(problems).toEqual([]);
    // It ran twice.
    expect(way.rounds).toBeLessThanOrEqual(2 * 2);
    expect(performance.now() - startedAt).toBeLessThan(2 * 3000);
  });
});
