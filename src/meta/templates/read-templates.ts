/** The list of an account's templates. Source: Meta, "Template management". */
import { z } from 'zod';

import { type GraphAccess } from '../graph-call.js';
import { tolerant } from '../tolerant.js';

import { type AccountTemplate, readAccountTemplate } from './account-template.js';
import { ManagementFailure, managementCall, unreadableAnswer } from './management-call.js';

/** Meta's answers to this stay far below the megabyte that is read of one. */
const pageSize = 100;

/** More than an account can have: 6,000. Source: Meta, "Templates: overview". */
const maximumPages = 100;

/** What is not told unasked. Each is documented: an unknown field would fail the whole call. */
const fields = [
  'id',
  'name',
  'language',
  'status',
  'category',
  'components',
  'message_send_ttl_seconds',
  'rejected_reason',
  'quality_score',
].join(',');

/** A cursor that leads nowhere: the list has to be started again. */
const invalidCursor = 131_059;

const textGuard = tolerant(z.string().min(1));

const pageGuard = z.object({
  data: z.array(z.unknown()),
  paging: tolerant(
    z.object({ cursors: tolerant(z.object({ after: textGuard })), next: textGuard })
  ),
});

type Page = z.infer<typeof pageGuard>;

/** `next` may hold the access token, so that nothing but its cursor is taken from it. */
const cursorAfter = ({ paging }: Page): string | undefined => {
  const next = paging?.next;

  if (next === undefined) {
    return;
  }

  return (
    paging?.cursors?.after ??
    (URL.canParse(next) ? (new URL(next).searchParams.get('after') ?? undefined) : undefined)
  );
};

const readPages = async (
  access: GraphAccess,
  id: string,
  filter: Readonly<Record<string, string>>
): Promise<unknown[]> => {
  const subject = { kind: 'account', id } as const;
  const nodes = new Map<number, unknown[]>();
  const cursors = new Set<string>();

  const readFrom = async (after?: string): Promise<void> => {
    const answer = await managementCall(access, subject, {
      method: 'GET',
      edge: 'message_templates',
      query: { ...filter, fields, limit: `${pageSize}`, ...(after !== undefined && { after }) },
    });
    const { data: page } = pageGuard.safeParse(answer);

    if (!page) {
      throw unreadableAnswer(access, subject);
    }

    nodes.set(nodes.size, page.data);
    const next = cursorAfter(page);

    // A cursor that has been before would lead in a circle.
    if (next !== undefined && !cursors.has(next) && nodes.size < maximumPages) {
      cursors.add(next);
      await readFrom(next);
    }
  };

  await readFrom();

  return [...nodes.values()].flat();
};

const isInvalidCursor = (error: unknown): boolean =>
  error instanceof ManagementFailure &&
  error.failure.kind === 'answered' &&
  error.failure.report.code === invalidCursor;

/** Once more from the first page, when the way through them is lost. */
const readAnew = async <Value>(read: () => Promise<Value>): Promise<Value> => {
  try {
    return await read();
  } catch (error: unknown) {
    if (isInvalidCursor(error)) {
      return read();
    }

    throw error;
  }
};

const readList = async (
  access: GraphAccess,
  id: string,
  filter: Readonly<Record<string, string>>
): Promise<AccountTemplate[]> => {
  const nodes = await readAnew(async () => readPages(access, id, filter));
  // What is created while the list is read can stand on two pages.
  const templates = new Map(
    nodes
      .map((node) => readAccountTemplate(node))
      .filter((template): template is AccountTemplate => template !== undefined)
      .map((template) => [template.id, template])
  );

  return [...templates.values()];
};

/**
 * The templates of an account, of every category and status.
 *
 * @param businessAccountId WABA id.
 * @param names Only templates of exactly these names; without them, all.
 * @throws {ManagementFailure}
 */
export const readTemplates = async (
  access: GraphAccess,
  businessAccountId: string,
  names?: readonly string[]
): Promise<AccountTemplate[]> => {
  if (!names) {
    return readList(access, businessAccountId, {});
  }

  const lists = await Promise.all(
    [...new Set(names)].map(async (name) => {
      const found = await readList(access, businessAccountId, { name });

      // Meta takes the name for a part of one.
      return found.filter((template) => template.name === name);
    })
  );

  return lists.flat();
};
