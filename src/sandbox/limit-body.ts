import { buffer } from 'node:stream/consumers';

import { type Context, type MiddlewareHandler } from 'hono';

import { graphErrors } from './graph/errors.js';

/** Bytes; a send has less than a thousand. */
const maximumBodySize = 1024 * 1024;

/** Lets a stream through up to the limit. */
class Meter {
  #size = 0;

  async *read(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      this.#size += chunk.length;

      if (this.#size > maximumBodySize) {
        throw graphErrors.bodyTooLarge();
      }

      yield chunk;
    }
  }
}

const readChunked = async ({ req }: Context) => {
  const { url, method, raw } = req;

  if (raw.body) {
    const body = await buffer(new Meter().read(raw.body));
    // eslint-disable-next-line @silverhand/fp/no-mutation -- how hono hands on a body that was read
    req.raw = new Request(url, { method, headers: raw.headers, body });
  }
};

/**
 * Refuses a body that is too large.
 *
 * Where its length is told, that is enough; hono's own limit would have the server build a whole web
 * `Request` for each send. Where it is not, the body comes in chunks, which are counted.
 */
export const limitBody: MiddlewareHandler = async (context, next) => {
  const { req } = context;

  if (Number(req.header('content-length') ?? 0) > maximumBodySize) {
    throw graphErrors.bodyTooLarge();
  }

  if (req.header('content-length') === undefined && !['GET', 'HEAD'].includes(req.method)) {
    await readChunked(context);
  }

  await next();
};
