/** How the parameters of management calls are read. */
import { z } from 'zod';

import { parseJson } from '../../json/parse-json.js';

import { graphErrors } from './errors.js';
import { templateErrors } from './template-errors.js';

/** Meta's samples write the values of enums in both cases. */
export const enumeration = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z
    .string()
    .transform((value) => value.toUpperCase())
    .pipe(z.enum(values));

/**
 * @param name Of the parameter.
 * @throws {GraphError} Code 100, with the name of what is wrong.
 */
export const readParameter = <Output>(
  guard: z.ZodType<Output, z.ZodTypeDef, unknown>,
  value: unknown,
  name: string
): Output => {
  const result = guard.safeParse(value);

  if (result.success) {
    return result.data;
  }

  const [issue] = result.error.issues;
  const path = [name, ...(issue?.path ?? [])].join('.');

  throw templateErrors.invalid(name, `${path}: ${issue?.message ?? 'is wrong'}`);
};

const bodyGuard = z.record(z.unknown());

/**
 * The body of a call that has to be an object.
 *
 * @throws {GraphError}
 */
export const readObject = (body: unknown): Record<string, unknown> => {
  const { success, data } = bodyGuard.safeParse(body);

  if (!success) {
    throw graphErrors.bodyUnreadable();
  }

  return data;
};

const listGuard = z.array(z.union([z.string(), z.number().transform(String)]));

/**
 * A list in a query: a JSON array, or values with commas between them.
 *
 * @throws {GraphError}
 */
export const readList = (text: string | undefined, name: string): string[] | undefined => {
  if (text === undefined || text === '') {
    return;
  }

  if (!text.trim().startsWith('[')) {
    return text.split(',').map((value) => value.trim());
  }

  const { success, data } = listGuard.safeParse(parseJson(text));

  if (!success) {
    throw graphErrors.parameterInvalid(name, 'must be an array.');
  }

  return data;
};

/**
 * A list in a query whose values Meta knows.
 *
 * @throws {GraphError}
 */
export const readChoices = (
  text: string | undefined,
  name: string,
  choices: readonly string[]
): string[] | undefined => {
  const values = readList(text, name)?.map((value) => value.toUpperCase());
  const index = values?.findIndex((value) => !choices.includes(value)) ?? -1;

  if (index !== -1) {
    throw graphErrors.parameterInvalid(
      `${name}[${index}]`,
      `must be one of {${choices.join(', ')}} - got "${values?.[index] ?? ''}".`
    );
  }

  return values;
};

/**
 * A whole number in a query.
 *
 * @throws {GraphError}
 */
export const readInteger = (
  text: string | undefined,
  name: string,
  [minimum, maximum]: readonly [number, number]
): number | undefined => {
  if (text === undefined || text === '') {
    return;
  }

  const value = Number(text);

  if (!/^-?\d+$/.test(text) || value < minimum || value > maximum) {
    throw graphErrors.parameterInvalid(
      name,
      `must be an integer between ${minimum} and ${maximum}.`
    );
  }

  return value;
};
