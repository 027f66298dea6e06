import { type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';

import { graphErrors } from './graph/errors.js';

/** Bytes; a send has less than a thousand. */
const maximumBodySize = 1024 * 1024;

const limitStream = bodyLimit({
  maxSize: maximumBodySize,
  onError: () => {
    throw graphErrors.bodyTooLarge();
  },
});

/**
 * Refuses a body that is too large.
 *
 * Hono's own limit looks at the stream first, for which the server has to build a web `Request` and
 * read the body through it: a third of the time of a send. Where the length is told, it is enough.
 */
export const limitBody: MiddlewareHandler = async (context, next) => {
  const { req } = context;
  const length = req.header('content-length');

  if (length === undefined || req.header('transfer-encoding') !== undefined) {
    return limitStream(context, next);
  }

  if (Number(length) > maximumBodySize) {
    throw graphErrors.bodyTooLarge();
  }

  await next();
};
