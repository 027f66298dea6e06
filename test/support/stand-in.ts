/** A server on a free port that keeps what it is sent, byte for byte, and answers as it is told. */
import { once } from 'node:events';
import { type IncomingHttpHeaders, createServer } from 'node:http';
import { type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { onTestFinished } from 'vitest';

import { portOf } from '../../bench/port.js';

type Arrived = Readonly<{
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
}>;

type Answer = Readonly<{ status: number; body?: string }>;

/** Closed after the test. */
export const startStandIn = async (answer: (request: Arrived) => Answer) => {
  const arrived = new Set<Arrived>();
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const one = { method, url, headers, body: await buffer(request) };
    arrived.add(one);
    const { status, body } = answer(one);
    response.writeHead(status).end(body);
  });

  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  return {
    port: portOf(server),
    /** How many were ever opened. */
    connections: () => sockets.size,
    get requests() {
      return [...arrived];
    },
  };
};
