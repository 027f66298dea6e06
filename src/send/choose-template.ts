import { ConnectorError, ConnectorErrorCodes } from '@logto/connector-kit';
import { assert } from '@silverhand/essentials';

import { pickLanguage } from '../meta/language-match.js';
import { type MetaLanguage } from '../meta/languages.js';
import { type TemplateEntry } from '../types.js';

/** What Logto knows of the languages of a person. */
export type LocaleHints = {
  /** BCP 47 tags in order of preference, separated by spaces. */
  uiLocales?: string | undefined;
  /** The one tag that Logto made of them. */
  locale?: string | undefined;
};

export type ChosenTemplate = {
  templateName: string;
  language: MetaLanguage;
  /** Where it stands in the config, for errors that concern it. */
  index: number;
};

/** Nobody prefers more languages than this; whoever signs in chooses how many tags there are. */
const maximumTags = 20;

/** BCP 47 tags in order of preference, as far as they can be told from the hints. */
export const wantedTags = ({ uiLocales = '', locale = '' }: LocaleHints): string[] =>
  [...uiLocales.split(/\s+/, maximumTags), locale.trim()].filter(Boolean);

/**
 * Chooses the template for a usage type, in the language of a person.
 *
 * Several entries of one usage type count as one template with all their languages; the first
 * language of the first entry is the default. Usage types without an entry use `Generic`.
 *
 * @throws {ConnectorError} `TemplateNotFound` when there is neither.
 */
export const chooseTemplate = (
  templates: readonly TemplateEntry[],
  usageType: string,
  hints: LocaleHints
): ChosenTemplate => {
  const numbered = templates.map((template, index) => ({ ...template, index }));
  const entriesOf = (type: string) => numbered.filter((entry) => entry.usageType === type);
  const own = entriesOf(usageType);
  const candidates = (own.length > 0 ? own : entriesOf('Generic')).flatMap(
    ({ language: languages, templateName, index }) =>
      languages.map((language) => ({ templateName, language, index }))
  );
  const language = pickLanguage(
    wantedTags(hints),
    candidates.map((candidate) => candidate.language)
  );
  const chosen = candidates.find((candidate) => candidate.language === language) ?? candidates[0];

  assert(chosen, new ConnectorError(ConnectorErrorCodes.TemplateNotFound));

  return chosen;
};
