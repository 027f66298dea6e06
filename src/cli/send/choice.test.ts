import { describe, expect, it } from 'vitest';

import { type TemplateEntry } from '../../types.js';

import { describeEntry, describeLanguage, explainChoice } from './choice.js';

const templates: TemplateEntry[] = [
  { usageType: 'SignIn', templateName: 'login_code', language: ['en_US', 'es_MX'] },
  { usageType: 'Generic', templateName: 'other_code', language: ['pt_BR'] },
  { usageType: 'SignIn', templateName: 'login_code_de', language: ['de'] },
];

const choose = (usageType: string, hints: { locale?: string; uiLocales?: string } = {}) =>
  explainChoice(templates, usageType, hints);

describe('the choice of a template', () => {
  it.each([
    [{ uiLocales: 'fr es-AR en' }, 'es_MX, for es-AR; there is nothing for fr'],
    [{ uiLocales: 'fr ja de' }, 'de, for de; there is nothing for fr or ja'],
    [{ locale: 'en-GB' }, 'en_US, for en-GB'],
    [{ locale: 'fr' }, 'en_US, the default: none of en_US, es_MX, and de serves fr'],
    [{}, 'en_US, the default, because no language was asked for'],
  ])('of %o says %s', (hints, expected) => {
    expect(describeLanguage(choose('SignIn', hints))).toBe(expected);
  });

  it('names the entry with the language, of several of one usage type', () => {
    expect(choose('SignIn', { locale: 'de-AT' })).toMatchObject({
      path: 'templates.2',
      templateName: 'login_code_de',
      servedTag: 'de-AT',
      languages: ['en_US', 'es_MX', 'de'],
    });
  });

  it('says whose entry it is', () => {
    expect(describeEntry(choose('SignIn'))).toBe('templates.0 of the config, which is for SignIn');
    expect(describeEntry(choose('Register'))).toBe(
      'templates.1 of the config: nothing there is for Register, so Generic serves'
    );
  });
});
