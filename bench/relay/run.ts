/**
 * `npm run bench:relay`: what Meta's ceiling of 1,000 messages a second is for the relay, on a
 * PostgreSQL that the bench starts, and how soon an SMS follows a failure. Fails when the relay falls
 * behind, or anything is lost.
 *
 * `npm run bench:relay -- pending`: what an event costs while up to a million deliveries wait; this
 * takes some minutes and 5 GB of disk.
 */
import { findPostgres, howToGetPostgres } from '../postgres-programs.js';

import { build } from './build.js';
import { runFailures, runLoad, runPending } from './parts.js';
import { isEmbedded, loads, parts } from './plan.js';
import { startPostgres } from './postgres.js';

const measure = async (binaries: string | undefined): Promise<boolean> => {
  const server = binaries === undefined ? undefined : await startPostgres(binaries);
  const verdicts = new Set<boolean>();

  try {
    for (const plan of parts.has('load') ? loads : []) {
      // eslint-disable-next-line no-await-in-loop -- they would disturb each other
      verdicts.add(await runLoad(server, plan));
    }

    if (parts.has('sms')) {
      verdicts.add(await runFailures(server));
    }

    if (parts.has('pending')) {
      verdicts.add(await runPending(server));
    }
  } finally {
    await server?.stop();
  }

  return !verdicts.has(false);
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Otherwise nobody ends what was started.
  process.once(signal, () => {
    process.exit(1);
  });
}

const binaries = isEmbedded ? undefined : await findPostgres();
const isPossible = isEmbedded || binaries !== undefined;

if (!isPossible && process.env.CI) {
  throw new Error(howToGetPostgres);
}

if (isPossible) {
  await build();
  console.log(`Node ${process.version}; ${isEmbedded ? 'embedded database' : 'PostgreSQL'}`);

  if (!(await measure(binaries))) {
    console.error('The relay is not good enough: see what is marked.');
    // eslint-disable-next-line @silverhand/fp/no-mutation -- how a process says so and still ends by itself
    process.exitCode = 1;
  }
} else {
  console.log(`Nothing is measured. ${howToGetPostgres}`);
}
