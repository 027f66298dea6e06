/** `templates` as a whole, against a sandbox: from nothing, with drift, refused. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { describe, expect, it, vi } from 'vitest';

import { type SandboxSeed } from '../src/sandbox/index.js';

import { accountId, decide, templatesIn } from './support/account-templates.js';
import { validToken } from './support/config.js';
import { runSandbox } from './support/running-sandbox.js';
import {
  runTemplates,
  setUpAccount,
  temporaryFolder,
  useAddress,
} from './support/templates-run.js';

const apply = ['apply', '--languages', 'en_US,es,pt-BR'];

describe('from nothing', () => {
  it('a token is enough', async () => {
    const { url, proxy } = await setUpAccount();
    const file = path.join(await temporaryFolder(), 'connector.json');

    const planned = await runTemplates('plan', '--languages', 'en_US,es,pt-BR');
    expect(planned).toMatchObject({ exitCode: 0 });
    expect(planned.output).toContain('create       en_US, es, pt_BR');
    expect(await templatesIn(url)).toEqual([]);

    const applied = await runTemplates(...apply, '--save', file);
    expect(applied).toMatchObject({ exitCode: 0 });
    expect(applied.output).toContain('3 of 3 approved');
    expect(proxy.writes.map(({ edge }) => edge)).toEqual(['upsert_message_templates']);
    expect(await templatesIn(url)).toMatchObject(
      ['en_US', 'es', 'pt_BR'].map((language) => ({
        name: 'verification_code',
        language,
        status: 'APPROVED',
        ttlSeconds: 600,
        codeExpirationMinutes: 10,
        securityRecommendation: true,
      }))
    );

    const { mode } = await stat(file);
    // eslint-disable-next-line no-bitwise -- the mode of a file is a set of bits
    expect(mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      accessToken: validToken,
      phoneNumberId: '100000000000001',
      businessAccountId: accountId,
      templates: ['Register', 'SignIn', 'ForgotPassword', 'Generic'].map((usageType) => ({
        usageType,
        templateName: 'verification_code',
        language: ['en_US', 'es', 'pt_BR'],
      })),
    });

    // With the file, everything is as it has to be.
    vi.stubEnv('WHATSAPP_ACCESS_TOKEN', '');
    const again = await runTemplates('apply', '--config', file);
    expect(again).toMatchObject({ exitCode: 0 });
    expect(proxy.writes).toHaveLength(1);
    const listed = await runTemplates('status', '--config', file);
    expect(listed.output).toContain('used for Register, SignIn, ForgotPassword, Generic');
  });

  it('each usage type can have its own, with its own label', async () => {
    const { url } = await setUpAccount();
    const { exitCode, output } = await runTemplates(
      'apply',
      '--per-usage-type',
      '--name',
      'otp',
      '--languages',
      'en',
      '--button-text',
      'Take it',
      '--no-expiry',
      '--no-security-line',
      '--ttl',
      '90',
      '--json'
    );

    expect(exitCode).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      pending: [],
      templates: [
        { usageType: 'Register', templateName: 'otp_register', language: ['en'] },
        { usageType: 'SignIn', templateName: 'otp_sign_in', language: ['en'] },
        { usageType: 'ForgotPassword', templateName: 'otp_forgot_password', language: ['en'] },
        { usageType: 'Generic', templateName: 'otp_generic', language: ['en'] },
      ],
    });
    const templates = await templatesIn(url);
    expect(templates).toHaveLength(4);
    expect(templates[0]).toMatchObject({
      buttonText: 'Take it',
      ttlSeconds: 90,
      securityRecommendation: false,
    });
    expect(templates[0]).not.toHaveProperty('codeExpirationMinutes');
  });

  it('texts are shown before', async () => {
    await setUpAccount();
    const { output } = await runTemplates('preview', '--languages', 'es', '--expires-in', '5');

    expect(output).toContain('Tu código de verificación es 123456.');
    expect(output).toContain('Este código caduca en 5 minutos.');
    expect(output).toContain('[ Copiar código ]');
  });
});

describe('with drift', () => {
  const templates: SandboxSeed['templates'] = [
    { language: 'en_US', codeExpirationMinutes: 10 },
    { language: 'es', codeExpirationMinutes: 10, ttlSeconds: 900 },
    { language: 'de', codeExpirationMinutes: 5 },
    { language: 'fr', codeExpirationMinutes: 10, securityRecommendation: false },
    { language: 'it', codeExpirationMinutes: 10, status: 'PAUSED' },
    { language: 'ja', codeExpirationMinutes: 10, status: 'DISABLED' },
    { language: 'ko', codeExpirationMinutes: 3, status: 'REJECTED' },
    { name: 'other', language: 'en_US' },
  ];

  it('changes what differs, and leaves the rest alone', async () => {
    const { url, proxy } = await setUpAccount({ templates });
    const options = ['--languages', 'en_US,es,de,fr,it,ja,ko'];
    const { output } = await runTemplates('plan', ...options);

    expect(output).toContain('TTL 900 s → 600 s');
    expect(output).toContain('expiry 5 min → 10 min');
    expect(output).toContain('security line no → yes');
    expect(output).toContain('unpause      it');
    expect(output).toContain('Meta has disabled it for good');
    expect(output).toContain('other: en_US');
    expect(output).toContain('While Meta reviews a change');
    expect(proxy.writes).toEqual([]);

    const applied = await runTemplates('apply', ...options, '--yes');

    expect(applied.exitCode).toBe(2);
    expect(applied.output).toContain('6 of 7 approved, 1 failed');
    expect(applied.output).toContain('Left out: verification_code in ja.');
    const after = await templatesIn(url);
    expect(after.find(({ language }) => language === 'ja')).toMatchObject({ status: 'DISABLED' });
    expect(
      after.filter(({ name, language }) => name === 'verification_code' && language !== 'ja')
    ).toMatchObject(
      ['en_US', 'es', 'de', 'fr', 'it', 'ko'].map((language) => ({
        language,
        status: 'APPROVED',
        ttlSeconds: 600,
        codeExpirationMinutes: 10,
        securityRecommendation: true,
      }))
    );
    // Nothing was done to what is as it has to be.
    expect(proxy.writes).toHaveLength(5);

    await runTemplates('apply', ...options, '--yes');
    expect(proxy.writes).toHaveLength(5);
  });

  it('a change that Meta does not allow yet is explained', async () => {
    const { url, proxy } = await setUpAccount({ templates: [{ language: 'es', ttlSeconds: 60 }] });
    await runTemplates('apply', '--languages', 'es', '--yes');
    const options = ['--languages', 'es', '--ttl', '300', '--yes'];
    const { exitCode, output } = await runTemplates('apply', ...options);

    expect(exitCode).toBe(2);
    expect(output).toContain('Meta says: An approved template can be edited once in 24 hours.');
    expect(output).toContain('run the command again tomorrow');
    expect(output).toContain('"language": ["es"]');
    expect(proxy.writes).toHaveLength(2);
    expect(await templatesIn(url)).toMatchObject([{ ttlSeconds: 600 }]);
  });
});

describe('what Meta decides', () => {
  it('a rejection is told with its reason, and left out', async () => {
    await setUpAccount();
    const { exitCode, output } = await runTemplates(
      'apply',
      '--name',
      'rejected_code',
      '--languages',
      'es'
    );

    expect(exitCode).toBe(2);
    expect(output).toContain("Meta's reason: INVALID_FORMAT.");
    expect(output).toContain('there is nothing to put into the config');
  });

  it('one rejected language does not keep the others back', async () => {
    const { url } = await setUpAccount();
    await runTemplates('apply', '--name', 'pending_code', '--languages', 'es,de', '--wait', '0');
    const [es, de] = await templatesIn(url);
    await decide(url, es?.id ?? '', 'REJECTED');
    await decide(url, de?.id ?? '', 'APPROVED');
    const { exitCode, output } = await runTemplates(
      'apply',
      '--name',
      'pending_code',
      '--languages',
      'es,de',
      '--json'
    );

    expect(exitCode).toBe(2);
    expect(JSON.parse(output)).toMatchObject({
      results: [
        { language: 'es', status: 'REJECTED', isFailure: true },
        { language: 'de', status: 'APPROVED', did: 'nothing', isFailure: false },
      ],
      templates: [{ language: ['de'] }, {}, {}, {}],
    });
  });

  it('what is under review does not stand in front of what works', async () => {
    await setUpAccount({
      templates: [{ name: 'pending_code', language: 'es', codeExpirationMinutes: 10 }],
    });
    const { exitCode, output } = await runTemplates(
      'apply',
      '--name',
      'pending_code',
      '--languages',
      'de,es',
      '--wait',
      '0'
    );

    expect(exitCode).toBe(0);
    expect(output).toContain('"language": ["es"]');
    expect(output.replaceAll(/\s+/g, ' ')).toContain(
      'approved them: pending_code in de. Run it again when they are approved, with the same options and --languages de,es'
    );
    expect(output).toContain('People whose language is not there now get es, and not de.');
  });

  it('a review that takes longer is no failure', async () => {
    await setUpAccount();
    const { exitCode, output } = await runTemplates(
      'apply',
      '--name',
      'pending_code',
      '--languages',
      'es',
      '--wait',
      '0.02'
    );

    expect(exitCode).toBe(0);
    expect(output).toContain('Still under review');
    expect(output).toContain('That is no failure');
    expect(output).toContain('"language": ["es"]');
    expect(output).toContain('only once Meta has approved them');
  });
});

describe('what Meta would refuse', () => {
  it('is not even sent for a business that is not verified', async () => {
    const { proxy } = await setUpAccount({
      businessVerificationStatus: 'not_verified',
      messagingLimit: 'TIER_250',
    });

    const { exitCode, output } = await runTemplates('apply');
    expect(exitCode).toBe(2);
    expect(output).toContain('10/2388185');
    expect(proxy.writes).toEqual([]);
    expect(await runTemplates('plan')).toMatchObject({ exitCode: 0 });
  });

  it('is explained with its own words where it could not be known', async () => {
    await setUpAccount({ businessVerificationStatus: 'pending' });
    const { exitCode, output } = await runTemplates('apply');

    expect(exitCode).toBe(2);
    expect(output).toContain('(10/2388185)');
    expect(output).toContain(
      'Meta says: Only a verified business may create authentication templates.'
    );
  });

  it.each([
    ['--ttl', '5'],
    ['--expires-in', '91'],
    ['--name', 'Not-A-Name'],
    ['--button-text', 'Far too long for the text of a button'],
    ['--button-text', 'Code {{1}}'],
    ['--languages', 'hy,xx'],
    ['--languages', 'es,klingon,xx-YY'],
    ['--save', '/nowhere/at/all/connector.json'],
    ['--wait', 'long'],
    ['--code-life', '0'],
  ])('is an option that cannot be used: %s %s', async (option, value) => {
    const { proxy } = await setUpAccount();
    const { exitCode, complaints } = await runTemplates('apply', option, value);

    expect(exitCode).toBe(2);
    expect(complaints).toContain(option);
    expect(proxy.writes).toEqual([]);
  });

  it('is what the token may not do, or another account', async () => {
    const { url } = await runSandbox();
    vi.stubEnv('WHATSAPP_BUSINESS_ACCOUNT_ID', accountId);
    const cases: ReadonlyArray<readonly [token: string, account: string, expected: string]> = [
      ['EAAsandboxNoManagementToken', accountId, 'may not manage the templates of this account'],
      ['EAAsandboxExpiredToken', accountId, 'it expired (190/463)'],
      [validToken, '300000000000001', 'is the ID of a business portfolio'],
      [validToken, '42', 'Meta knows no WhatsApp Business account 42'],
    ];

    for (const [token, account, expected] of cases) {
      useAddress(url, token);
      vi.stubEnv('WHATSAPP_BUSINESS_ACCOUNT_ID', account);
      // eslint-disable-next-line no-await-in-loop -- they share the environment of this process
      const { exitCode, complaints, output } = await runTemplates('apply');

      expect(exitCode).toBe(2);
      expect(complaints.replaceAll(/\s+/g, ' ')).toContain(expected);
      expect(complaints).not.toContain('phone number ID (not');
      expect(output).toBe('');
    }
  });

  it('is told in JSON too', async () => {
    await setUpAccount();
    vi.stubEnv('WHATSAPP_BUSINESS_ACCOUNT_ID', '42');
    const { exitCode, output } = await runTemplates('plan', '--json');

    expect(exitCode).toBe(2);
    expect(JSON.parse(output)).toMatchObject({
      error: { meaning: expect.stringContaining('account 42') as unknown },
    });
  });

  it('are templates of 360dialog', async () => {
    const { url } = await runSandbox();
    useAddress(url, 'D360sandboxApiKey');
    vi.stubEnv('WHATSAPP_GATEWAY', '360dialog');
    const { exitCode, complaints } = await runTemplates('plan');

    expect(exitCode).toBe(2);
    expect(complaints).toContain('360dialog Hub');
  });

  it('is a file that is no config', async () => {
    const { proxy } = await setUpAccount();
    const file = path.join(await temporaryFolder(), 'notes.txt');
    await writeFile(file, 'mine');

    expect(await runTemplates('apply', '--save', file)).toMatchObject({ exitCode: 2 });
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect(proxy.writes).toEqual([]);
    expect(await runTemplates('apply', '--save', file, '--yes')).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('templates');
  });
});
