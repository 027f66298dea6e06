/** A Logto SMS connector, seen from outside: whatever its package, it has this shape. */
import { z } from 'zod';

/** The part of a zod schema that is used; the connector may bring a zod of its own. */
type Guard = {
  safeParse: (value: unknown) => { success: boolean; error?: unknown };
};

type SendMessage = (data: unknown, config: unknown) => Promise<unknown>;

const hasSafeParse = (value: unknown): value is Guard =>
  z.object({ safeParse: z.function() }).safeParse(value).success;

const isFunction = (value: unknown): value is (...values: unknown[]) => unknown =>
  typeof value === 'function';

/** Source: Logto, "connector-kit": `SmsConnector`. */
const connectorGuard = z.object({
  type: z.literal('Sms'),
  configGuard: z.custom<Guard>(hasSafeParse),
  sendMessage: z.custom<SendMessage>(isFunction),
});

export type Provider = z.infer<typeof connectorGuard>;

const factoryGuard = z.object({
  default: z.custom<(options: unknown) => Promise<unknown>>(isFunction),
});

/** Logto takes packages in CommonJS too, whose default stands one level deeper. */
const moduleGuard = z.union([
  factoryGuard,
  z.object({ default: factoryGuard }).transform((module) => module.default),
]);

/**
 * What an imported connector package offers.
 *
 * @returns `undefined` when it is no SMS connector.
 */
export const readProvider = async (imported: unknown): Promise<Provider | undefined> => {
  const { data: factory } = moduleGuard.safeParse(imported);
  const connector = await factory?.default({
    // Its config is given with each send, never asked for.
    getConfig: async () => {
      throw new Error('The config of a fallback is not in storage.');
    },
  });

  return connectorGuard.safeParse(connector).data;
};

const issuesGuard = z.object({
  issues: z.array(
    z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })
  ),
});

export type ProviderIssue = { path: Array<string | number>; message: string };

const parseWith = ({ configGuard }: Provider, config: unknown): ReturnType<Guard['safeParse']> => {
  try {
    return configGuard.safeParse(config);
  } catch {
    // A guard that waits for something throws here, where nothing may wait.
    return { success: false };
  }
};

/** What a provider's own guard finds wrong with a config. */
export const checkProviderConfig = (provider: Provider, config: unknown): ProviderIssue[] => {
  const { success, error } = parseWith(provider, config);

  if (success) {
    return [];
  }

  const { issues = [] } = issuesGuard.safeParse(error).data ?? {};

  return issues.length > 0
    ? issues
    : [{ path: [], message: 'The SMS connector does not accept its config.' }];
};
