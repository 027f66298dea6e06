/**
 * The status page. It holds no figures: it asks the person for the status token, and reads `/summary`
 * and `/deliveries` with it.
 */
import { fileURLToPath } from 'node:url';

import { type Hono } from 'hono';

import { servePage } from '../pages/serve-page.js';

/** Beside this file, in the source as in the package. */
const folder = fileURLToPath(new URL('relay-page', import.meta.url));

export const addPageRoutes = (app: Hono) => {
  servePage(app, folder);
};
