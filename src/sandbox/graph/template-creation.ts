/** New templates. Source: Meta, "Templates: overview", "Authentication templates". */
import { type SandboxTemplate } from '../account.js';
import { type StoredTemplate } from '../template-life.js';
import { type World } from '../world.js';

import { isLargeEnough } from './messaging-limit.js';
import { readComponents } from './read-components.js';
import { readObject } from './read-parameters.js';
import { checkCategory, readLanguage, readName, readTtl, usualTtl } from './read-template.js';
import { templateErrors } from './template-errors.js';
import { type Usage } from './usage.js';

/** What the routes of templates read and change. */
export type TemplateWorld = Pick<World, 'account' | 'rules' | 'clock' | 'templates'>;

/** Each language counts. Source: Meta, "Templates: overview". */
export const templateLimit = ({ account }: Pick<World, 'account'>): number =>
  account.businessVerificationStatus === 'verified' ? 6000 : 250;

/** The template of a name in one language. */
export const translationOf = (
  { templates }: Pick<World, 'templates'>,
  { name, language }: Pick<SandboxTemplate, 'name' | 'language'>
): StoredTemplate | undefined => templates.lookUp(name, language);

/**
 * Whether a template may be added.
 *
 * @param planned How many are about to be added before it.
 * @throws {GraphError}
 */
export const checkCreation = (
  world: TemplateWorld,
  { name, language }: Pick<SandboxTemplate, 'name' | 'language'>,
  planned = 0
) => {
  const { account, rules, templates } = world;
  const limit = templateLimit(world);

  const isEligible =
    account.businessVerificationStatus === 'verified' ||
    (rules.unverifiedBusiness === 'by-limit' && isLargeEnough(account));

  if (!isEligible) {
    throw templateErrors.notEligible();
  }

  if (translationOf(world, { name, language })) {
    throw templateErrors.languageExists(language);
  }

  if (templates.isNameBlocked(name)) {
    throw templateErrors.nameBlocked(language);
  }

  if (templates.all.length + planned >= limit) {
    throw templateErrors.limitReached(limit);
  }
};

/**
 * @param version Number of the Graph version: 25 of `v25.0`.
 * @returns What Meta answers.
 * @throws {GraphError}
 */
export const createTemplate = (
  world: TemplateWorld,
  usage: Usage,
  body: unknown,
  version: number
) => {
  const fields = readObject(body);
  const name = readName(fields.name);
  checkCategory(fields.category);
  const template = {
    name,
    language: readLanguage(fields.language, world.rules),
    ttlSeconds: readTtl(fields.message_send_ttl_seconds) ?? usualTtl,
    ...readComponents(fields.components, { version, hasLabels: true }),
  };

  checkCreation(world, template);
  usage.takeCreation();

  const { id, status } = world.templates.create(template);

  return { id, status, category: 'AUTHENTICATION' };
};
