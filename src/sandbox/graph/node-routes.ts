/** Reading nodes, and the one thing that can be changed in a number. */
import { managementScope } from '../account.js';
import { type World } from '../world.js';

import { type Caller, requireScope } from './call.js';
import { type GraphApp, readJson } from './environment.js';
import { graphErrors } from './errors.js';
import { type Node, selectFields } from './fields.js';
import { nodeOf } from './nodes.js';
import { overrideGuard, setOverride } from './override.js';
import { pageOf } from './paging.js';
import { phoneNumberNode } from './phone-number-node.js';

const visibleNode = (world: World, caller: Caller, id: string, method: string): Node => {
  const node = nodeOf(world, id);

  if (!node || !caller.canSee(id)) {
    throw graphErrors.objectUnknown(id, method);
  }

  return node;
};

export const addNodeRoutes = (graph: GraphApp, world: World) => {
  graph.get('/:id{\\d+}', (context) => {
    const caller = context.get('caller');
    const node = visibleNode(world, caller, context.req.param('id'), 'GET');
    requireScope(caller, managementScope);

    return context.json(selectFields(node, context.req.query('fields')));
  });

  graph.get('/:id{\\d+}/phone_numbers', (context) => {
    const { account } = world;
    const caller = context.get('caller');
    const id = context.req.param('id');
    const node = visibleNode(world, caller, id, 'GET');
    requireScope(caller, managementScope);

    if (id !== account.id) {
      throw graphErrors.fieldUnknown('phone_numbers', node.type);
    }

    const page = pageOf(context, account.phoneNumbers, world.rules);

    return context.json({
      ...page,
      data: page.data.map((phoneNumber) =>
        selectFields(phoneNumberNode(world, phoneNumber), context.req.query('fields'))
      ),
    });
  });

  // The highest of the three places where the address of webhooks is set.
  graph.post('/:id{\\d+}', async (context) => {
    const { account } = world;
    const caller = context.get('caller');
    const id = context.req.param('id');
    visibleNode(world, caller, id, 'POST');
    requireScope(caller, managementScope);

    const configuration = overrideGuard.safeParse(await readJson(context)).data;

    if (!configuration || !account.phoneNumbers.some((item) => item.id === id)) {
      throw graphErrors.objectUnknown(id, 'POST');
    }

    await setOverride(world, `number ${id}`, configuration.webhook_configuration);

    return context.json({ success: true });
  });
};
