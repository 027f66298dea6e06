/** The routes that manage templates. Source: Meta, "Template management". */
import { majorOf } from '../../meta/graph-versions.js';
import { managementScope } from '../account.js';
import { type StoredTemplate } from '../template-life.js';

import { requireScope } from './call.js';
import { type GraphApp, type GraphContext, readJson } from './environment.js';
import { graphErrors } from './errors.js';
import { selectFields } from './fields.js';
import { upsertTemplates } from './template-bulk.js';
import { type TemplateWorld, createTemplate } from './template-creation.js';
import { deleteTemplates } from './template-deletion.js';
import { editTemplate, unpauseTemplate } from './template-edit.js';
import { listTemplates } from './template-list.js';
import { templateNode } from './template-node.js';
import { previewTemplates } from './template-previews.js';
import { type Usage } from './usage.js';

const versionOf = (context: GraphContext): number => majorOf(context.get('version'));

/**
 * Lets a call pass that is about the business account, by somebody who may manage it.
 *
 * @param edge What follows the id in the path.
 * @throws {GraphError}
 */
const checkAccount = ({ account }: TemplateWorld, context: GraphContext, edge: string) => {
  const { req } = context;
  const caller = context.get('caller');
  const id = req.param('id') ?? '';

  if (id === account.businessId && caller.canSee(id)) {
    // The id of the business is often taken for that of its WhatsApp account.
    throw graphErrors.fieldUnknown(edge, 'Business');
  }

  if (id !== account.id || !caller.canSee(id)) {
    throw graphErrors.objectUnknown(id, req.method);
  }

  requireScope(caller, managementScope);
};

/**
 * The template that a call is about.
 *
 * @returns `undefined` when the id is not one of a template.
 * @throws {GraphError} When the caller may not manage it.
 */
const templateIn = (
  { templates }: TemplateWorld,
  context: GraphContext
): StoredTemplate | undefined => {
  const caller = context.get('caller');
  const id = context.req.param('id') ?? '';
  const template = templates.get(id);

  if (!template) {
    return;
  }

  if (!caller.canSee(id)) {
    throw graphErrors.objectUnknown(id, context.req.method);
  }

  requireScope(caller, managementScope);

  return template;
};

const addAccountRoutes = (graph: GraphApp, world: TemplateWorld, usage: Usage) => {
  graph.get('/:id{\\d+}/message_templates', (context) => {
    checkAccount(world, context, 'message_templates');

    return context.json(listTemplates(world, context));
  });

  graph.post('/:id{\\d+}/message_templates', async (context) => {
    checkAccount(world, context, 'message_templates');
    const body = await readJson(context);

    return context.json(createTemplate(world, usage, body, versionOf(context)));
  });

  graph.delete('/:id{\\d+}/message_templates', (context) => {
    checkAccount(world, context, 'message_templates');
    const { req } = context;

    return context.json(
      deleteTemplates(world, {
        name: req.query('name'),
        hsm_id: req.query('hsm_id'),
        hsm_ids: req.query('hsm_ids'),
      })
    );
  });

  graph.post('/:id{\\d+}/upsert_message_templates', async (context) => {
    checkAccount(world, context, 'upsert_message_templates');
    const body = await readJson(context);

    return context.json(upsertTemplates(world, usage, body, versionOf(context)));
  });

  graph.get('/:id{\\d+}/message_template_previews', (context) => {
    checkAccount(world, context, 'message_template_previews');

    return context.json(previewTemplates(context.req.query(), world.rules));
  });
};

/** What is no template is left to the routes of other nodes. */
const addNodeRoutes = (graph: GraphApp, world: TemplateWorld) => {
  graph.get('/:id{\\d+}', async (context, next) => {
    const template = templateIn(world, context);

    return template
      ? context.json(selectFields(templateNode(world, template), context.req.query('fields')))
      : next();
  });

  graph.post('/:id{\\d+}', async (context, next) => {
    const template = templateIn(world, context);

    return template
      ? context.json(editTemplate(world, template, await readJson(context), versionOf(context)))
      : next();
  });

  graph.post('/:id{\\d+}/unpause', async (context, next) => {
    const template = templateIn(world, context);

    return template ? context.json(unpauseTemplate(world, template)) : next();
  });
};

/** @param usage Whose limit new templates count against. */
export const addTemplateRoutes = (graph: GraphApp, world: TemplateWorld, usage: Usage) => {
  addAccountRoutes(graph, world, usage);
  addNodeRoutes(graph, world);
};
