/** The status page: static files, which ask for nothing from elsewhere. */
import { fileURLToPath } from 'node:url';

import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, type Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** Beside this file, in the source as in the package. */
const folder = fileURLToPath(new URL('relay-page', import.meta.url));

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'no-referrer',
  // Whoever puts HTTPS in front of the relay decides for how long, and for which other hosts.
  strictTransportSecurity: false,
});

/** A module of the last version among those of this one would break the page. */
const askAgain = (_path: string, context: Context) => {
  context.header('cache-control', 'no-cache');
};

/**
 * Serves the page at `/` and its files below `/page/`. It holds no figures: it asks the person for
 * the status token, and reads `/summary` and `/deliveries` with it.
 */
export const addPageRoutes = (app: Hono) => {
  app.use('/', headers);
  app.use('/page/*', headers);
  app.get('/', serveStatic({ root: folder, path: 'index.html', onFound: askAgain }));
  app.get(
    '/page/*',
    serveStatic({
      root: folder,
      rewriteRequestPath: (path) => path.replace(/^\/page/, ''),
      onFound: askAgain,
    })
  );
};
