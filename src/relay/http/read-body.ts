import { type BodyBudget } from './body-budget.js';
import { MeteredBody } from './metered-body.js';

/** What became of a body. */
export type BodyReading =
  | { outcome: 'read'; body: Uint8Array }
  /** `busy`: other bodies have the memory. `aborted`: the client went away before the end. */
  | { outcome: 'too-large' | 'busy' | 'aborted' };

/**
 * Bytes. A body that announces no more is read in one go, which is far cheaper, and has the budget
 * charged at once; most webhooks have one status, in less than a thousand bytes. One that announces
 * more is charged as it comes: two dozen clients that announce 3 MB and send nothing would otherwise
 * shut out all others.
 */
const smallBody = 16 * 1024;

/** @returns `undefined` when the body comes in chunks, or its length makes no sense. */
const announcedLength = ({ headers }: Request): number | undefined => {
  const text = headers.get('content-length') ?? '';

  return /^\d{1,15}$/.test(text) && !headers.has('transfer-encoding') ? Number(text) : undefined;
};

const readAtOnce = async (request: Request, length: number): Promise<BodyReading> => {
  const body = new Uint8Array(await request.arrayBuffer());

  // Node's server holds a body to its length; other servers may not.
  return body.length > length ? { outcome: 'too-large' } : { outcome: 'read', body };
};

const readMetered = async (request: Request, meter: MeteredBody): Promise<BodyReading> => {
  const chunks: AsyncIterable<Uint8Array> | readonly Uint8Array[] = request.body ?? [];

  for await (const chunk of chunks) {
    const refusal = meter.add(chunk);

    if (refusal) {
      return { outcome: refusal };
    }
  }

  return { outcome: 'read', body: meter.bytes };
};

/** Reads, and gives the budget back whatever happens. */
const readWithin = async (
  request: Request,
  length: number | undefined,
  limit: number,
  budget: BodyBudget
): Promise<BodyReading> => {
  if (length !== undefined && length <= smallBody) {
    if (!budget.take(length)) {
      return { outcome: 'busy' };
    }

    try {
      return await readAtOnce(request, length);
    } finally {
      budget.giveBack(length);
    }
  }

  const meter = new MeteredBody(length ?? limit, budget);

  try {
    return await readMetered(request, meter);
  } finally {
    meter.settle();
  }
};

/**
 * Reads the body of a request, bounded for itself and together with all others that are being read.
 * The budget has its bytes back when this resolves.
 *
 * How long a client may take is for the server to say (`requestTimeout` of Node's).
 *
 * @param limit Bytes of this body; what announces more is refused before anything is read.
 */
export const readBody = async (
  request: Request,
  limit: number,
  budget: BodyBudget
): Promise<BodyReading> => {
  const length = announcedLength(request);

  if (length !== undefined && length > limit) {
    return { outcome: 'too-large' };
  }

  try {
    const reading = await readWithin(request, length, limit, budget);

    // The stream of a connection that broke before it was looked at ends as if nothing had come.
    return reading.outcome === 'read' && reading.body.length < (length ?? 0)
      ? { outcome: 'aborted' }
      : reading;
  } catch {
    // Whatever it is called: the client has gone.
    return { outcome: 'aborted' };
  }
};
