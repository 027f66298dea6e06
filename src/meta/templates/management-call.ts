/** One call that manages templates, and what it was about when it failed. */
import { SendFailure } from '../failure.js';
import { type GraphAccess, type GraphCall, graphCall } from '../graph-call.js';

/** What a call is about: a WhatsApp Business account, or one template. */
export type ManagementSubject = { kind: 'account' | 'template'; id: string };

/** A `SendFailure` that knows whose id was called. Free of secrets. */
export class ManagementFailure extends SendFailure {
  constructor(
    { failure }: SendFailure,
    readonly subject: ManagementSubject
  ) {
    super(failure);
  }
}

/**
 * @param edge What follows the id in the path, if anything.
 * @throws {ManagementFailure}
 */
export const managementCall = async (
  access: GraphAccess,
  subject: ManagementSubject,
  { edge, ...call }: Omit<GraphCall, 'path'> & { edge?: string }
): Promise<unknown> => {
  try {
    return await graphCall(access, { ...call, path: edge ? `${subject.id}/${edge}` : subject.id });
  } catch (error: unknown) {
    throw error instanceof SendFailure ? new ManagementFailure(error, subject) : error;
  }
};

/** An answer of another shape than Meta's comes from something that is not Meta. */
export const unreadableAnswer = (
  { baseUrl }: Pick<GraphAccess, 'baseUrl'>,
  subject: ManagementSubject
): ManagementFailure =>
  new ManagementFailure(
    new SendFailure({ kind: 'unreadable', host: new URL(baseUrl).host, status: 200 }),
    subject
  );
