/** Reads as much of a compose file as its tests look at. */
import { parse } from 'yaml';
import { z } from 'zod';

const serviceGuard = z.object({
  image: z.string().optional(),
  profiles: z.array(z.string()).default([]),
  build: z
    .object({
      context: z.literal('.'),
      dockerfile: z.string().default('Dockerfile'),
      args: z.record(z.string()),
    })
    .strict()
    .optional(),
  restart: z.string().optional(),
  environment: z.record(z.coerce.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  healthcheck: z.object({ test: z.tuple([z.literal('CMD')]).rest(z.string()) }).optional(),
  depends_on: z.record(z.object({ condition: z.string() })).default({}),
});

const composeGuard = z.object({
  services: z.record(serviceGuard),
  volumes: z.record(z.unknown()),
});

export type Service = z.infer<typeof serviceGuard>;

export const parseCompose = (source: string) => composeGuard.parse(parse(source));

/** A variable as compose takes it from `.env`. */
type Variable = Readonly<{ name: string; isRequired: boolean; fallback?: string | undefined }>;

/** @throws {Error} When one is neither required nor has a value for when it is missing. */
export const variablesIn = (source: string): readonly Variable[] =>
  [...source.replaceAll(/^\s*#.*$/gm, '').matchAll(/\$(?:{([^}]*)}|\w+)/g)].map(
    ([whole, inside = '']) => {
      const { name, operator, word } =
        /^(?<name>\w+):(?<operator>[?-])(?<word>.*)$/.exec(inside)?.groups ?? {};

      if (!name) {
        throw new Error(`What happens when ${whole} is missing?`);
      }

      return operator === '?'
        ? { name, isRequired: true }
        : { name, isRequired: false, fallback: word };
    }
  );

/** What a file of variables sets. */
export const parseVariables = (source: string): ReadonlyMap<string, string> =>
  new Map(
    source
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [, name = '', value = ''] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];

        if (!name) {
          throw new Error(`This sets no variable: ${line}`);
        }

        return [name, value];
      })
  );
