import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pickLanguage, suggestLanguages } from './language-match.js';
import { metaLanguages } from './languages.js';

const words = (text: string) => text.split(' ');

type Case = [wanted: string, offered: string, expected: string | undefined];

/** Every regional variant that a trap could lead into stands beside the right one. */
const families = {
  arabic: 'ar ar_EG ar_AE ar_LB ar_MA ar_QA ar_SA',
  chinese: 'zh_CN zh_HK zh_TW',
  english: 'en en_GB en_US en_AU en_CA en_IN en_ZA',
  french: 'fr fr_BE fr_CA fr_CH fr_CI fr_MA',
  german: 'de de_AT de_CH',
  persian: 'fa prs_AF',
  portuguese: 'pt_BR pt_PT',
  spanish: 'es es_AR es_ES es_MX es_VE',
};

const traps: Case[] = [
  // Portuguese is there by country only.
  ['pt', families.portuguese, 'pt_BR'],
  ['pt', 'pt_PT pt_BR', 'pt_BR'],
  ['pt', 'pt_PT', 'pt_PT'],
  ['pt-BR', families.portuguese, 'pt_BR'],
  ['pt-PT', families.portuguese, 'pt_PT'],
  ['pt-AO', families.portuguese, 'pt_PT'],
  ['pt-MZ', families.portuguese, 'pt_PT'],
  ['pt-AO', 'pt_BR', 'pt_BR'],
  // Chinese is there by country, and wanted by script.
  ['zh', families.chinese, 'zh_CN'],
  ['zh-Hans', families.chinese, 'zh_CN'],
  ['zh-Hant', families.chinese, 'zh_TW'],
  ['zh-CN', families.chinese, 'zh_CN'],
  ['zh-TW', families.chinese, 'zh_TW'],
  ['zh-HK', families.chinese, 'zh_HK'],
  ['zh-HK', 'zh_CN zh_TW', 'zh_TW'],
  ['zh-SG', families.chinese, 'zh_CN'],
  ['zh-MO', families.chinese, 'zh_HK'],
  ['zh-MO', 'zh_CN zh_TW', 'zh_TW'],
  ['zh-Hant-HK', families.chinese, 'zh_HK'],
  ['zh-Hans-HK', families.chinese, 'zh_CN'],
  ['cmn', families.chinese, 'zh_CN'],
  ['cmn-Hant', families.chinese, 'zh_TW'],
  ['yue', families.chinese, 'zh_HK'],
  ['yue-HK', families.chinese, 'zh_HK'],
  ['yue-HK', 'zh_CN zh_TW', 'zh_TW'],
  // Spanish and English have regions that Meta does not know.
  ['es', families.spanish, 'es'],
  ['es-ES', families.spanish, 'es_ES'],
  ['es-ES', 'es_MX es', 'es'],
  ['es-MX', families.spanish, 'es_MX'],
  ['es-419', 'es es_ES es_MX', 'es_MX'],
  ['es-419', 'es en', 'es'],
  ['es-US', 'es es_ES es_MX', 'es_MX'],
  ['es-VE', families.spanish, 'es_VE'],
  ['en', families.english, 'en'],
  ['en-US', families.english, 'en_US'],
  ['en_US', families.english, 'en_US'],
  ['EN-us', families.english, 'en_US'],
  ['en-US', 'en de', 'en'],
  ['en-IN', families.english, 'en_IN'],
  ['en-IN', 'en_US en_GB', 'en_GB'],
  ['en-001', 'de en en_IN en_ZA', 'en'],
  ['en-NZ', 'en_US en_GB', 'en_GB'],
  // Norwegian is there once.
  ['no', 'da nb sv', 'nb'],
  ['nb-NO', 'da nb sv', 'nb'],
  ['nn-NO', 'da nb sv', 'nb'],
  ['no-NO', 'da nb sv', 'nb'],
  // Old names of languages.
  ['tl', 'en fil', 'fil'],
  ['fil-PH', 'en fil', 'fil'],
  ['iw', 'en he', 'he'],
  ['iw-IL', 'en he', 'he'],
  ['in', 'en id ms', 'id'],
  ['mo', 'en ro', 'ro'],
  // What Meta has for one country only.
  ['rw', 'en rw_RW', 'rw_RW'],
  ['si', 'en si_LK', 'si_LK'],
  ['ky', 'ru ky_KG', 'ky_KG'],
  ['be', 'ru be_BY', 'be_BY'],
  ['ps', 'fa ps_AF', 'ps_AF'],
  ['ps-PK', 'ur ps_AF', 'ps_AF'],
  // Dari is the Persian of Afghanistan.
  ['prs', families.persian, 'prs_AF'],
  ['prs-AF', families.persian, 'prs_AF'],
  ['fa-AF', families.persian, 'prs_AF'],
  ['fa-IR', families.persian, 'fa'],
  ['fa', 'prs_AF fa', 'fa'],
  // Scripts and regions that a template does not distinguish.
  ['sr-Latn', 'hr sr', 'sr'],
  ['sr-Cyrl-RS', 'ru sr', 'sr'],
  ['ha-Latn-NG', 'en ha', 'ha'],
  ['uz-Latn-UZ', 'ru uz', 'uz'],
  ['de-DE', families.german, 'de'],
  ['de-LI', 'de', 'de'],
  ['fr-CA', families.french, 'fr_CA'],
  ['fr-LU', 'fr en', 'fr'],
  ['fr', 'fr_CA en', 'fr_CA'],
  ['ar-DZ', families.arabic, 'ar_MA'],
  ['ar-SA', 'ar en', 'ar'],
  ['nl-BE', 'nl de', 'nl'],
  ['bn-BD', 'bn bn_IN', 'bn'],
  // What a tag may carry besides.
  ['en-US-u-ca-gregory', families.english, 'en_US'],
  ['de-AT-u-co-phonebk', families.german, 'de_AT'],
  ['en-x-private', families.english, 'en'],
];

const neighbours: Case[] = [
  ['uk', 'ru en', undefined],
  ['be', 'ru en', undefined],
  ['kk', 'ru en', undefined],
  ['ca', 'es fr', undefined],
  ['gl', 'es pt_PT', undefined],
  ['eu', 'es fr', undefined],
  ['da', 'nb sv', undefined],
  ['no', 'da sv', undefined],
  ['bs', 'hr sr', undefined],
  ['sr-Latn', 'hr en', undefined],
  ['af', 'nl en', undefined],
  ['ms', 'id en', undefined],
  ['ur', 'hi en', undefined],
  ['ps', 'fa prs_AF', undefined],
  ['hi-Latn', 'en', undefined],
];

const unserved: Case[] = [
  ['hy', 'en ru', undefined],
  ['x-private', 'en', undefined],
  ['i-klingon', 'en', undefined],
  ['*', 'en', undefined],
  ['', 'en', undefined],
  ['en;q=0.8', 'en', undefined],
  ['de--DE', 'de', undefined],
  ['english', 'en', undefined],
  ['und', 'en', undefined],
  ['__proto__', 'en', undefined],
];

const preferences: Case[] = [
  ['fr de', 'en de fr', 'fr'],
  ['de fr', 'en de fr', 'de'],
  ['hy en', 'ru en', 'en'],
  ['uk ru', 'en ru', 'ru'],
  // The person's order counts for more than a better fit of a later tag.
  ['pt-PT en-US', 'en_US pt_BR', 'pt_BR'],
  ['* de--DE de', 'en de', 'de'],
  ['hy ka', 'en ru', undefined],
];

describe('the language for a person', () => {
  it.each(traps)('who wants %s is, of %s: %s', (wanted, offered, expected) => {
    const languages = words(offered);

    expect(pickLanguage(words(wanted), languages)).toBe(expected);
    // The administrator's order decides nothing that the distance decides.
    expect(pickLanguage(words(wanted), languages.toReversed())).toBe(expected);
  });

  it.each(neighbours)(
    'who wants %s is never a neighbour of it: %s',
    (wanted, offered, expected) => {
      expect(pickLanguage(words(wanted), words(offered))).toBe(expected);
    }
  );

  it.each(unserved)(
    'is none when the wish is "%s" and the offer %s',
    (wanted, offered, expected) => {
      expect(pickLanguage(words(wanted), words(offered))).toBe(expected);
    }
  );

  it.each(preferences)('follows the order %s, of %s: %s', (wanted, offered, expected) => {
    expect(pickLanguage(words(wanted), words(offered))).toBe(expected);
  });

  it('is the first in the order of the template where two are equally near', () => {
    expect(pickLanguage(['en-001'], ['en', 'en_US'])).toBe('en');
    expect(pickLanguage(['en-001'], ['en_US', 'en'])).toBe('en_US');
  });

  it('is none without a wish or without an offer', () => {
    expect(pickLanguage([], ['en'])).toBeUndefined();
    expect(pickLanguage(['en'], [])).toBeUndefined();
  });

  it('is one of the offered languages or none, whatever stands in the request', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('pt-AO', 'zh-Hant', 'und-Latn', 'x-a'))),
        fc.subarray([...metaLanguages]),
        (wanted, offered) => {
          expect([undefined, ...offered]).toContain(pickLanguage(wanted, offered));
        }
      )
    );
  });
});

describe('the languages that a mistyped code may have meant', () => {
  it.each([
    ['en-US', ['en_US']],
    ['en-us', ['en_US']],
    ['PT-br', ['pt_BR']],
    ['EN', ['en']],
    ['Fr', ['fr']],
    ['pt', ['pt_BR', 'pt_PT']],
    ['zh', ['zh_CN', 'zh_HK', 'zh_TW']],
    ['zh-Hant', ['zh_TW']],
    ['no', ['nb']],
    ['nb-NO', ['nb']],
    ['de-DE', ['de']],
    ['tl', ['fil']],
    ['iw', ['he']],
    ['prs', ['prs_AF']],
    ['rw', ['rw_RW']],
    ['pt-AO', ['pt_PT']],
    ['az-Arab', ['az']],
  ])('are, for %s: %j', (input, expected) => {
    expect(suggestLanguages(input)).toEqual(expected);
  });

  it.each(['hy', 'am', 'ne', 'km', 'my', 'mn', 'is', 'eu', 'gl', 'bs'])(
    'are none for %s, which Meta does not have',
    (input) => {
      expect(suggestLanguages(input)).toEqual([]);
    }
  );

  it.each(['', '*', 'portuguese (brazil)', 'de--DE', 'x-private', 'EAAG1234567890'])(
    'are none for "%s", which is no language tag',
    (input) => {
      expect(suggestLanguages(input)).toEqual([]);
    }
  );
});
