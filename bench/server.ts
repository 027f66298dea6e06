/**
 * The server that stands where graph.facebook.com is: HTTP/1.1 over TLS 1.3. It keeps every request
 * for reading, and answers as it is told.
 */
import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { type Server, createServer } from 'node:https';
import { text } from 'node:stream/consumers';

import { z } from 'zod';

import { type Certificate } from './certificate.js';
import { portOf } from './port.js';

const messageGuard = z.object({
  to: z.string(),
  template: z.object({ name: z.string(), language: z.record(z.unknown()) }),
});

/** A send, as it arrived. */
export type ReceivedSend = {
  path: string;
  /** The recipient's digits. */
  to: string;
  /** `template.language` of the payload; a complete one is `{ code: 'en_US' }`. */
  language: Record<string, unknown>;
};

export type Answer = { status: number; contentType?: string; body: string };

/** With silence, the sender waits for ever. */
export type Responder = (send: ReceivedSend) => Answer | 'silence';

export const accept: Responder = ({ to }) => ({
  status: 200,
  body: JSON.stringify({
    messaging_product: 'whatsapp',
    contacts: [{ input: to, wa_id: to }],
    messages: [{ id: 'wamid.HBgLMTIwMjU1NTAxNDMVAgARGBI5', message_status: 'accepted' }],
  }),
});

const readSend = async (request: IncomingMessage): Promise<ReceivedSend> => {
  const { to, template } = messageGuard.parse(JSON.parse(await text(request)));

  return { path: request.url ?? '', to: to.replace('+', ''), language: template.language };
};

/** Idle connections are kept for minutes, so that only the client decides how long they last. */
const keepAliveTimeout = 3 * 60_000;

export class MetaServer {
  static async start(certificate: Certificate, respond: Responder): Promise<MetaServer> {
    const server = new MetaServer(certificate, respond);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');

    return server;
  }

  received: readonly ReceivedSend[] = [];
  readonly #server: Server;

  private constructor(certificate: Certificate, respond: Responder) {
    this.#server = createServer(
      { ...certificate, minVersion: 'TLSv1.3', keepAliveTimeout },
      async (request, response) => {
        const send = await readSend(request);
        this.received = [...this.received, send];
        const answer = respond(send);

        if (answer !== 'silence') {
          const { status, contentType = 'application/json', body } = answer;
          response.writeHead(status, { 'content-type': contentType }).end(body);
        }
      }
    );
  }

  get port(): number {
    return portOf(this.#server);
  }

  async close() {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
