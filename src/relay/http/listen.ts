import { once } from 'node:events';
import { createServer } from 'node:http';
import { Server, isIP } from 'node:net';

import { getRequestListener } from '@hono/node-server';
import { type Hono } from 'hono';

/** Milliseconds. Slower than this is nobody who means well. */
const timeouts = Object.freeze({
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1000,
  /** Longer than the proxies in front of it keep theirs, so that it is they who close. */
  keepAliveTimeout: 75_000,
});

/** Milliseconds that requests have to end when the relay stops. */
const endTimeout = 8000;

/** Milliseconds that connections without a request have when the relay stops. */
const idleTimeout = 500;

/** More than Meta opens; each costs some memory even when it is silent. */
const maximumConnections = 5000;

export type Listening = {
  url: string;
  /** Ends what is under way, within 8 s; each connection ends with the answer that it waits for. */
  close: () => Promise<void>;
};

/** @param isAlone Whether the process is the relay's own; hono then replaces globals by faster ones. */
export const listen = async (
  app: Pick<Hono, 'fetch'>,
  { host, port, isAlone }: { host: string; port: number; isAlone: boolean }
): Promise<Listening> => {
  const end = new AbortController();
  const listener = getRequestListener(
    async (...request) => {
      const response = await app.fetch(...request);

      if (end.signal.aborted) {
        // Otherwise a proxy goes on sending over the connections that it has.
        response.headers.set('connection', 'close');
      }

      return response;
    },
    { overrideGlobalObjects: isAlone }
  );
  const server = createServer(timeouts, listener);
  // eslint-disable-next-line @silverhand/fp/no-mutation -- Node has no option for it
  server.maxConnections = maximumConnections;
  server.listen(port, host);
  await once(server, 'listening');

  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  // What listens everywhere is reached on the loopback.
  const name = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;

  return {
    url: `http://${isIP(name) === 6 ? `[${name}]` : name}:${bound}`,
    close: async () => {
      const closed = once(server, 'close');
      end.abort();
      // Not the `close` of http: it breaks off idle connections at once, over which a request may be on
      // its way.
      Server.prototype.close.call(server);

      const timers = [
        setTimeout(() => {
          server.closeIdleConnections();
        }, idleTimeout),
        setTimeout(() => {
          server.closeAllConnections();
        }, endTimeout),
      ];

      await closed;

      for (const timer of timers) {
        clearTimeout(timer);
      }
    },
  };
};
