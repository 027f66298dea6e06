/** `templates` with a Logto: its languages, and its connector's config. */
import { describe, expect, it, vi } from 'vitest';

import { defaultMetadata } from '../src/constant.js';
import { type SandboxSeed } from '../src/sandbox/index.js';

import { accountId, templatesIn } from './support/account-templates.js';
import { usageTypes, validToken } from './support/config.js';
import { type Treat } from './support/faulty-proxy.js';
import {
  type StandInOptions,
  logtoCredentials,
  startLogtoStandIn,
} from './support/logto-stand-in.js';
import { runTemplates, setUpAccount } from './support/templates-run.js';

const entries = (...language: string[]) =>
  usageTypes.map((usageType) => ({ usageType, templateName: 'verification_code', language }));

type Options = StandInOptions & {
  /** Of the connector in the tenant. */
  change?: Record<string, unknown>;
  account?: SandboxSeed;
  treat?: Treat;
};

/** An account, and a Logto whose connector leads to it. Its sign-in page is in English alone. */
const setUp = async ({ change, account, treat, ...options }: Options = {}) => {
  const { url, proxy } = await setUpAccount(account, treat);
  const config = {
    gateway: 'meta',
    accessToken: validToken,
    phoneNumberId: '100000000000001',
    baseUrl: proxy.url,
    allowedCountries: 'BR',
    templates: entries('en_US'),
    ...change,
  };
  const logto = await startLogtoStandIn({
    connectors: [{ config }],
    languageInfo: { autoDetect: false, fallbackLanguage: 'en' },
    ...options,
  });

  for (const [name, value] of Object.entries(logtoCredentials)) {
    vi.stubEnv(name, value);
  }

  return { url, proxy, config, standIn: logto.standIn, from: ['--logto', logto.url] };
};

/** Sends what creates languages together away, and says that there are too many calls. */
const limited: Treat = ({ edge, method }) =>
  method === 'POST' && edge.endsWith('message_templates')
    ? { status: 400, body: { error: { code: 80_007, message: '(#80007) Rate limit' } } }
    : 'pass';

/** What Meta has of the connector's templates. */
const approved = (...language: string[]): SandboxSeed => ({
  templates: language.map((one) => ({ language: one, codeExpirationMinutes: 10 })),
});

const run = async (...options: string[]) => {
  const result = await runTemplates(...options);

  expect(`${result.output}${result.complaints}`).not.toContain(logtoCredentials.LOGTO_APP_SECRET);

  return result;
};

describe('with a Logto', () => {
  it('the change is shown, and written when that is agreed', async () => {
    const { url, config, standIn, from } = await setUp();
    vi.stubEnv('WHATSAPP_ACCESS_TOKEN', '');
    const asked = await run('apply', ...from, '--languages', 'en_US,es');

    expect(asked.exitCode).toBe(2);
    expect(asked.output).toContain('- verification_code (en_US)');
    expect(asked.output).toContain('+ verification_code (en_US, es)');
    expect(asked.output).toContain('Run the command again with --yes');
    expect(standIn.connectors).toMatchObject([{ config }]);

    const { exitCode, output } = await run('apply', ...from, '--languages', 'es', '--yes');

    expect(exitCode).toBe(0);
    expect(output).toContain('and read back.');
    expect(standIn.connectors).toMatchObject([
      { config: { ...config, templates: entries('en_US', 'es') } },
    ]);
    expect(await templatesIn(url)).toHaveLength(2);

    const again = await run('apply', ...from, '--json');
    expect(JSON.parse(again.output)).toMatchObject({ logto: { result: 'unchanged' } });
  });

  it('its languages are those of the sign-in page, where nothing else names any', async () => {
    const { url, from } = await setUp({
      connectors: [],
      languageInfo: { autoDetect: true, fallbackLanguage: 'es-MX' },
      customLanguages: ['hy'],
    });
    const { exitCode, output } = await run('apply', ...from, '--yes');
    const templates = await templatesIn(url);

    expect(exitCode).toBe(0);
    expect(output).toContain('No templates in WhatsApp for hy');
    expect(templates[0]).toMatchObject({ language: 'es_MX' });
    expect(templates.length).toBeGreaterThan(15);
  });

  it('a connector that is not there is created with the whole config', async () => {
    const { standIn, from } = await setUp({ connectors: [] });
    const { output } = await run('apply', ...from, '--languages', 'es', '--yes');

    expect(output).toMatch(/It\s+would be created/);
    expect(standIn.connectors).toMatchObject([
      {
        connectorId: defaultMetadata.id,
        config: {
          accessToken: validToken,
          phoneNumberId: '100000000000001',
          businessAccountId: accountId,
          templates: ['Register', 'SignIn', 'ForgotPassword', 'Generic'].map((usageType) => ({
            usageType,
            templateName: 'verification_code',
            language: ['es'],
          })),
        },
      },
    ]);
  });

  it('what is under review does not get in front of what works', async () => {
    const { config, standIn, from } = await setUp();
    vi.stubEnv('WHATSAPP_ACCESS_TOKEN', '');
    const options = ['--name', 'pending_x', '--languages', 'en_US,es', '--wait', '0'];
    const { exitCode, output } = await run('apply', ...from, ...options, '--yes');

    expect(exitCode).toBe(0);
    expect(output).toContain('has these templates already');
    expect(output).toContain('Left out until Meta has approved them');
    expect(standIn.connectors).toMatchObject([{ config }]);
  });

  it('nothing is written when nothing can be used', async () => {
    const { config, standIn, from } = await setUp();
    vi.stubEnv('WHATSAPP_ACCESS_TOKEN', '');
    const { exitCode } = await run('apply', ...from, '--name', 'rejected_x', '--yes');

    expect(exitCode).toBe(2);
    expect(standIn.connectors).toMatchObject([{ config }]);
  });
});

describe('a run that does not get to its end', () => {
  it('takes no language away, and the next one finishes', async () => {
    const limit = new Set(['on']);
    const { url, config, standIn, from } = await setUp({
      account: approved('en_US'),
      change: { templates: entries('en_US', 'pt_BR') },
      treat: async (call, count) => (limit.size > 0 ? limited(call, count) : 'pass'),
    });
    vi.stubEnv('WHATSAPP_ACCESS_TOKEN', '');
    const stopped = await run('apply', ...from, '--yes');

    expect(stopped.exitCode).toBe(2);
    expect(stopped.output).toContain('Not written, because not everything was tried.');
    expect(standIn.connectors).toMatchObject([{ config }]);

    limit.clear();
    expect(await run('apply', ...from, '--yes')).toMatchObject({ exitCode: 0 });
    expect(await templatesIn(url)).toMatchObject([{ language: 'en_US' }, { language: 'pt_BR' }]);
    expect(standIn.connectors).toMatchObject([{ config }]);
  });

  it('keeps what Meta did not create or unpause, until it does', async () => {
    const { config, standIn, from } = await setUp({
      account: {
        templates: [
          { language: 'en_US', codeExpirationMinutes: 10 },
          { language: 'es', codeExpirationMinutes: 10, status: 'PAUSED' },
        ],
      },
      change: { templates: entries('en_US', 'es', 'pt_BR') },
      treat: ({ edge, method }) =>
        method === 'POST' && edge !== 'upsert_message_templates'
          ? { status: 400, body: { error: { code: 100, message: 'No' } } }
          : 'pass',
    });
    vi.stubEnv('WHATSAPP_ACCESS_TOKEN', '');
    const { exitCode, output } = await run('apply', ...from, '--yes');

    expect(exitCode).toBe(2);
    expect(output.replaceAll(/\s+/g, ' ')).toContain(
      'Kept, although codes cannot go out with these yet: verification_code in es, pt_BR.'
    );
    expect(standIn.connectors).toMatchObject([{ config }]);
  });

  it('creates no language of the sign-in page that the config does without', async () => {
    const { url, config, from } = await setUp({
      account: approved('es'),
      change: { templates: entries('es') },
      languageInfo: { autoDetect: true, fallbackLanguage: 'es' },
    });
    vi.stubEnv('WHATSAPP_ACCESS_TOKEN', '');

    expect(await run('apply', ...from, '--yes')).toMatchObject({ exitCode: 0 });
    expect(await templatesIn(url)).toMatchObject([{ language: 'es' }]);
    expect(config.templates).toEqual(entries('es'));
  });
});

describe('a connector that cannot be written', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['of another number', { phoneNumberId: '100000000000009' }, 'none of account'],
    ['of another account', { businessAccountId: '200000000000009' }, 'businessAccountId'],
    ['of another gateway', { gateway: '360dialog' }, '360dialog there, meta here'],
    ['whose templates are broken', { templates: [{ usageType: 'SignIn' }] }, 'cannot be read'],
    ['whose secrets are masked', { appSecret: '***' }, 'asterisks'],
  ])('is refused before anything is created: one %s', async (_, change, expected) => {
    const { url, config, standIn, from } = await setUp({ change });
    const { exitCode, complaints } = await run('apply', ...from, '--languages', 'es', '--yes');

    expect(exitCode).toBe(2);
    expect(complaints).toContain(expected);
    expect(await templatesIn(url)).toEqual([]);
    expect(standIn.connectors).toMatchObject([{ config }]);
  });

  it.each<[string, StandInOptions, string]>([
    [
      'has another SMS connector',
      { connectors: [{ connectorId: 'twilio-short-message-service', config: {} }] },
      'twilio-short-message-service',
    ],
    [
      'has ours not installed',
      { connectors: [], isInstalled: false },
      'connector add whatsapp-otp',
    ],
  ])('is refused before anything is created, when the tenant %s', async (_, options, expected) => {
    const { url, from } = await setUp(options);
    const { exitCode, complaints } = await run('apply', ...from, '--languages', 'es', '--yes');

    expect(exitCode).toBe(2);
    expect(complaints).toContain(expected);
    expect(await templatesIn(url)).toEqual([]);
  });

  it('is told besides what was created', async () => {
    const { url, from } = await setUp({ change: { relayUrl: 'nowhere' } });
    vi.stubEnv('WHATSAPP_ACCESS_TOKEN', '');
    const options = ['--languages', 'es', '--yes', '--json'];
    const { exitCode, output } = await run('apply', ...from, ...options);

    expect(exitCode).toBe(2);
    expect(JSON.parse(output)).toMatchObject({
      error: { meaning: expect.stringContaining('does not take the connector') as unknown },
      results: [{ language: 'es', status: 'APPROVED' }],
    });
    expect(await templatesIn(url)).toHaveLength(1);
  });

  it('does not depend on what only a new connector needs', async () => {
    const { standIn, from } = await setUp({
      change: { businessAccountId: accountId },
      treat: ({ edge }) =>
        edge === 'phone_numbers'
          ? { status: 400, body: { error: { code: 100, message: 'No' } } }
          : 'pass',
    });
    vi.stubEnv('WHATSAPP_BUSINESS_ACCOUNT_ID', accountId);

    expect(await run('apply', ...from, '--languages', 'es', '--yes')).toMatchObject({
      exitCode: 0,
    });
    expect(standIn.connectors).toMatchObject([{ config: { templates: entries('en_US', 'es') } }]);
  });
});
