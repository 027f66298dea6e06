/** What can happen to a call below HTTP, or in the middle of it. */
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

import { type GraphContext } from './environment.js';

/** The request is taken and never answered. */
export const hang = async () =>
  new Promise<never>(() => {
    // Whoever waits for it gives up, or the server is closed.
  });

/** The connection is reset; without a server around the app, there is none, and no answer. */
export const reset = async ({ env }: GraphContext): Promise<Response> => {
  if (!env.incoming) {
    return hang();
  }

  env.incoming.socket.resetAndDestroy();

  return RESPONSE_ALREADY_SENT;
};

/** The connection ends in the middle of the answer. */
export const cutOff = async ({ env }: GraphContext, answer: unknown): Promise<Response> => {
  if (!env.outgoing) {
    return hang();
  }

  const body = JSON.stringify(answer);
  const { outgoing } = env;

  outgoing.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  outgoing.write(body.slice(0, Math.floor(body.length / 2)), () => {
    outgoing.destroy();
  });

  return RESPONSE_ALREADY_SENT;
};

/** What stands at the edge of Meta's network when nothing behind it answers. */
export const edgePage =
  '<!DOCTYPE html><html lang="en"><head><title>Service Unavailable</title></head><body><h1>Service Unavailable</h1></body></html>\n';
