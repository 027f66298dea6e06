/** `POST /{PNID}/messages`. Source: Meta, "Send messages". */
import { messagingScope } from '../account.js';
import { type World } from '../world.js';

import { requireScope } from './call.js';
import { type GraphApp, readJson } from './environment.js';
import { graphErrors } from './errors.js';
import { type Send } from './send.js';

export const addMessageRoutes = (graph: GraphApp, world: World, send: Send) => {
  graph.post('/:id{\\d+}/messages', async (context) => {
    const id = context.req.param('id');
    const caller = context.get('caller');
    const phoneNumber = world.account.phoneNumbers.find((item) => item.id === id);

    if (!phoneNumber || !caller.canSee(id)) {
      throw graphErrors.objectUnknown(id, 'POST');
    }

    requireScope(caller, messagingScope);

    return send({ phoneNumber, body: await readJson(context), context });
  });
};
