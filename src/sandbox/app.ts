/** All faces of the sandbox together, without a server around them. */
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';

import { addEventRoutes } from './control/events.js';
import { guardHost, guardOrigin } from './control/guard.js';
import { addInboxRoutes } from './control/inbox.js';
import { addSettingRoutes } from './control/settings.js';
import { describeState } from './control/state.js';
import { createDialog360App } from './dialog360.js';
import { answerError } from './graph/answer-error.js';
import { createGraphApp } from './graph/graph-app.js';
import { recordRefusals } from './graph/record-refusals.js';
import { createSender } from './graph/send.js';
import { limitBody } from './limit-body.js';
import { addPageRoutes } from './page.js';
import { addHttpSmsRoutes } from './sms/http-sms.js';
import { addTwilioRoutes } from './sms/twilio.js';
import { type World } from './world.js';

/** @param allowedHosts Names, besides those of the loopback, by which the sandbox may be addressed. */
export const createApp = (world: World, allowedHosts: readonly string[] = []): Hono => {
  const app = new Hono();
  const send = createSender(world);
  const graph = createGraphApp(world, send);

  app.onError((error, context) =>
    error instanceof HTTPException ? error.getResponse() : answerError(context, error, world.rules)
  );
  app.use(guardHost(allowedHosts), guardOrigin, recordRefusals(world), limitBody);

  addPageRoutes(app);
  addInboxRoutes(app, world);
  addSettingRoutes(app, world);
  addEventRoutes(app, world);
  app.get('/state', (context) =>
    context.json(describeState(world, new URL(context.req.url).origin))
  );

  addHttpSmsRoutes(app, world);
  addTwilioRoutes(app, world);
  app.route('/', createDialog360App(world, send));
  app.route('/:version{v\\d+\\.\\d+}', graph);
  app.route('/', graph);

  return app;
};
