import { builtInLanguages as publishedLanguages } from '@logto/phrases-experience'; // eslint-disable-line import/no-extraneous-dependencies -- @logto/cli, a dependency, brings it along
import { describe, expect, it } from 'vitest';

import {
  type StandInOptions,
  logtoCredentials,
  startLogtoStandIn,
} from '../../test/support/logto-stand-in.js';
import { CommandProblem } from '../problem/command-problem.js';

import { builtInLanguages } from './languages.js';
import { type Environment, type Tenant, type TenantFlags, openTenant } from './tenant.js';

const templatesIn = (...language: string[]) =>
  ['SignIn', 'Register', 'ForgotPassword', 'Generic'].map((usageType) => ({
    usageType,
    templateName: 'verification_code',
    language,
  }));

const stored = Object.freeze({
  gateway: 'meta',
  accessToken: 'EAAplantedToken',
  phoneNumberId: '100',
  templates: templatesIn('en_US'),
});

const twilio = Object.freeze({
  connectorId: 'twilio-short-message-service',
  config: { accountSID: 'AC0001', authToken: 'planted-auth-token' },
});

/** A tenant over a socket. */
const open = async (
  options: StandInOptions = {},
  { logtoResource, ...environment }: Environment & TenantFlags = {}
) => {
  const { url, standIn } = await startLogtoStandIn(options);
  const tenant = await openTenant(
    { logto: url, ...(logtoResource !== undefined && { logtoResource }) },
    { ...logtoCredentials, ...environment }
  );

  if (!tenant) {
    throw new Error('There is no tenant.');
  }

  return { tenant, standIn, url };
};

/** As a command does that shows the change to somebody before. */
const save = async (tenant: Tenant, config: Record<string, unknown>) =>
  tenant.saveConfig(config, await tenant.connector());

const problemOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error: unknown) {
    expect(error).toBeInstanceOf(CommandProblem);

    return String(error);
  }

  return 'no problem';
};

const callsTo = ({ requests }: { requests: ReadonlySet<{ method: string; path: string }> }) =>
  Array.from(requests, ({ method, path }) => `${method} ${path}`);

describe('a tenant', () => {
  it('is not there without --logto', async () => {
    await expect(openTenant({}, {})).resolves.toBeUndefined();
  });

  it('is asked for one token only', async () => {
    const { tenant, standIn, url } = await open({ connectors: [{ config: stored }] });

    expect(tenant.origin).toBe(url);
    await Promise.all([tenant.connector(), tenant.languages()]);
    await tenant.connector();

    expect(callsTo(standIn).filter((call) => call === 'POST /oidc/token')).toHaveLength(1);
  });

  it('is asked for another token when the first has expired', async () => {
    const { tenant, standIn } = await open({ connectors: [{ config: stored }] });
    await tenant.connector();
    standIn.expireTokens();

    await expect(tenant.connector()).resolves.toMatchObject({ config: stored });
  });
});

describe('the connector', () => {
  it('is found among others', async () => {
    const { tenant } = await open({
      connectors: [
        { connectorId: 'google', type: 'Social', config: { clientSecret: 'planted' } },
        { config: stored },
      ],
    });

    await expect(tenant.connector()).resolves.toMatchObject({ id: 'connector2', config: stored });
  });

  it('need not be there', async () => {
    const { tenant } = await open({ connectors: [twilio] });

    await expect(tenant.connector()).resolves.toBeUndefined();
  });
});

describe('the languages', () => {
  it('are those that Logto brings along', () => {
    expect(builtInLanguages).toEqual(publishedLanguages);
  });

  it('are those, the one for all others, and what the tenant has added', async () => {
    const { tenant } = await open({
      languageInfo: { autoDetect: true, fallbackLanguage: 'pt-BR' },
      customLanguages: ['ca', 'pt-BR'],
    });
    const { tags, ...rest } = await tenant.languages();

    expect(rest).toEqual({ fallback: 'pt-BR', isDetected: true });
    expect(tags[0]).toBe('pt-BR');
    expect(tags).toEqual(expect.arrayContaining([...builtInLanguages, 'ca']));
    expect(tags).toHaveLength(builtInLanguages.length + 1);
  });

  it('are one when the browser is not heeded', async () => {
    const { tenant } = await open({
      languageInfo: { autoDetect: false, fallbackLanguage: 'de' },
      customLanguages: ['ca'],
    });

    await expect(tenant.languages()).resolves.toEqual({
      tags: ['de'],
      fallback: 'de',
      isDetected: false,
    });
  });

  it('can be read without those that were added', async () => {
    const { tenant } = await open({ customLanguages: 'forbidden' });

    await expect(tenant.languages()).resolves.toMatchObject({ fallback: 'en', isDetected: true });
  });
});

describe('saving', () => {
  it('changes the templates, and nothing else that is stored now', async () => {
    const { tenant, standIn } = await open({
      connectors: [{ config: { ...stored, businessAccountId: '200' } }],
    });
    const templates = templatesIn('en_US', 'pt_BR');

    await expect(
      save(tenant, { accessToken: 'EAAanotherToken', phoneNumberId: '999', templates })
    ).resolves.toBe('updated');
    expect(standIn.connectors).toMatchObject([
      { config: { ...stored, businessAccountId: '200', templates } },
    ]);
    expect([...standIn.requests].find(({ method }) => method === 'PATCH')?.body).toEqual({
      config: { ...stored, businessAccountId: '200', templates },
    });
  });

  it('is verified although Logto drops what is blank', async () => {
    const { tenant } = await open({
      connectors: [{ config: { ...stored, fallback: {}, relayUrl: '' } }],
    });

    await expect(save(tenant, { templates: templatesIn('es') })).resolves.toBe('updated');
  });

  it('creates the connector where there is none', async () => {
    const { tenant, standIn } = await open();

    await expect(save(tenant, { ...stored, appSecret: '' })).resolves.toBe('created');
    expect(standIn.connectors).toMatchObject([{ connectorId: 'whatsapp-otp', config: stored }]);
  });

  it('does not let Logto delete another SMS connector', async () => {
    const { tenant, standIn } = await open({ connectors: [twilio] });
    const problem = await problemOf(save(tenant, { ...stored }));

    expect(problem).toContain('through twilio-short-message-service');
    expect(problem).not.toContain('planted');
    expect(standIn.connectors).toMatchObject([twilio]);
  });

  it('repeats what Logto has against the config', async () => {
    const { tenant, standIn } = await open({
      connectors: [{ config: { ...stored, phoneNumberId: 'EAAplantedToken' } }],
    });

    expect(await problemOf(save(tenant, { templates: [] }))).toMatchInlineSnapshot(`
      "Error: Logto does not take the connector's config; nothing was changed.
        phoneNumberId: The phone number ID consists of digits only. Copy it from WhatsApp Manager → Account tools → Phone numbers; it is not the phone number itself.
        templates: Add a template for Register, SignIn, ForgotPassword, and Generic. Several usage types may have the same template name.
      Mend it, and run the command again."
    `);
    expect(standIn.connectors).toMatchObject([{ config: { templates: stored.templates } }]);
  });

  it('needs a connector that is installed', async () => {
    const { tenant } = await open({ isInstalled: false });

    expect(await problemOf(save(tenant, { ...stored }))).toContain(
      'npx @logto/cli connector add whatsapp-otp'
    );
  });

  it.each(['***', '•••••• x9Qz', '●●●●'])(
    'does not store %s in the place of a secret',
    async (accessToken) => {
      const { tenant, standIn } = await open({
        connectors: [{ config: { ...stored, accessToken } }],
      });

      expect(await problemOf(save(tenant, { templates: templatesIn('es') }))).toContain(
        'Logto gives out accessToken with asterisks'
      );
      expect(callsTo(standIn)).not.toContain('PATCH /api/connectors/connector1');
    }
  );

  it.each([
    [{ phoneNumberId: '777' }, 'see phoneNumberId.'],
    [{ planted: 'key' }, 'see keys that the connector does not have.'],
  ])('notices that something else is stored: %j', async (change, expected) => {
    const { tenant } = await open({
      connectors: [{ config: stored }],
      stores: (config) => ({ ...config, ...change }),
    });
    const problem = await problemOf(save(tenant, { templates: templatesIn('es') }));

    expect(problem).toContain(expected);
    expect(problem).not.toContain('planted');
  });

  it.each([
    ['changed', [{ config: stored }], { templates: templatesIn('de') }],
    ['set up', [], undefined],
  ])('writes nothing over templates that were %s meanwhile', async (_, connectors, change) => {
    const { tenant, standIn } = await open({ connectors });
    const shown = await tenant.target();

    if (change) {
      standIn.edit(change);
    } else {
      await tenant.saveConfig({ ...stored });
    }

    const before = standIn.connectors;
    const problem = await problemOf(
      tenant.saveConfig({ ...stored, templates: templatesIn('es') }, shown)
    );

    expect(problem).toContain('Somebody has changed the connector in the meantime');
    expect(standIn.connectors).toEqual(before);
  });

  it('notices that the connector has gone meanwhile', async () => {
    const { tenant, standIn } = await open({ connectors: [{ config: stored }] });
    standIn.removeBeforeNextWrite();

    expect(await problemOf(save(tenant, { templates: templatesIn('es') }))).toContain(
      'Somebody has changed the connector in the meantime'
    );
  });
});

describe('a connector that is to be written', () => {
  it('is there, or can be created', async () => {
    const { tenant } = await open({ connectors: [{ config: stored }] });
    await expect(tenant.target()).resolves.toMatchObject({ config: stored });

    const { tenant: other } = await open();
    await expect(other.target()).resolves.toBeUndefined();
  });

  it.each<[string, StandInOptions]>([
    ['through twilio-short-message-service', { connectors: [twilio] }],
    ['npx @logto/cli connector add whatsapp-otp', { isInstalled: false }],
    ['with asterisks', { connectors: [{ config: { ...stored, appSecret: '***' } }] }],
  ])('is refused before anything is written: %s', async (expected, options) => {
    const { tenant, standIn } = await open(options);

    expect(await problemOf(tenant.target())).toContain(expected);
    expect(callsTo(standIn).filter((call) => !call.startsWith('GET'))).toEqual([
      'POST /oidc/token',
    ]);
  });
});

describe('a tenant that says no', () => {
  it('to the secret', async () => {
    const { tenant, url } = await open({}, { LOGTO_APP_SECRET: 'planted0wrong0secret' });
    const problem = await problemOf(tenant.connector());

    expect(problem).toContain(`${url} does not take LOGTO_APP_ID and LOGTO_APP_SECRET`);
    expect(problem).not.toContain('planted');
  });

  it('to the resource', async () => {
    const { tenant, url } = await open({ resource: 'https://abc.logto.app/api' });

    expect(await problemOf(tenant.connector())).toContain(
      `${url} has no API https://default.logto.app/api (invalid_target).\nCopy the API identifier`
    );
  });

  it('until the resource is named', async () => {
    const resource = 'https://abc.logto.app/api';
    const { tenant } = await open({ resource }, { logtoResource: resource });

    await expect(tenant.connector()).resolves.toBeUndefined();
  });

  it('to an app without the role', async () => {
    const { tenant } = await open({ hasRole: false });

    expect(await problemOf(tenant.connector())).toContain(
      'may not read the connectors (auth.forbidden).\nGive it the role "Logto Management API access"'
    );
    expect(await problemOf(tenant.languages())).toContain('may not read the sign-in experience');
  });
});
