import { once } from 'node:events';
import { createServer } from 'node:http';
import { isIP } from 'node:net';

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

/** More than Meta opens; each costs some memory even when it is silent. */
const maximumConnections = 5000;

export type Listening = {
  url: string;
  /** Ends what is under way, within 8 s, and takes nothing new. */
  close: () => Promise<void>;
};

/** @param isAlone Whether the process is the relay's own; hono then replaces globals by faster ones. */
export const listen = async (
  app: Pick<Hono, 'fetch'>,
  { host, port, isAlone }: { host: string; port: number; isAlone: boolean }
): Promise<Listening> => {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: isAlone });
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
      server.close();
      server.closeIdleConnections();

      const timer = setTimeout(() => {
        server.closeAllConnections();
      }, endTimeout);

      await closed;
      clearTimeout(timer);
    },
  };
};
