import { type ZodType, type ZodTypeDef, z } from 'zod';

type Leniency<Output> = {
  /** What cannot be used, as the log calls it. */
  subject: string;
  /** Where the guard stands in the config. */
  path: readonly string[];
  /** What there is instead. */
  instead: Output;
  /** Told once of each set of keys that are wrong; values are never in it. */
  warn: (line: string) => void;
};

/**
 * The same guard for a config that is in storage: what has become wrong since it was saved must not
 * stop WhatsApp, and is left out.
 */
export const lenient = <Output>(
  guard: ZodType<Output, ZodTypeDef, unknown>,
  { subject, path, instead, warn }: Leniency<Output>
): ZodType<Output, ZodTypeDef, unknown> => {
  const warned = new Set<string>();

  return z.unknown().transform((raw) => {
    const result = guard.safeParse(raw);

    if (result.success) {
      return result.data;
    }

    const keyPaths = result.error.issues
      .map((issue) => [...path, ...issue.path].join('.'))
      .join(', ');

    if (!warned.has(keyPaths)) {
      warned.add(keyPaths);
      warn(
        `${subject} cannot be used: see ${keyPaths}. Open the connector in Logto Console and save it to be told why.`
      );
    }

    return instead;
  });
};
