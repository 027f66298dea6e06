/** The inbox page: static files, which ask for nothing from elsewhere. */
import { fileURLToPath } from 'node:url';

import { serveStatic } from '@hono/node-server/serve-static';
import { type Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** Beside this file, in the source as in the package. */
const folder = fileURLToPath(new URL('page', import.meta.url));

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
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'no-referrer',
  // It is spoken to over plain HTTP on this machine.
  strictTransportSecurity: false,
});

export const addPageRoutes = (app: Hono) => {
  app.use('/', headers);
  app.use('/page/*', headers);
  app.get('/', serveStatic({ root: folder, path: 'index.html' }));
  app.get(
    '/page/*',
    serveStatic({ root: folder, rewriteRequestPath: (path) => path.replace(/^\/page/, '') })
  );
};
