/** One template in many languages. Source: Meta, "Bulk management" of authentication templates. */
import { z } from 'zod';

import { type StoredTemplate, type TemplateContent } from '../template-life.js';

import { graphErrors } from './errors.js';
import { GraphError } from './graph-error.js';
import { readComponents } from './read-components.js';
import { readObject, readParameter } from './read-parameters.js';
import { checkCategory, readLanguage, readName, readTtl, usualTtl } from './read-template.js';
import { type TemplateWorld, checkCreation, translationOf } from './template-creation.js';
import { applyEdit, checkEdit, checkNewTtl } from './template-edit.js';
import { templateErrors } from './template-errors.js';
import { type Usage } from './usage.js';

const languagesGuard = z
  .array(z.string())
  .min(1)
  .refine((languages) => new Set(languages).size === languages.length, 'has a language twice');

type Draft = { name: string; content: TemplateContent; ttlSeconds: number | undefined };

const readDraft = (fields: Readonly<Record<string, unknown>>, version: number): Draft => ({
  name: readName(fields.name),
  content: readComponents(fields.components, { version, hasLabels: false }),
  ttlSeconds: readTtl(fields.message_send_ttl_seconds),
});

const readLanguages = ({ language, languages }: Readonly<Record<string, unknown>>): string[] => {
  if (language !== undefined) {
    throw templateErrors.invalid('language', 'Bulk calls take languages, not language.');
  }

  if (languages === undefined) {
    throw graphErrors.parameterMissing('languages');
  }

  return readParameter(languagesGuard, languages, 'languages');
};

/** What is wrong with a language, or else nothing. */
const refusalOf = (check: () => void): GraphError | undefined => {
  try {
    check();
  } catch (error: unknown) {
    if (error instanceof GraphError) {
      return error;
    }

    throw error;
  }
};

/**
 * Whether the template in a language may be changed or added.
 *
 * @param before The languages that are about to be written before it.
 */
const checkWrite = (
  world: TemplateWorld,
  draft: Draft & { language: string },
  before: readonly string[]
) => {
  const existing = translationOf(world, draft);

  if (existing) {
    checkNewTtl(draft.ttlSeconds);
    checkEdit(world, existing);

    return;
  }

  const planned = before.filter((language) => !translationOf(world, { ...draft, language }));
  checkCreation(world, draft, planned.length);
};

/** Changes the template in a language, or adds it. */
const write = (
  world: TemplateWorld,
  language: string,
  { name, content, ttlSeconds }: Draft
): StoredTemplate => {
  const existing = translationOf(world, { name, language });

  return existing
    ? applyEdit(world, existing, { content, ...(ttlSeconds !== undefined && { ttlSeconds }) })
    : world.templates.create({
        ...content,
        name,
        language,
        ttlSeconds: ttlSeconds ?? usualTtl,
      });
};

/**
 * Changes what exists and adds the rest. What happens when one language cannot be written is not
 * documented; the rules say it.
 *
 * @param version Number of the Graph version: 25 of `v25.0`.
 * @returns What Meta answers.
 * @throws {GraphError}
 */
export const upsertTemplates = (
  world: TemplateWorld,
  usage: Usage,
  body: unknown,
  version: number
) => {
  const { rules } = world;
  const fields = readObject(body);
  checkCategory(fields.category);
  const languages = readLanguages(fields);
  const draft = readDraft(fields, version);
  const checked = languages.map((asked, index) => ({
    language: asked,
    refusal: refusalOf(() => {
      const language = readLanguage(asked, rules);
      checkWrite(world, { ...draft, language }, languages.slice(0, index));
    }),
  }));
  const possible = checked.filter(({ refusal }) => !refusal);
  const firstRefusal = checked.find(({ refusal }) => refusal)?.refusal;

  if (firstRefusal && (rules.bulkFailure === 'nothing' || possible.length === 0)) {
    throw firstRefusal;
  }

  // Before anything is written: the limit of new templates fails the whole call.
  for (const { language } of possible) {
    if (!translationOf(world, { ...draft, language })) {
      usage.takeCreation();
    }
  }

  const data = possible.map(({ language }) => {
    const { id, status } = write(world, language, draft);

    return { id, status, language };
  });

  return { data };
};
