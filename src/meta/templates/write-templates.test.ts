import { describe, expect, it } from 'vitest';

import {
  accessTo,
  accountId,
  templatesIn,
  usualWish,
} from '../../../test/support/account-templates.js';
import { FaultyProxy } from '../../../test/support/faulty-proxy.js';
import { runSandbox } from '../../../test/support/running-sandbox.js';

import { readAccountLimits } from './account-limits.js';
import { previewTemplates } from './preview-templates.js';
import { readTemplates } from './read-templates.js';
import {
  createTemplate,
  editTemplate,
  unpauseTemplate,
  upsertTemplates,
} from './write-templates.js';

const setUp = async (
  templates: NonNullable<NonNullable<Parameters<typeof runSandbox>[0]>['account']>['templates'] = []
) => {
  const { url } = await runSandbox({ account: { templates } });
  const access = accessTo(url);

  return { url, access };
};

describe('calls about templates', () => {
  it('create one, and many', async () => {
    const { url, access } = await setUp();
    await createTemplate(
      access,
      accountId,
      { name: 'a', language: 'de' },
      { ...usualWish, label: 'Los' }
    );
    const taken = await upsertTemplates(
      access,
      accountId,
      { name: 'b', languages: ['en', 'es'] },
      { ttlSeconds: 60, security: false, label: 'not used' }
    );

    expect([...taken]).toEqual(['en', 'es']);
    expect(await templatesIn(url)).toMatchObject([
      { name: 'a', language: 'de', ttlSeconds: 600, codeExpirationMinutes: 10, buttonText: 'Los' },
      { name: 'b', language: 'en', ttlSeconds: 60, securityRecommendation: false },
      { name: 'b', language: 'es' },
    ]);
  });

  it('take what a bulk call does not say for nothing', async () => {
    const proxy = await FaultyProxy.start('http://127.0.0.1:9', () => ({ status: 200, body: {} }));

    expect(
      await upsertTemplates(
        accessTo(proxy.url),
        accountId,
        { name: 'b', languages: ['en'] },
        usualWish
      )
    ).toEqual(new Set());
  });

  it('change the TTL alone, or everything but the label', async () => {
    const { url, access } = await setUp([
      { language: 'en', ttlSeconds: 60, buttonText: 'Mine' },
      { language: 'de', ttlSeconds: 60, buttonText: 'Mine' },
    ]);
    const templates = await readTemplates(access, accountId);

    for (const template of templates) {
      const isTtlOnly = template.language === 'en';
      // eslint-disable-next-line no-await-in-loop -- there are two
      await editTemplate(access, template, usualWish, { isTtlOnly });
    }

    const [first, second] = await templatesIn(url);
    expect(first).toMatchObject({ ttlSeconds: 600, buttonText: 'Mine' });
    expect(first).not.toHaveProperty('codeExpirationMinutes');
    expect(second).toMatchObject({
      ttlSeconds: 600,
      buttonText: 'Mine',
      codeExpirationMinutes: 10,
    });
  });

  it('end a pause', async () => {
    const { url, access } = await setUp([{ language: 'en', status: 'PAUSED' }]);
    const [{ id = '' } = {}] = await templatesIn(url);
    await unpauseTemplate(access, { id });

    expect(await templatesIn(url)).toMatchObject([{ status: 'APPROVED' }]);
  });

  it('say what they were about when they fail', async () => {
    const { access } = await setUp();

    await expect(unpauseTemplate(access, { id: '42' })).rejects.toMatchObject({
      failure: { report: { code: 100, subcode: 33 } },
      subject: { kind: 'template', id: '42' },
    });
  });
});

describe('previews', () => {
  it('are asked for in chunks, and come in the order in which they were asked for', async () => {
    const { url } = await setUp();
    const proxy = await FaultyProxy.start(url);
    const languages = `es en id de fr it nl pl ro sv da nb fi el tr cs sk hu bg uk ru`.split(' ');
    const previews = await previewTemplates(accessTo(proxy.url), accountId, languages, {
      security: true,
      expirationMinutes: 5,
    });

    expect(proxy.calls.size).toBe(2);
    expect(previews.map(({ language }) => language)).toEqual(languages);
    expect(previews[0]).toEqual({
      language: 'es',
      body: 'Tu código de verificación es *{{1}}*. Por tu seguridad, no lo compartas.',
      footer: 'Este código caduca en 5 minutos.',
      button: 'Copiar código',
    });
  });

  it('may be missing, and odd', async () => {
    const proxy = await FaultyProxy.start('http://127.0.0.1:9', (_, count) => ({
      status: 200,
      body: count === 1 ? { data: ['odd', { language: 'pt-BR', body: 'x' }] } : {},
    }));
    const preview = async () =>
      previewTemplates(accessTo(proxy.url), accountId, ['de', 'pt_BR'], { security: false });

    expect(await preview()).toEqual([{ language: 'pt_BR', body: 'x' }]);
    await expect(preview()).rejects.toMatchObject({ failure: { kind: 'unreadable' } });
  });
});

describe('the limits of an account', () => {
  it('are read', async () => {
    const { url } = await runSandbox({
      account: { businessVerificationStatus: 'pending', messagingLimit: 'TIER_250' },
    });

    expect(await readAccountLimits(accessTo(url), accountId)).toEqual({
      verification: 'pending',
      messagingLimit: 'TIER_250',
      templates: { count: 7, limit: 250 },
    });
  });

  it('are unknown where Meta does not tell them', async () => {
    const { url } = await runSandbox();
    const refusing = await FaultyProxy.start(url, () => 'cut');
    const silent = await FaultyProxy.start(url, () => ({ status: 200, body: { id: '1' } }));

    expect(await readAccountLimits(accessTo(refusing.url), accountId)).toEqual({});
    expect(await readAccountLimits(accessTo(silent.url), accountId)).toEqual({});
  });

  it('hide no mistake of ours', async () => {
    await expect(readAccountLimits(accessTo('no address'), accountId)).rejects.toThrow(TypeError);
  });
});
