/** Changes of a template, and its way out of a pause. Source: Meta, "Template management". */
import { type TemplateStatus } from '../account.js';
import { type StoredTemplate, type TemplateEdit } from '../template-life.js';

import { readComponents } from './read-components.js';
import { readObject } from './read-parameters.js';
import { checkCategory, readTtl } from './read-template.js';
import { type TemplateWorld } from './template-creation.js';
import { templateErrors } from './template-errors.js';

const day = 24 * 60 * 60_000;

/** How often an approved template may be edited. Source: Meta, "Template management". */
const editLimits = [
  { maximum: 1, time: day, message: 'An approved template can be edited once in 24 hours.' },
  {
    maximum: 10,
    time: 30 * day,
    message: 'An approved template can be edited 10 times in 30 days.',
  },
];

const editable = new Set<TemplateStatus>(['APPROVED', 'REJECTED', 'PAUSED']);

/**
 * Whether a template may be changed now.
 *
 * @throws {GraphError}
 */
export const checkEdit = ({ clock }: Pick<TemplateWorld, 'clock'>, template: StoredTemplate) => {
  if (!editable.has(template.status)) {
    throw templateErrors.statusFixed(
      `The template is ${template.status}; only what is APPROVED, REJECTED or PAUSED can be edited.`
    );
  }

  if (template.status !== 'APPROVED') {
    return;
  }

  const now = clock.now().getTime();

  for (const { maximum, time, message } of editLimits) {
    if (template.edits.filter((at) => new Date(at).getTime() > now - time).length >= maximum) {
      throw templateErrors.editLimit(message);
    }
  }
};

/** Changes a template; by the rules it is under review again, or approved at once. */
export const applyEdit = (
  { templates, rules }: TemplateWorld,
  template: StoredTemplate,
  changes: TemplateEdit
): StoredTemplate => templates.edit(template, changes, rules.editedTemplate === 'reviewed');

/** @throws {GraphError} */
export const checkNewTtl = (ttl: unknown) => {
  if (ttl === -1) {
    throw templateErrors.invalid(
      'message_send_ttl_seconds',
      '-1 can be chosen for new templates only.'
    );
  }
};

const readEdit = (fields: Readonly<Record<string, unknown>>, version: number): TemplateEdit => {
  const { name, language, category, components, message_send_ttl_seconds: ttl } = fields;

  if (name !== undefined || language !== undefined) {
    throw templateErrors.invalid(
      name === undefined ? 'language' : 'name',
      'The name and the language of a template never change.'
    );
  }

  if (category !== undefined) {
    checkCategory(category);
  }

  if (category === undefined && components === undefined && ttl === undefined) {
    throw templateErrors.invalid(
      'components',
      'Nothing to change: give components, message_send_ttl_seconds or category.'
    );
  }

  checkNewTtl(ttl);

  const ttlSeconds = readTtl(ttl);

  return {
    ...(components !== undefined && {
      content: readComponents(components, { version, hasLabels: true }),
    }),
    ...(ttlSeconds !== undefined && { ttlSeconds }),
  };
};

/**
 * @param version Number of the Graph version: 25 of `v25.0`.
 * @returns What Meta answers.
 * @throws {GraphError}
 */
export const editTemplate = (
  world: TemplateWorld,
  template: StoredTemplate,
  body: unknown,
  version: number
) => {
  const changes = readEdit(readObject(body), version);

  checkEdit(world, template);
  applyEdit(world, template, changes);

  return { success: true };
};

/** @returns What Meta answers; not being paused is no error. Source: Meta, "Template pausing". */
export const unpauseTemplate = ({ templates }: TemplateWorld, template: StoredTemplate) => {
  if (template.status !== 'PAUSED') {
    return { success: false, reason: `The template is not paused, but ${template.status}.` };
  }

  templates.unpause(template);

  return { success: true };
};
