import { once } from 'node:events';
import { type Socket, createServer } from 'node:net';

/** What a server does with a connection, or with what it has received so far. */
export type Fault = {
  onConnection?: (socket: Socket) => void;
  /** Called with each request, once the whole of it has arrived. */
  onRequest?: (socket: Socket, received: string) => void;
};

/** A server that misbehaves below HTTP, where no HTTP library would let it. */
export class FaultyServer {
  static async start(fault: Fault): Promise<FaultyServer> {
    const server = new FaultyServer(fault);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');

    return server;
  }

  /** How many whole requests have arrived. */
  requests = 0;
  connections = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer();

  private constructor(private readonly fault: Fault) {
    this.#server.on('connection', (socket) => {
      this.#accept(socket);
    });
  }

  get url(): string {
    const address = this.#server.address();

    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  async close() {
    this.#server.close();

    for (const socket of this.#sockets) {
      socket.destroy();
    }

    await once(this.#server, 'close');
  }

  #accept(socket: Socket) {
    this.connections += 1;
    this.#sockets.add(socket);
    socket.on('error', () => {
      // The client has gone; that is its right.
      socket.destroy();
    });
    this.fault.onConnection?.(socket);
    this.#readRequests(socket);
  }

  /** @param before What has arrived of a request that is not whole yet. */
  #readRequests(socket: Socket, before = '') {
    socket.once('data', (chunk) => {
      const received = before + chunk.toString();
      const [head = '', body] = received.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);

      if (body === undefined || Buffer.byteLength(body) < length) {
        this.#readRequests(socket, received);
        return;
      }

      this.requests += 1;
      this.#readRequests(socket);
      this.fault.onRequest?.(socket, received);
    });
  }
}

/** A whole HTTP answer. */
export const httpAnswer = (status: number, body: string, headers: string[] = []): string =>
  [
    `HTTP/1.1 ${status} Whatever`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    ...headers,
    '',
    body,
  ].join('\r\n');

/** What Meta answers to a send that it accepts. */
export const acceptedAnswer = httpAnswer(
  200,
  JSON.stringify({
    messaging_product: 'whatsapp',
    contacts: [{ input: '+12025550143', wa_id: '12025550143' }],
    messages: [{ id: 'wamid.HBgLMTIwMjU1NTAxNDMVAgARGBI5' }],
  })
);
