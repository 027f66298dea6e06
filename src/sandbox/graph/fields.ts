import { graphErrors } from './errors.js';

/** The node of the Graph API that a call reads, with every field that it has. */
export type Node = {
  /** As Meta calls it in errors, such as `WhatsAppBusinessPhoneNumber`. */
  type: string;
  fields: Readonly<Record<string, unknown>>;
  /** What is answered when no fields are asked for. */
  defaults: readonly string[];
};

/** Without what is in braces, however deep. */
const outsideBraces = (fields: string): string => {
  const rest = fields.replaceAll(/{[^{}]*}/g, '');

  return rest === fields ? rest : outsideBraces(rest);
};

/** The names in `fields=a,b{c,d},e`: what is in braces belongs to the field before. */
const namesIn = (fields: string): string[] =>
  outsideBraces(fields)
    .replaceAll(/\.[_a-z]+\([^)]*\)/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

/**
 * The fields that a call asks for, and always the id.
 *
 * @throws {GraphError} One field that does not exist fails the whole call.
 */
export const selectFields = (
  { type, fields, defaults }: Node,
  asked: string | undefined
): Record<string, unknown> => {
  const names = asked ? namesIn(asked) : defaults;
  const unknown = names.find((name) => !Object.hasOwn(fields, name));

  if (unknown !== undefined) {
    throw graphErrors.fieldUnknown(unknown, type);
  }

  return Object.fromEntries(
    [...new Set([...names, 'id'])]
      .map((name): [string, unknown] => [name, fields[name]])
      // Fields without a value are left out, as the Graph API does.
      .filter(([, value]) => value !== undefined)
  );
};
