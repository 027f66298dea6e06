/** The list of templates. Source: Meta, "Template management". */
import { templateStatuses } from '../account.js';
import { type StoredTemplate } from '../template-life.js';
import { codePlaceholder, renderTemplate } from '../texts.js';

import { type GraphContext } from './environment.js';
import { graphErrors } from './errors.js';
import { selectFields } from './fields.js';
import { pageOf } from './paging.js';
import { readChoices, readList } from './read-parameters.js';
import { type TemplateWorld, templateLimit } from './template-creation.js';
import { templateNode } from './template-node.js';

const categories = ['AUTHENTICATION', 'MARKETING', 'UTILITY'];
const qualityScores = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'];

const includes = (text: string, part: string | undefined): boolean =>
  part === undefined || text.toLowerCase().includes(part.toLowerCase());

const contentOf = (template: StoredTemplate): string =>
  Object.values(renderTemplate(template, codePlaceholder)).join('\n');

const isAmong = (value: string, values: readonly string[] | undefined): boolean =>
  values === undefined || values.includes(value);

/** Whether a template is one of those that a call asks for. */
const filterOf = ({ req }: GraphContext, { rules }: TemplateWorld) => {
  const name = req.query('name');
  const nameOrContent = req.query('name_or_content');
  const content = req.query('content');
  const languages = readList(req.query('language'), 'language');
  const statuses = readChoices(req.query('status'), 'status', templateStatuses);
  const asked = readChoices(req.query('category'), 'category', categories);
  const scores = readChoices(req.query('quality_score'), 'quality_score', qualityScores);

  const hasName = (template: StoredTemplate): boolean =>
    rules.nameFilter === 'exact' && name !== undefined
      ? template.name === name
      : includes(template.name, name);

  return (template: StoredTemplate): boolean =>
    hasName(template) &&
    includes(`${template.name}\n${contentOf(template)}`, nameOrContent) &&
    includes(contentOf(template), content) &&
    isAmong(template.language, languages) &&
    isAmong(template.status, statuses) &&
    // Every template of the sandbox is one for authentication, and has not been rated.
    isAmong('AUTHENTICATION', asked) &&
    isAmong('UNKNOWN', scores);
};

/** Source: Meta's business SDKs, `summary` of `message_templates`. */
const summaryOf = (world: TemplateWorld, count: number) => {
  const { all } = world.templates;
  const names = new Set(all.map(({ name }) => name));
  const languages = new Set(all.map(({ language }) => language));

  return {
    total_count: count,
    message_template_count: all.length,
    message_template_limit: templateLimit(world),
    are_translations_complete: all.length === names.size * languages.size,
  };
};

const selectSummary = (summary: Readonly<Record<string, unknown>>, asked: string) => {
  const names = ['true', '1'].includes(asked) ? Object.keys(summary) : readList(asked, 'summary');
  const unknown = names?.find((name) => !Object.hasOwn(summary, name));

  if (unknown !== undefined) {
    throw graphErrors.fieldUnknown(unknown, 'WhatsAppMessageTemplateSummary');
  }

  return Object.fromEntries((names ?? []).map((name) => [name, summary[name]]));
};

/**
 * @returns What Meta answers.
 * @throws {GraphError}
 */
export const listTemplates = (world: TemplateWorld, context: GraphContext) => {
  const found = world.templates.all.filter(filterOf(context, world));
  const page = pageOf(context, found, world.rules);
  const fields = context.req.query('fields');
  const summary = context.req.query('summary');

  return {
    ...page,
    data: page.data.map((template) => selectFields(templateNode(world, template), fields)),
    ...(summary && { summary: selectSummary(summaryOf(world, found.length), summary) }),
  };
};
