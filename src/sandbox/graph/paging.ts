/** Lists that come in pages. Source: Meta, "Graph API: paginated results". */
import { majorOf } from '../../meta/graph-versions.js';
import { type SandboxRules } from '../rules.js';

import { type GraphContext } from './environment.js';
import { graphErrors } from './errors.js';
import { oauthError } from './graph-error.js';
import { readInteger } from './read-parameters.js';

const defaultLimit = 25;

/** Since this version a cursor that leads nowhere has an error of its own. */
const firstVersionWithCursorError = 24;

type Identified = { id: string };

type Page<Item> = {
  data: Item[];
  /** Left out when there is nothing. */
  paging?: {
    cursors: { before: string; after: string };
    next?: string;
    previous?: string;
  };
};

/** Clients must not read anything into a cursor, so that it does not look like an id. */
const cursorOf = ({ id }: Identified): string => Buffer.from(`cursor:${id}`).toString('base64url');

const readCursor = (context: GraphContext, name: 'after' | 'before'): bigint | undefined => {
  const cursor = context.req.query(name);

  if (cursor === undefined || cursor === '') {
    return;
  }

  const id = /^cursor:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];

  // Decoding skips what is not Base64; a cursor is as it was given, or wrong.
  if (id === undefined || cursorOf({ id }) !== cursor) {
    throw majorOf(context.get('version')) >= firstVersionWithCursorError
      ? oauthError(400, 131_059, '(#131059) Invalid cursor')
      : graphErrors.parameterInvalid(name, 'is not a valid cursor.');
  }

  return BigInt(id);
};

/** The address of another page, which is the caller's own but for its cursor. */
const pageUrl = (
  context: GraphContext,
  cursor: Readonly<Record<string, string>>,
  { tokenInPaging }: Pick<SandboxRules, 'tokenInPaging'>
): string => {
  const url = new URL(context.req.url);

  for (const name of ['after', 'before', 'access_token', 'appsecret_proof']) {
    url.searchParams.delete(name);
  }

  const added = {
    ...(tokenInPaging && { access_token: context.get('caller').token }),
    ...cursor,
  };

  for (const [name, value] of Object.entries(added)) {
    url.searchParams.set(name, value);
  }

  return url.href;
};

/**
 * The page that a call asks for with `limit`, `after` and `before`, in the order of ids: what is
 * added or deleted meanwhile shifts no other.
 *
 * @throws {GraphError} Code 131059 (before v24.0: 100) for a cursor that is none.
 */
export const pageOf = <Item extends Identified>(
  context: GraphContext,
  items: readonly Item[],
  rules: Pick<SandboxRules, 'tokenInPaging'>
): Page<Item> => {
  const limit =
    readInteger(context.req.query('limit'), 'limit', [1, Number.MAX_SAFE_INTEGER]) ?? defaultLimit;
  const after = readCursor(context, 'after');
  const before = readCursor(context, 'before');
  const sorted = items.toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
  const left = sorted.filter(
    ({ id }) =>
      (after === undefined || BigInt(id) > after) && (before === undefined || BigInt(id) < before)
  );
  const data = before === undefined ? left.slice(0, limit) : left.slice(-limit);
  const [first, last] = [data[0], data.at(-1)];

  if (!first || !last) {
    return { data };
  }

  const cursors = { before: cursorOf(first), after: cursorOf(last) };

  return {
    data,
    paging: {
      cursors,
      ...(last !== sorted.at(-1) && { next: pageUrl(context, { after: cursors.after }, rules) }),
      ...(first !== sorted[0] && {
        previous: pageUrl(context, { before: cursors.before }, rules),
      }),
    },
  };
};
