/** Source: Meta, "Template management"; the changelog of 2026 for `hsm_ids`. */
import { type StoredTemplate } from '../template-life.js';

import { graphErrors } from './errors.js';
import { readList } from './read-parameters.js';
import { type TemplateWorld } from './template-creation.js';
import { templateErrors } from './template-errors.js';

/** `hsm_` is what Meta called templates when their ids were named. */
type DeletionQuery = {
  name: string | undefined;
  hsm_id: string | undefined;
  hsm_ids: string | undefined;
};

const maximumIds = 100;

const byIds = ({ templates }: TemplateWorld, ids: readonly string[]): StoredTemplate[] => {
  if (ids.length > maximumIds) {
    throw graphErrors.parameterInvalid('hsm_ids', `must have at most ${maximumIds} elements.`);
  }

  const found = [...new Set(ids)].map((id) => templates.get(id));

  if (found.includes(undefined)) {
    throw templateErrors.notFound();
  }

  return found.filter((template) => template !== undefined);
};

/** One language by its id and its name, or every language of a name. */
const byName = (
  { templates }: TemplateWorld,
  { name, hsm_id: id }: DeletionQuery
): StoredTemplate[] => {
  if (!name) {
    throw graphErrors.parameterMissing('name');
  }

  const found = templates.all.filter(
    (template) => template.name === name && (id === undefined || template.id === id)
  );

  if (found.length === 0) {
    throw templateErrors.notFound();
  }

  return found;
};

/**
 * Deletes all that is asked for, or nothing.
 *
 * @returns What Meta answers.
 * @throws {GraphError}
 */
export const deleteTemplates = (world: TemplateWorld, query: DeletionQuery) => {
  const ids = readList(query.hsm_ids, 'hsm_ids');
  const found = ids ? byIds(world, ids) : byName(world, query);

  if (found.some(({ status }) => status === 'DISABLED')) {
    throw templateErrors.statusFixed('A disabled template cannot be deleted.');
  }

  world.templates.delete(found);

  return { success: true };
};
