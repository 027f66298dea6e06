/** Reading what there is to know about one thing in the Graph API. */
import { type z } from 'zod';

import { type Failure, SendFailure } from '../failure.js';
import { type GraphAccess, type GraphCall, graphCall } from '../graph-call.js';
import { isPermission } from '../refusal-codes.js';

/** Meta's words are searched, because the code is that of every wrong parameter. */
const fieldUnknown = /nonexisting field(?: \((?<field>\w+)\))?/;

/** What Meta calls the kinds of things whose ids are mistaken for each other. */
const nodeType = /node type \((\w+)\)/;

/** With more of them missing, the version has other fields altogether. */
const maximumUnknown = 3;

const detailsOf = (failure: Failure): string =>
  failure.kind === 'answered' ? (failure.report.details ?? '') : '';

/**
 * What an id is of, such as `Business`, when Meta refused a field of it because it is of something
 * else than was thought.
 */
export const actualType = (failure: Failure): string | undefined =>
  nodeType.exec(detailsOf(failure))?.[1];

/**
 * One call whose answer has a known shape.
 *
 * @throws {SendFailure} `unreadable` when it has another.
 */
export const readGraph = async <Output>(
  access: GraphAccess,
  call: Omit<GraphCall, 'method'>,
  guard: z.ZodType<Output, z.ZodTypeDef, unknown>
): Promise<Output> => {
  const answer = await graphCall(access, { ...call, method: 'GET' });
  const { success, data } = guard.safeParse(answer);

  if (!success) {
    const { host } = new URL(access.baseUrl);

    throw new SendFailure({ kind: 'unreadable', host, status: 200 });
  }

  return data;
};

/** Why some of what was asked for is not in an answer. */
export type Withheld =
  /** The version does not have these fields. */
  | { reason: 'unknown'; fields: readonly string[] }
  /** The token may not see all of it, and Meta does not say which. */
  | { reason: 'permission'; code: number | undefined };

/** What is asked of a thing. */
export type Fields = {
  /** As Meta calls the thing. */
  type: string;
  names: readonly string[];
};

/** The answer, and why it is not whole. */
export type Node<Output> = { node: Output; withheld?: Withheld | undefined };

/** What Meta's refusal is about; `undefined` when asking for less would not help. */
const withheldBy = (error: unknown, type: string): Withheld | undefined => {
  if (!(error instanceof SendFailure) || error.failure.kind !== 'answered') {
    return;
  }

  const { failure } = error;
  const unknownField = fieldUnknown.exec(detailsOf(failure));

  if (unknownField) {
    const { field } = unknownField.groups ?? {};

    return (actualType(failure) ?? type) === type
      ? { reason: 'unknown', fields: field === undefined ? [] : [field] }
      : undefined;
  }

  return isPermission(failure.report)
    ? { reason: 'permission', code: failure.report.code }
    : undefined;
};

/**
 * Reads fields of whatever is at a path. One field that the version does not have, or that the token
 * may not see, fails the whole call: then it is made again without the field that Meta names, or else
 * without naming any, which gives the usual ones.
 *
 * @throws {SendFailure}
 */
export const readFields = async <Output>(
  access: GraphAccess,
  { type, names }: Fields,
  call: Pick<GraphCall, 'path' | 'query'>,
  guard: z.ZodType<Output, z.ZodTypeDef, unknown>
): Promise<Node<Output>> => {
  const readWithout = async (unknown: readonly string[]): Promise<Node<Output>> => {
    const asked = names.filter((name) => !unknown.includes(name));
    const query = { ...call.query, fields: asked.join(',') };

    try {
      const node = await readGraph(access, { ...call, query }, guard);

      return unknown.length > 0
        ? { node, withheld: { reason: 'unknown', fields: unknown } }
        : { node };
    } catch (error: unknown) {
      const refused = withheldBy(error, type);

      if (!refused) {
        throw error;
      }

      if (refused.reason === 'permission') {
        return { node: await readGraph(access, call, guard), withheld: refused };
      }

      const fields = [...unknown, ...refused.fields];

      return refused.fields.some((name) => asked.includes(name)) && fields.length <= maximumUnknown
        ? readWithout(fields)
        : { node: await readGraph(access, call, guard), withheld: { ...refused, fields } };
    }
  };

  return readWithout([]);
};

/**
 * Reads fields of one thing; why some of them are missing stands among them.
 *
 * @throws {SendFailure}
 */
export const readNode = async <Output extends Record<string, unknown>>(
  access: GraphAccess,
  fields: Fields,
  id: string,
  guard: z.ZodType<Output, z.ZodTypeDef, unknown>
): Promise<Output & { withheld?: Withheld | undefined }> => {
  const { node, withheld } = await readFields(access, fields, { path: id }, guard);

  return { ...node, ...(withheld && { withheld }) };
};
