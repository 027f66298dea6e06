/** The inbox page. */
import { fileURLToPath } from 'node:url';

import { type Hono } from 'hono';

import { servePage } from '../pages/serve-page.js';

/** Beside this file, in the source as in the package. */
const folder = fileURLToPath(new URL('page', import.meta.url));

export const addPageRoutes = (app: Hono) => {
  servePage(app, folder);
};
