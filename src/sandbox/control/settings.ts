/** What can be set by tests and by the page: phones and templates. */
import { type Hono } from 'hono';
import { z } from 'zod';

import { templateStatuses } from '../account.js';
import { behaviours } from '../behaviours.js';
import { type World } from '../world.js';

import { controlError } from './control-error.js';
import { readNumber } from './number.js';

const behaviourGuard = z.object({ behaviour: z.string() });
const statusGuard = z.object({ status: z.enum(templateStatuses) });

const readBody = async <Output>(
  request: { json: () => Promise<unknown> },
  guard: z.ZodType<Output>,
  hint: string
): Promise<Output> => {
  try {
    return guard.parse(await request.json());
  } catch {
    throw controlError(400, `The body has to be JSON such as ${hint}.`);
  }
};

export const addSettingRoutes = (app: Hono, { phones, templates, webhooks }: World) => {
  app.get('/phones', (context) => context.json({ phones: phones.all }));

  app.put('/phones/:number', async (context) => {
    const number = readNumber(context.req.param('number'));
    const { behaviour } = await readBody(
      context.req,
      behaviourGuard,
      '{ "behaviour": "phone-off" }'
    );

    try {
      phones.behave(number, behaviour);
    } catch (error: unknown) {
      throw error instanceof RangeError
        ? controlError(
            400,
            `${error.message} Use one of ${behaviours.map(({ name }) => name).join(', ')}.`
          )
        : error;
    }

    return context.json({ number, behaviour });
  });

  app.delete('/phones/:number', (context) => {
    phones.reset(readNumber(context.req.param('number')));

    return context.body(null, 204);
  });

  app.get('/templates', (context) => context.json({ templates: templates.all }));

  app.put('/templates/:id', async (context) => {
    const { status } = await readBody(context.req, statusGuard, '{ "status": "PAUSED" }');
    const template = templates.setStatus(context.req.param('id'), status);

    if (!template) {
      throw controlError(404, 'There is no template with this id. GET /templates lists them.');
    }

    return context.json(template);
  });

  app.get('/webhooks', (context) => context.json({ webhooks: webhooks.log.all }));
};
