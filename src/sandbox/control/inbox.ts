/** The inbox, for tests and for the page. */
import { type Hono } from 'hono';

import { type World } from '../world.js';

import { controlError } from './control-error.js';
import { readNumber, readWait } from './number.js';

export const addInboxRoutes = (app: Hono, { inbox, refusals, webhooks }: World) => {
  app.get('/inbox', (context) => context.json({ messages: inbox.messages }));

  app.delete('/inbox', (context) => {
    inbox.clear();
    refusals.clear();

    return context.body(null, 204);
  });

  app.get('/inbox/message/:id{.+}', (context) => {
    const id = context.req.param('id');
    const message = inbox.get(id);

    if (!message) {
      throw controlError(404, 'There is no such message, or it has made room for newer ones.');
    }

    return context.json({ message, ...inbox.exchangeOf(id), webhooks: webhooks.log.of(id) });
  });

  app.get('/inbox/:number', (context) => {
    const number = readNumber(context.req.param('number'));

    return context.json({ messages: inbox.messages.filter(({ to }) => to === number) });
  });

  app.delete('/inbox/:number', (context) => {
    const number = readNumber(context.req.param('number'));
    inbox.clear(number);
    refusals.clear(number);

    return context.body(null, 204);
  });

  app.get('/inbox/:number/latest', async (context) => {
    const number = readNumber(context.req.param('number'));
    const timeout = readWait(context.req.query('wait'));
    const after = context.req.query('after');

    try {
      return context.json(await inbox.waitFor(number, { timeout, ...(after && { after }) }));
    } catch (error: unknown) {
      throw controlError(404, error instanceof Error ? error.message : 'No code has come.');
    }
  });

  app.get('/refusals', (context) => context.json({ refusals: refusals.all }));
};
