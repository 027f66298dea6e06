/** Writes `docs/errors.md` from the error table. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { renderErrorPage } from './error-page.js';

const file = path.resolve(import.meta.dirname, '../docs/errors.md');

await writeFile(file, await renderErrorPage());
