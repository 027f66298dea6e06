/** The relay's HTTP face. */
import { Hono } from 'hono';

import { type Log, describeError } from '../log.js';
import { addPageRoutes } from '../page.js';
import { SharedReading } from '../reading/shared-reading.js';

import { addCheckRoute } from './check-route.js';
import { type ReadingSurroundings, addReadingRoutes } from './reading-routes.js';
import { refuse, refusals } from './refusal.js';
import { type RegistrationSurroundings, addRegistrationRoute } from './registration-route.js';
import { type WebhookSurroundings, addWebhookRoutes } from './webhook-routes.js';

export type AppSurroundings = WebhookSurroundings &
  RegistrationSurroundings &
  ReadingSurroundings & {
    log: Log;
    /** Whether requests can be served. */
    isReady: () => Promise<boolean>;
  };

/** Milliseconds: anybody may ask, and each answer takes a connection of the few to the database. */
const readyFor = 1000;

export const createApp = (surroundings: AppSurroundings): Hono => {
  const app = new Hono();
  const readiness = new SharedReading(surroundings.isReady, readyFor);

  app.notFound((context) => refuse(context, 404, refusals.notFound));
  app.onError((error, context) => {
    surroundings.log.error({ event: 'request-failed', ...describeError(error) });

    return refuse(context, 500, refusals.unexpected);
  });

  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/readyz', async (context) =>
    (await readiness.get())
      ? context.json({ status: 'ready' })
      : refuse(context, 503, refusals.unavailable)
  );

  addWebhookRoutes(app, surroundings);
  addRegistrationRoute(app, surroundings);
  addCheckRoute(app, surroundings);
  addReadingRoutes(app, surroundings);
  addPageRoutes(app);

  return app;
};
