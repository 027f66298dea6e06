/**
 * The languages that a WhatsApp template can have, and what they are called in BCP 47.
 *
 * Source: Meta, "Supported languages" (November 2025). `ar_SA` and `es_VE` are not on that page, but
 * Meta's own clients know them; a config that names them is Meta's to judge, not ours to refuse.
 */
export const metaLanguages = Object.freeze(
  `af sq ar ar_EG ar_AE ar_LB ar_MA ar_QA ar_SA az be_BY bn bn_IN bg ca zh_CN zh_HK zh_TW hr cs da
  prs_AF nl nl_BE en en_GB en_US en_AE en_AU en_CA en_GH en_IE en_IN en_JM en_MY en_NZ en_QA en_SG
  en_UG en_ZA et fil fi fr fr_BE fr_CA fr_CH fr_CI fr_MA ka de de_AT de_CH el gu ha he hi hu id ga
  it ja kn kk rw_RW ko ky_KG lo lv lt mk ms ml mr nb ps_AF fa pl pt_BR pt_PT pa ro ru sr si_LK sk sl
  es es_AR es_CL es_CO es_CR es_DO es_EC es_HN es_MX es_PA es_PE es_ES es_UY es_VE sw sv ta te th tr
  uk ur uz vi zu`.split(/\s+/)
);

/** One of Meta's language codes, such as `pt_BR`. */
export type MetaLanguage = string;

const known = new Set<string>(metaLanguages);

export const isMetaLanguage = (code: string): code is MetaLanguage => known.has(code);

/**
 * Subtags that BCP 47 does not canonicalise, but that have to meet Meta's codes: Meta knows one
 * Norwegian, and Cantonese is written as in Hong Kong.
 */
const sameLanguage: Readonly<Record<string, string>> = Object.freeze({
  no: 'nb',
  nn: 'nb',
  yue: 'zh-HK',
});

/**
 * The canonical form of a language tag, without extensions.
 *
 * @param tag A BCP 47 tag; an underscore is taken for a hyphen (`pt_BR`), legacy tags are replaced
 * (`iw` → `he`, `tl` → `fil`, `no` → `nb`).
 * @returns `undefined` when it is not a language tag.
 */
export const canonicalTag = (tag: string): string | undefined => {
  try {
    const { baseName, language } = new Intl.Locale(tag.replaceAll('_', '-'));
    const replacement = sameLanguage[language];

    if (replacement === undefined) {
      return baseName;
    }

    // `no-NO` keeps its region; a replacement that has one of its own stands alone.
    return replacement.includes('-') ? replacement : baseName.replace(language, replacement);
  } catch {
    return undefined;
  }
};

/** The language subtag alone: `zh` of `zh-Hant-HK`. */
export const primaryLanguage = (tag: string): string => new Intl.Locale(tag).language;

const tags: ReadonlyMap<MetaLanguage, string> = new Map(
  metaLanguages.map((code) => [code, canonicalTag(code) ?? code])
);

/** The BCP 47 tag of one of Meta's codes (`prs_AF` → `fa-AF`). */
export const tagOf = (code: MetaLanguage): string => tags.get(code) ?? code;
