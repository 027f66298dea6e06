import { type HttpBindings } from '@hono/node-server';
import { type Context, type Hono } from 'hono';

import { type Caller } from './call.js';
import { graphErrors } from './errors.js';

/** What a Graph route finds in its context. */
export type GraphEnvironment = {
  /** Node's own request and answer; absent where there is no server around the app. */
  Bindings: Partial<HttpBindings>;
  Variables: {
    caller: Caller;
    /** The version that really runs, such as `v25.0`. */
    version: string;
  };
};

export type GraphContext = Context<GraphEnvironment>;
export type GraphApp = Hono<GraphEnvironment>;

/**
 * The body of a call, whatever it is.
 *
 * @throws {GraphError} When it is not JSON.
 */
export const readJson = async ({ req }: GraphContext): Promise<unknown> => {
  try {
    return await req.json<unknown>();
  } catch {
    throw graphErrors.bodyUnreadable();
  }
};
