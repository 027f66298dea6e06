/** The `templates` of the connector's config: those that are wanted, and what they become. */
import { requiredUsageTypes } from '../config/templates.js';
import { type MetaLanguage } from '../meta/languages.js';
import { type TemplateEntry } from '../types.js';

/** What Console's form starts with. */
const usualTemplateName = 'verification_code';
const usualLanguage: MetaLanguage = 'en_US';

/** What was asked for on the command line; the rest is as in the config. */
export type EntriesWish = {
  languages?: readonly MetaLanguage[] | undefined;
  name?: string | undefined;
  /** Whether each usage type has a template of its own. */
  isPerUsageType: boolean;
};

/** One language of a usage type, and the template that it is sent with. */
type Pair = { name: string; language: MetaLanguage };

/** `sign_in` of `SignIn`, as names of templates are written. */
const suffixOf = (usageType: string): string =>
  usageType
    .replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replaceAll(/[^\d_a-z]/g, '')
    .replace(/^_/, '');

/** The usage types in the order of the config; those that Logto cannot do without are among them. */
const usageTypesOf = (entries: readonly TemplateEntry[]): string[] => [
  ...new Set([...entries.map(({ usageType }) => usageType), ...requiredUsageTypes]),
];

const pairsOf = (entries: readonly TemplateEntry[], usageType: string): Pair[] =>
  entries
    .filter((entry) => entry.usageType === usageType)
    .flatMap(({ templateName: name, language: languages }) =>
      languages.map((language) => ({ name, language }))
    );

/** One entry for each name, in the order in which the names come first. */
const entriesOf = (usageType: string, pairs: readonly Pair[]): TemplateEntry[] =>
  [...new Set(pairs.map(({ name }) => name))].map((templateName) => ({
    usageType,
    templateName,
    language: [
      ...new Set(pairs.filter(({ name }) => name === templateName).map(({ language }) => language)),
    ],
  }));

/** Usage types without an entry of their own use that of `Generic`. */
const inherited = (entries: readonly TemplateEntry[], usageType: string): Pair[] => {
  const own = pairsOf(entries, usageType);

  return own.length > 0 ? own : pairsOf(entries, 'Generic');
};

const isNameOf = (name: string, usageType: string): boolean =>
  name.endsWith(`_${suffixOf(usageType)}`);

/** The part of a name before the usage type; `undefined` when the name has none. */
const stemOf = (name: string, usageTypes: readonly string[]): string | undefined => {
  const usageType = usageTypes.find((one) => isNameOf(name, one));

  return usageType === undefined ? undefined : name.slice(0, -suffixOf(usageType).length - 1);
};

/** What names of usage types begin with: as those that are there already, so that a run resumes. */
const stemIn = (configured: readonly TemplateEntry[]): string => {
  const usageTypes = usageTypesOf(configured);
  const names = configured.map(({ templateName }) => templateName);
  const stems = new Set(names.flatMap((name) => stemOf(name, usageTypes) ?? []));
  const [stem, ...others] = stems.size > 0 ? stems : new Set(names);

  return stem !== undefined && others.length === 0 ? stem : usualTemplateName;
};

/** Whether the config has a name for each usage type, chosen by somebody who names them otherwise. */
const isDivided = (entries: readonly TemplateEntry[]): boolean => {
  const names = requiredUsageTypes.flatMap(
    (usageType) => inherited(entries, usageType)[0]?.name ?? []
  );

  return (
    new Set(names).size === requiredUsageTypes.length &&
    names.every((name) => stemOf(name, requiredUsageTypes) === undefined)
  );
};

/** The name that a usage type's templates are to have, where a language has none yet. */
const nameFor = (
  configured: readonly TemplateEntry[],
  { name, isPerUsageType }: EntriesWish,
  usageType: string
): string => {
  const names = inherited(configured, usageType).map((pair) => pair.name);

  if (!isPerUsageType) {
    return name ?? names[0] ?? configured[0]?.templateName ?? usualTemplateName;
  }

  if (name !== undefined) {
    return `${name}_${suffixOf(usageType)}`;
  }

  return (
    names.find((one) => isNameOf(one, usageType)) ??
    (isDivided(configured) ? names[0] : undefined) ??
    `${stemIn(configured)}_${suffixOf(usageType)}`
  );
};

/**
 * What is wanted, as entries of a config.
 *
 * @param configured Those of the config; may be empty.
 * @param otherwise The languages, where neither the command line nor the config names any.
 */
export const wantedEntries = (
  configured: readonly TemplateEntry[],
  wish: EntriesWish,
  otherwise: readonly MetaLanguage[]
): TemplateEntry[] =>
  usageTypesOf(configured).flatMap((usageType) => {
    const present = inherited(configured, usageType);
    const usual = nameFor(configured, wish, usageType);
    const isRenamed = wish.name !== undefined || wish.isPerUsageType;
    const own = present.map(({ language }) => language);
    const languages = new Set(wish.languages ?? (own.length > 0 ? own : otherwise));

    return entriesOf(
      usageType,
      [...(languages.size > 0 ? languages : [usualLanguage])].map((language) => ({
        language,
        name: isRenamed
          ? usual
          : (present.find((pair) => pair.language === language)?.name ?? usual),
      }))
    );
  });

/**
 * Whether a template can be sent: now, when Meta has reviewed it, or not at all. `open` is what
 * another run may still mend: it was not tried, failed, or is paused.
 */
export type Standing = 'now' | 'later' | 'open' | 'never';

export type StandingOf = (name: string, language: MetaLanguage) => Standing;

/**
 * The languages of the config first, so that the default stays; a new name takes the old one's place.
 * What is there goes only when it can never be sent.
 *
 * What is still under review would fail where it stands in for a language that works: it has no place,
 * unless it had one before, or there is nothing else.
 */
const mergePairs = (
  present: readonly Pair[],
  wanted: readonly Pair[],
  standingOf: StandingOf
): Pair[] => {
  const usable = wanted.filter(({ name, language }) => standingOf(name, language) === 'now');
  const kept = present
    .map((pair) => usable.find(({ language }) => language === pair.language) ?? pair)
    .filter(({ name, language }) => standingOf(name, language) !== 'never');
  const added = usable.filter(({ language }) => kept.every((pair) => pair.language !== language));

  const merged = [...kept, ...added];

  return merged.length > 0
    ? merged
    : wanted.filter(({ name, language }) => standingOf(name, language) === 'later');
};

/**
 * The entries that the config is to have: its own, with what was wanted and can be sent.
 *
 * A usage type of which nothing is left has the templates of `Generic`, or else of the first that has
 * any: without an entry for each of the four that Logto needs, no config can be saved.
 *
 * @returns Nothing, when nothing can be used.
 */
export const mergedEntries = (
  configured: readonly TemplateEntry[],
  wanted: readonly TemplateEntry[],
  standingOf: StandingOf
): TemplateEntry[] => {
  const usageTypes = usageTypesOf([...configured, ...wanted]);
  const merged = new Map(
    usageTypes.map((usageType) => [
      usageType,
      mergePairs(pairsOf(configured, usageType), pairsOf(wanted, usageType), standingOf),
    ])
  );
  const substitutes = [merged.get('Generic') ?? [], ...merged.values()];
  const substitute = substitutes.find((pairs) => pairs.length > 0) ?? [];

  return usageTypes.flatMap((usageType) => {
    const own = merged.get(usageType) ?? [];

    return entriesOf(usageType, own.length > 0 ? own : substitute);
  });
};
