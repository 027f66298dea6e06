/** The address that Logto's own `@logto/connector-http-sms` posts to. Source: its README. */
import { type Hono } from 'hono';
import { z } from 'zod';

import { parseJson } from '../../json/parse-json.js';
import { controlError } from '../control/control-error.js';
import { readNumber } from '../control/number.js';
import { type World } from '../world.js';

import { receiveSms } from './receive.js';

const requestGuard = z.object({
  to: z.string(),
  type: z.string(),
  payload: z.object({ code: z.string() }).passthrough(),
});

export const addHttpSmsRoutes = (app: Hono, world: World) => {
  app.post('/sms', async (context) => {
    const body = parseJson(await context.req.text());
    const { data } = requestGuard.safeParse(body);

    if (!data) {
      throw controlError(
        400,
        'The body has to be what @logto/connector-http-sms sends: { "to", "type", "payload": { "code" } }.'
      );
    }

    const { to, type, payload } = data;

    return context.json(
      receiveSms(
        world,
        {
          to: readNumber(to),
          body: `${payload.code} (${type})`,
          code: payload.code,
          from: 'http-sms',
          request: body,
        },
        (id) => ({ id })
      )
    );
  });
};
