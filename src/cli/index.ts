#!/usr/bin/env node
import { createProgram } from './program.js';

await createProgram().parseAsync();

// The command has come to its end; a provider that was given up may still hold its connection.
process.exit();
