/** Serves a page without a build: static files, which ask for nothing from elsewhere. */
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, type Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

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
  // They are spoken to over plain HTTP on this machine, or through a proxy that decides for itself.
  strictTransportSecurity: false,
});

/** A module of the last version among those of this one would break the page. */
const askAgain = (_path: string, context: Context) => {
  context.header('cache-control', 'no-cache');
};

/** Serves `index.html` of the folder at `/`, and its files below `/page/`. */
export const servePage = (app: Hono, folder: string) => {
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
