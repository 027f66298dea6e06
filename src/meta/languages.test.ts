import { describe, expect, it } from 'vitest';

import {
  canonicalTag,
  isMetaLanguage,
  metaLanguages,
  primaryLanguage,
  tagOf,
} from './languages.js';

/** Row by row as on Meta's page "Supported languages" (November 2025). */
const onMetasPage = `
  af en_UG ms
  sq en_ZA ml
  ar et mr
  ar_EG fil nb
  ar_AE fi ps_AF
  ar_LB fr fa
  ar_MA fr_BE pl
  ar_QA fr_CA pt_BR
  az fr_CH pt_PT
  be_BY fr_CI pa
  bn fr_MA ro
  bn_IN ka ru
  bg de sr
  ca de_AT si_LK
  zh_CN de_CH sk
  zh_HK el sl
  zh_TW gu es
  hr ha es_AR
  cs he es_CL
  da hi es_CO
  prs_AF hu es_CR
  nl id es_DO
  nl_BE ga es_EC
  en it es_HN
  en_GB ja es_MX
  en_US kn es_PA
  en_AE kk es_PE
  en_AU rw_RW es_ES
  en_CA ko es_UY
  en_GH ky_KG sw
  en_IE lo sv
  en_IN lv ta
  en_JM lt te
  en_MY mk th
  en_NZ tr uk
  en_QA ur uz
  en_SG vi zu`
  .trim()
  .split(/\s+/);

describe('the languages of a template', () => {
  it("are the 111 of Meta's page, and the two that only its clients know", () => {
    expect(onMetasPage).toHaveLength(111);
    expect(new Set(metaLanguages)).toEqual(new Set([...onMetasPage, 'ar_SA', 'es_VE']));
    expect(metaLanguages).toHaveLength(113);
  });

  it.each([...onMetasPage, 'ar_SA', 'es_VE'])('know %s', (code) => {
    expect(isMetaLanguage(code)).toBe(true);
  });

  it.each(['', 'pt', 'zh', 'no', 'en-US', 'EN', 'en_us', 'en_us ', 'hy', 'toString', 'prs'])(
    'do not know "%s"',
    (code) => {
      expect(isMetaLanguage(code)).toBe(false);
    }
  );

  it.each([
    ['pt_BR', 'pt-BR'],
    ['zh_HK', 'zh-HK'],
    ['prs_AF', 'fa-AF'],
    ['fil', 'fil'],
    ['nb', 'nb'],
    ['he', 'he'],
    ['id', 'id'],
    ['si_LK', 'si-LK'],
  ])('have a tag of BCP 47: %s is %s', (code, tag) => {
    expect(tagOf(code)).toBe(tag);
  });

  it('have a different tag each', () => {
    expect(new Set(metaLanguages.map((code) => tagOf(code))).size).toBe(113);
  });
});

describe('a canonical tag', () => {
  it.each([
    ['en-US', 'en-US'],
    ['en_US', 'en-US'],
    ['EN-us', 'en-US'],
    ['zh-hant-hk', 'zh-Hant-HK'],
    ['en-US-u-ca-gregory', 'en-US'],
    ['en-x-private', 'en'],
    ['iw-IL', 'he-IL'],
    ['in', 'id'],
    ['tl-PH', 'fil-PH'],
    ['mo', 'ro'],
    ['prs', 'fa-AF'],
    ['cmn-Hant', 'zh-Hant'],
    ['no', 'nb'],
    ['no-NO', 'nb-NO'],
    ['nn-NO', 'nb-NO'],
    ['nb-NO', 'nb-NO'],
    ['yue', 'zh-HK'],
    ['yue-Hant-HK', 'zh-HK'],
  ])('of %s is %s', (tag, canonical) => {
    expect(canonicalTag(tag)).toBe(canonical);
  });

  it.each(['', ' ', '*', 'e', 'en us', 'de--DE', 'x-private', 'i-klingon', 'en-US;q=0.8', '中文'])(
    'does not exist for "%s"',
    (tag) => {
      expect(canonicalTag(tag)).toBeUndefined();
    }
  );

  it('begins with the primary language', () => {
    expect(primaryLanguage('zh-Hant-HK')).toBe('zh');
    expect(primaryLanguage('fil')).toBe('fil');
  });
});
