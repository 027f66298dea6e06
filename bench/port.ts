/** Ports of this machine. */
import { once } from 'node:events';
import { type Server, createServer } from 'node:net';

export const portOf = (server: Server): number => {
  const address = server.address();

  if (address === null || typeof address === 'string') {
    throw new Error('The server listens on no port.');
  }

  return address.port;
};

/** A port at which nothing listens: it was free a moment ago. */
export const findClosedPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');

  return port;
};
