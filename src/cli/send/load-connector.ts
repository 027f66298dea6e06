/** The connector itself, for the command that sends a code with it. */
import { existsSync } from 'node:fs';

import { z } from 'zod';

/** The one file that Logto loads: `lib/index.js`, seen from `lib/tools`. */
const built = new URL('../index.js', import.meta.url);

/** Where there is no build: what the built one is made from, seen from here. */
const source = new URL('../../index.ts', import.meta.url);

export type SendMessage = (data: unknown, inputConfig?: unknown) => Promise<unknown>;

type CreateConnector = (options: {
  getConfig: () => Promise<unknown>;
}) => Promise<{ sendMessage: SendMessage }>;

const moduleGuard = z.object({
  default: z.custom<CreateConnector>((value) => typeof value === 'function'),
});

/** Imports the connector from the file from which Logto imports it. */
export const loadConnector = async (): Promise<CreateConnector> => {
  const module: unknown = await import((existsSync(built) ? built : source).href);

  return moduleGuard.parse(module).default;
};
