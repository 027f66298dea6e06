import { ConnectorError, ConnectorErrorCodes } from '@logto/connector-kit';
import { describe, expect, it } from 'vitest';

import { type TemplateEntry } from '../types.js';

import { type ChosenTemplate, type LocaleHints, chooseTemplate } from './choose-template.js';

const generic: TemplateEntry = {
  usageType: 'Generic',
  templateName: 'any_code',
  language: ['en_US', 'de', 'pt_BR', 'es_MX'],
};
const signIn: TemplateEntry = {
  usageType: 'SignIn',
  templateName: 'login_code',
  language: ['en_GB', 'fr'],
};
const templates = [signIn, generic];

const errorOf = (choose: () => ChosenTemplate): unknown => {
  try {
    return choose();
  } catch (error: unknown) {
    return error;
  }
};

describe('the template', () => {
  it('is the one of the usage type', () => {
    expect(chooseTemplate(templates, 'SignIn', {})).toEqual({
      templateName: 'login_code',
      language: 'en_GB',
      index: 0,
    });
  });

  it.each(['MfaVerification', 'AnythingThatLogtoMayAdd', '', 'signin', 'constructor'])(
    'is Generic for a usage type without one of its own: "%s"',
    (usageType) => {
      expect(chooseTemplate(templates, usageType, {})).toEqual({
        templateName: 'any_code',
        language: 'en_US',
        index: 1,
      });
    }
  );

  it('stays that of the usage type for a language that only Generic has', () => {
    expect(chooseTemplate(templates, 'SignIn', { locale: 'pt-BR' })).toEqual({
      templateName: 'login_code',
      language: 'en_GB',
      index: 0,
    });
  });

  it.each([[[]], [[signIn]]])(
    'is missing where there is neither its own nor Generic',
    (entries) => {
      const error = errorOf(() => chooseTemplate(entries, 'Register', { locale: 'en' }));

      expect(error).toBeInstanceOf(ConnectorError);
      expect(error).toMatchObject({ code: ConnectorErrorCodes.TemplateNotFound });
    }
  );
});

describe('several entries of one usage type', () => {
  const entries: TemplateEntry[] = [
    generic,
    { usageType: 'SignIn', templateName: 'login_code', language: ['en_US'] },
    { usageType: 'Register', templateName: 'welcome_code', language: ['it'] },
    { usageType: 'SignIn', templateName: 'login_code_latin', language: ['es_MX', 'pt_BR'] },
    { usageType: 'SignIn', templateName: 'login_code_again', language: ['pt_BR', 'de'] },
  ];

  it.each<[string, string | undefined, ChosenTemplate]>([
    [
      'the default is the first',
      undefined,
      { templateName: 'login_code', language: 'en_US', index: 1 },
    ],
    [
      'an unserved language gets the default',
      'ja',
      { templateName: 'login_code', language: 'en_US', index: 1 },
    ],
    [
      'a later one serves its language',
      'es-MX',
      { templateName: 'login_code_latin', language: 'es_MX', index: 3 },
    ],
    [
      'the last one serves its language',
      'de-AT',
      { templateName: 'login_code_again', language: 'de', index: 4 },
    ],
    [
      'of two with the same language, the first serves',
      'pt-BR',
      { templateName: 'login_code_latin', language: 'pt_BR', index: 3 },
    ],
    [
      'those of other usage types do not count',
      'it',
      { templateName: 'login_code', language: 'en_US', index: 1 },
    ],
  ])('count as one template: %s', (_, locale, chosen) => {
    expect(chooseTemplate(entries, 'SignIn', { locale })).toEqual(chosen);
  });

  it('count as one also where they are Generic', () => {
    const chosen = chooseTemplate(
      [generic, { usageType: 'Generic', templateName: 'any_code_asia', language: ['ja'] }],
      'Register',
      { locale: 'ja-JP' }
    );

    expect(chosen).toEqual({ templateName: 'any_code_asia', language: 'ja', index: 1 });
  });
});

describe('the language', () => {
  it.each<[string, LocaleHints, string]>([
    ['is the default when nothing is known of the person', {}, 'en_US'],
    ['is the default when both hints are empty', { uiLocales: '', locale: '' }, 'en_US'],
    ['is that of locale', { locale: 'de-DE' }, 'de'],
    ['is that of uiLocales', { uiLocales: 'pt-BR' }, 'pt_BR'],
    [
      'is never looked for in more tags than a person can mean',
      { uiLocales: `${'aa '.repeat(50_000)} de`, locale: 'pt-BR' },
      'pt_BR',
    ],
    ['is that of uiLocales before locale', { uiLocales: 'pt-BR', locale: 'de' }, 'pt_BR'],
    ['is the first of uiLocales that is served', { uiLocales: 'ja ko es-419 de' }, 'es_MX'],
    [
      'is that of locale when none of uiLocales is served',
      { uiLocales: 'ja ko', locale: 'de' },
      'de',
    ],
    ['is the default when none is served', { uiLocales: 'ja ko', locale: 'it' }, 'en_US'],
    ['does not mind how uiLocales are spaced', { uiLocales: '  ja \t\n de  ' }, 'de'],
    ['passes over what is no tag', { uiLocales: '*** en--US 123456789 de' }, 'de'],
    [
      'passes over a uiLocales that is no list of tags',
      { uiLocales: 'de,pt-BR;q=0.8', locale: 'es' },
      'es_MX',
    ],
    [
      'passes over a tag of a hundred thousand letters',
      { uiLocales: 'x'.repeat(100_000), locale: 'de' },
      'de',
    ],
  ])('%s', (_, hints, language) => {
    expect(chooseTemplate([generic], 'Generic', hints)).toEqual({
      templateName: 'any_code',
      language,
      index: 0,
    });
  });
});
