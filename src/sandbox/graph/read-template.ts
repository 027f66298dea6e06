/** What a call says about a template. Source: Meta, "Templates: overview", "Time-to-live". */
import { z } from 'zod';

import { metaLanguages } from '../../meta/languages.js';
import { type SandboxRules } from '../rules.js';

import { graphErrors } from './errors.js';
import { readParameter } from './read-parameters.js';
import { templateErrors } from './template-errors.js';

const longestName = 512;

/** Seconds for which the messages of a template are tried, unless it says otherwise. */
export const usualTtl = 600;

/** Known to some of Meta's clients, but not on Meta's page. */
const contestedLanguages = new Set(['ar_SA', 'es_VE']);

const required = (value: unknown, name: string): unknown => {
  if (value === undefined || value === '') {
    throw graphErrors.parameterMissing(name);
  }

  return value;
};

/** @throws {GraphError} */
export const readName = (value: unknown): string => {
  const name = readParameter(z.string(), required(value, 'name'), 'name');

  if (!/^[\d_a-z]+$/.test(name)) {
    throw templateErrors.nameFormat();
  }

  if (name.length > longestName) {
    throw templateErrors.tooLong('name', longestName);
  }

  return name;
};

type LanguageRules = Pick<SandboxRules, 'unconfirmedLanguages'>;

/** The languages that a template may be in. */
export const languagesBy = ({ unconfirmedLanguages }: LanguageRules): string[] =>
  metaLanguages.filter((language) => unconfirmedLanguages || !contestedLanguages.has(language));

/** @throws {GraphError} */
export const readLanguage = (value: unknown, rules: LanguageRules): string => {
  const language = readParameter(z.string(), required(value, 'language'), 'language');

  if (!languagesBy(rules).includes(language)) {
    throw templateErrors.languageUnknown(language);
  }

  return language;
};

/** @throws {GraphError} */
export const checkCategory = (value: unknown) => {
  const category = readParameter(z.string(), required(value, 'category'), 'category');

  if (category.toUpperCase() !== 'AUTHENTICATION') {
    throw templateErrors.categoryUnknown();
  }
};

const ttlGuard = z
  .number()
  .int()
  .refine((seconds) => seconds === -1 || (seconds >= 30 && seconds <= 900), {
    message: 'has to be 30 to 900 seconds, or -1 for 30 days',
  });

/** @throws {GraphError} */
export const readTtl = (value: unknown): number | undefined =>
  value === undefined ? undefined : readParameter(ttlGuard, value, 'message_send_ttl_seconds');
