/** Reading what there is to know about one thing in the Graph API. */
import { type z } from 'zod';

import { type Failure, SendFailure } from '../failure.js';
import { type GraphAccess, type GraphCall, graphCall } from '../graph-call.js';

/** Meta's words for it are searched, because the code is that of every wrong parameter. */
const fieldUnknown = 'nonexisting field';

/** What Meta calls the kinds of things whose ids are mistaken for each other. */
const nodeType = /node type \((\w+)\)/;

/**
 * What an id is of, such as `Business`, when Meta refused a field of it because it is of something
 * else than was thought.
 */
export const actualType = (failure: Failure): string | undefined =>
  failure.kind === 'answered' ? nodeType.exec(failure.report.details ?? '')?.[1] : undefined;

const isFieldUnknown = (error: unknown): boolean =>
  error instanceof SendFailure &&
  error.failure.kind === 'answered' &&
  Boolean(error.failure.report.details?.includes(fieldUnknown));

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

/** The fields that are wanted, and those that not every version has. */
export type Fields = { required: readonly string[]; optional: readonly string[] };

/**
 * Reads the fields of whatever is at a path. One field that a version does not have fails the whole
 * call: then it is made again without those that may be missing.
 *
 * @throws {SendFailure}
 */
export const readFields = async <Output>(
  access: GraphAccess,
  { required, optional }: Fields,
  { path, query }: Pick<GraphCall, 'path' | 'query'>,
  guard: z.ZodType<Output, z.ZodTypeDef, unknown>
): Promise<Output> => {
  const read = async (fields: readonly string[]) =>
    readGraph(access, { path, query: { ...query, fields: fields.join(',') } }, guard);

  try {
    return await read([...required, ...optional]);
  } catch (error: unknown) {
    if (isFieldUnknown(error)) {
      return read(required);
    }

    throw error;
  }
};
