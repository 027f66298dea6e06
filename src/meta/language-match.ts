import { match } from '@formatjs/intl-localematcher';

import {
  type MetaLanguage,
  canonicalTag,
  isMetaLanguage,
  metaLanguages,
  primaryLanguage,
  tagOf,
} from './languages.js';

/** What `match` answers when nothing fits; "und" is BCP 47's "undetermined". */
const none = 'und';

/** The nearest of `offered` to one tag, by CLDR's distances between regions and scripts. */
const nearest = (tag: string, offered: readonly MetaLanguage[]): MetaLanguage | undefined => {
  // CLDR would also offer a neighbouring language (Russian for Ukrainian). A code in a language
  // that the person did not ask for is worse than one in the language that the administrator chose.
  const candidates = offered.filter(
    (code) => primaryLanguage(tagOf(code)) === primaryLanguage(tag)
  );

  if (candidates.length === 0) {
    return;
  }

  const winner = match(
    [tag],
    candidates.map((code) => tagOf(code)),
    none
  );

  return candidates.find((code) => tagOf(code) === winner);
};

/**
 * The template language for a person.
 *
 * @param wanted BCP 47 tags in order of preference; what is not a tag is passed over.
 * @param offered Meta's codes that the template has.
 * @returns The language of the first tag that can be served, or `undefined` when none can.
 *
 * @example
 * ```ts
 * pickLanguage(['es-419', 'en'], ['en_US', 'es_ES', 'es_MX']); // 'es_MX'
 * ```
 */
export const pickLanguage = (
  wanted: readonly string[],
  offered: readonly MetaLanguage[]
): MetaLanguage | undefined => {
  for (const tag of wanted) {
    const canonical = canonicalTag(tag);
    const language = canonical && nearest(canonical, offered);

    if (language) {
      return language;
    }
  }
};

/**
 * Meta's codes that somebody may have meant by a code that Meta does not know.
 *
 * @returns One code where the tag decides it (`en-US` → `en_US`), all codes of the language where it
 * does not (`pt` → `pt_BR`, `pt_PT`), none when Meta has no such language.
 */
export const suggestLanguages = (input: string): MetaLanguage[] => {
  const tag = canonicalTag(input);

  if (!tag) {
    return [];
  }

  const language = primaryLanguage(tag);
  const sameLanguage = metaLanguages.filter((code) => primaryLanguage(tagOf(code)) === language);

  // A bare language that Meta only has by region leaves the choice to the administrator.
  if (tag === language && !isMetaLanguage(language)) {
    return sameLanguage;
  }

  const exact = sameLanguage.find((code) => tagOf(code) === tag);
  const bare = sameLanguage.find((code) => code === language);
  const code = exact ?? bare ?? nearest(tag, sameLanguage);

  return code ? [code] : sameLanguage;
};
