/** The relay's HTTP face. */
import { Hono } from 'hono';

import { type Log, describeError } from '../log.js';
import { addPageRoutes } from '../page.js';

import { addCheckRoute } from './check-route.js';
import { answerProblem, problems } from './problem.js';
import { type ReadingSurroundings, addReadingRoutes } from './reading-routes.js';
import { type RegistrationSurroundings, addRegistrationRoute } from './registration-route.js';
import { type WebhookSurroundings, addWebhookRoutes } from './webhook-routes.js';

export type AppSurroundings = WebhookSurroundings &
  RegistrationSurroundings &
  ReadingSurroundings & {
    log: Log;
    /** Whether requests can be served. */
    isReady: () => Promise<boolean>;
  };

export const createApp = (surroundings: AppSurroundings): Hono => {
  const app = new Hono();

  app.notFound((context) => answerProblem(context, 404, problems.notFound));
  app.onError((error, context) => {
    surroundings.log.error({ event: 'request-failed', ...describeError(error) });

    return answerProblem(context, 500, problems.unexpected);
  });

  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/readyz', async (context) =>
    (await surroundings.isReady())
      ? context.json({ status: 'ready' })
      : answerProblem(context, 503, problems.unavailable)
  );

  addWebhookRoutes(app, surroundings);
  addRegistrationRoute(app, surroundings);
  addCheckRoute(app, surroundings);
  addReadingRoutes(app, surroundings);
  addPageRoutes(app);

  return app;
};
