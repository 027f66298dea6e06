/** Writes the tables of `docs/sandbox.md`. */
import { writeSandboxPage } from './sandbox-tables.js';

await writeSandboxPage();
