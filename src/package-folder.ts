import { fileURLToPath } from 'node:url';

/** The folder of this package: the file lies one level below it, in the source as in the bundle. */
export const packageFolder = fileURLToPath(new URL('..', import.meta.url));
