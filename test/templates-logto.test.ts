/** `templates` with a Logto: its languages, and its connector's config. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { defaultMetadata } from '../src/constant.js';

import { accountId, templatesIn } from './support/account-templates.js';
import { usageTypes, validToken } from './support/config.js';
import { logtoCredentials, startLogtoStandIn } from './support/logto-stand-in.js';
import { clearEnvironment, runTemplates, setUpAccount } from './support/templates-run.js';

vi.mock('../src/cli/output/until-told-to-stop.js', () => ({
  // In this process, nobody is told to stop.
  untilToldToStop: async () =>
    new Promise<void>(() => {
      // Until the end.
    }),
}));

beforeEach(() => {
  clearEnvironment();
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const entries = (...language: string[]) =>
  usageTypes.map((usageType) => ({ usageType, templateName: 'verification_code', language }));

/** An account, and a Logto whose connector leads to it. */
const setUp = async (options: Parameters<typeof startLogtoStandIn>[0] = {}) => {
  const { url, proxy } = await setUpAccount();
  const config = {
    gateway: 'meta',
    accessToken: validToken,
    phoneNumberId: '100000000000001',
    baseUrl: proxy.url,
    allowedCountries: 'BR',
    templates: entries('en_US'),
  };
  const logto = await startLogtoStandIn({ connectors: [{ config }], ...options });

  for (const [name, value] of Object.entries(logtoCredentials)) {
    vi.stubEnv(name, value);
  }

  return { url, config, standIn: logto.standIn, from: ['--logto', logto.url] };
};

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

    expect(asked.exitCode).toBe(0);
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
