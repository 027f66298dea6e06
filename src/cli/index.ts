#!/usr/bin/env node
import { writtenOut } from './output/written-out.js';
import { createProgram } from './program.js';

await createProgram().parseAsync();
await Promise.all([writtenOut(process.stdout), writtenOut(process.stderr)]);

// The command has come to its end; a provider that was given up may still hold its connection.
process.exit();
