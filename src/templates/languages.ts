/** Which of Meta's template languages somebody means. */
import { pickLanguage, suggestLanguages } from '../meta/language-match.js';
import { type MetaLanguage, isMetaLanguage } from '../meta/languages.js';

export type ReadLanguages = {
  /** Each once, in the order in which they were asked for. */
  languages: readonly MetaLanguage[];
  /** Tags that became another code than the same with an underscore: `pt` → `pt_BR`. */
  translated: ReadonlyArray<{ tag: string; language: MetaLanguage }>;
  /** What Meta has no templates for. */
  missing: readonly string[];
};

/** Meta's code for a code or a tag; where Meta has a language by region only, CLDR's likely one. */
const languageFor = (tag: string): MetaLanguage | undefined => {
  if (isMetaLanguage(tag)) {
    return tag;
  }

  const suggestions = suggestLanguages(tag);

  return pickLanguage([tag], suggestions) ?? suggestions[0];
};

/** @param tags Meta's codes or BCP 47 tags; blank ones are passed over. */
export const readLanguages = (tags: readonly string[]): ReadLanguages => {
  const read = [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))].map((tag) => ({
    tag,
    language: languageFor(tag),
  }));
  const found = read.flatMap(({ tag, language }) => (language ? [{ tag, language }] : []));

  return {
    languages: [...new Set(found.map(({ language }) => language))],
    translated: found.filter(({ tag, language }) => tag.replaceAll('-', '_') !== language),
    missing: read.filter(({ language }) => !language).map(({ tag }) => tag),
  };
};
