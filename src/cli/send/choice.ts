/** Which template a code goes out with, and why. */
import { pickLanguage } from '../../meta/language-match.js';
import { type LocaleHints, chooseTemplate, wantedTags } from '../../send/choose-template.js';
import { type TemplateEntry } from '../../types.js';

export type Choice = {
  templateName: string;
  /** One of Meta's codes. */
  language: string;
  /** What was asked for. */
  usageType: string;
  /** Of the entry that serves it: the same, or `Generic`. */
  servedBy: string;
  /** Key path of the entry. */
  path: string;
  /** The languages that there are to choose from; the first is the default. */
  languages: readonly string[];
  /** What the person would like to read, in order of preference. */
  tags: readonly string[];
  /** The one of these that the language serves; absent when none is served. */
  servedTag?: string | undefined;
};

/**
 * Lets the connector choose, and says why it did.
 *
 * @throws {ConnectorError} When no entry serves the usage type.
 */
export const explainChoice = (
  templates: readonly TemplateEntry[],
  usageType: string,
  hints: LocaleHints
): Choice => {
  const { templateName, language, index } = chooseTemplate(templates, usageType, hints);
  const servedBy = templates[index]?.usageType ?? usageType;
  const languages = templates
    .filter((entry) => entry.usageType === servedBy)
    .flatMap((entry) => entry.language);
  const tags = wantedTags(hints);

  return {
    templateName,
    language,
    usageType,
    servedBy,
    path: `templates.${index}`,
    languages,
    tags,
    servedTag: tags.find((tag) => pickLanguage([tag], languages) !== undefined),
  };
};

const list = new Intl.ListFormat('en', { type: 'conjunction' });
const alternatives = new Intl.ListFormat('en', { type: 'disjunction' });

/** Why this entry of the config. */
export const describeEntry = ({ usageType, servedBy, path }: Choice): string =>
  servedBy === usageType
    ? `${path} of the config, which is for ${usageType}`
    : `${path} of the config: nothing there is for ${usageType}, so ${servedBy} serves`;

/** Why this language. */
export const describeLanguage = ({ language, languages, tags, servedTag }: Choice): string => {
  if (servedTag !== undefined) {
    const before = tags.slice(0, tags.indexOf(servedTag));

    return before.length > 0
      ? `${language}, for ${servedTag}; there is nothing for ${alternatives.format(before)}`
      : `${language}, for ${servedTag}`;
  }

  return tags.length > 0
    ? `${language}, the default: none of ${list.format(languages)} serves ${alternatives.format(tags)}`
    : `${language}, the default, because no language was asked for`;
};
