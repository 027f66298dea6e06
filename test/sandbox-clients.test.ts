/**
 * Clients that others wrote for Meta's API get along with the sandbox, as they do with Meta.
 */
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';

import { describe, expect, it as baseIt, vi } from 'vitest';
import type { OnStatusArgs } from 'whatsapp-api-js/emitters';
import { Template } from 'whatsapp-api-js/messages';
import { WhatsAppAPI } from 'whatsapp-api-js/middleware/node-http';

import { type Sandbox, startSandbox } from '../src/sandbox/index.js';

import { validToken } from './support/config.js';
import { eventually } from './support/eventually.js';

const phoneNumberId = '100000000000001';
const to = '+12025550143';
const webhookVerifyToken = 'a verify token';

/** The library has Meta's address built in; its calls go to the sandbox. */
const callsTo =
  ({ url }: Sandbox): typeof fetch =>
  async (input, init) =>
    fetch(String(input).replace('https://graph.facebook.com', url), init);

/** A client of the library, with a server for its webhooks. */
class Client {
  static async start(appSecret = 'sandbox_app_secret'): Promise<Client> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;

    // The sandbox shakes hands in a later turn of the event loop, when the client is there.
    const sandbox = await startSandbox({
      // One webhook for each status: the library reads the first of a batch only.
      latency: { answer: 0, sent: 1, delivered: 120, read: 240 },
      webhook: { url: `http://127.0.0.1:${port}/webhook`, verifyToken: webhookVerifyToken },
    });

    const client = new Client(server, sandbox, appSecret);
    await eventually(() => {
      expect(sandbox.webhookState.state).toBe('verified');
    });

    return client;
  }

  readonly onStatus = vi.fn<(status: OnStatusArgs) => void>();
  readonly answered = vi.fn<(status: number) => void>();
  readonly api: WhatsAppAPI;

  private constructor(
    private readonly server: Server,
    readonly sandbox: Sandbox,
    appSecret: string
  ) {
    this.api = new WhatsAppAPI({
      token: validToken,
      appSecret,
      webhookVerifyToken,
      v: 'v25.0',
      ponyfill: { fetch: callsTo(sandbox) },
    });
    this.api.on.status = this.onStatus;
    server.on('request', async (request, response) => {
      if (request.method === 'GET') {
        response.end(this.api.handle_get(request));

        return;
      }

      const status = await this.api.handle_post(request);
      this.answered(status);
      response.writeHead(status).end();
    });
  }

  async send(number = to) {
    return this.api.sendMessage(
      phoneNumberId,
      // With both, Meta takes the number.
      { phone: number, bsuid: 'US.13491208655302741918' },
      // eslint-disable-next-line new-cap -- the library's own name
      Template.OTP('verification_code', 'es', '482913'),
      undefined,
      'correlation-1'
    );
  }

  async close() {
    await this.sandbox.close();
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

const it = baseIt.extend<{ client: Client }>({
  // eslint-disable-next-line no-empty-pattern -- vitest reads from the pattern what a fixture needs
  client: async ({}, use) => {
    const client = await Client.start();
    await use(client);
    await client.close();
  },
});

describe('whatsapp-api-js', () => {
  it('sends a one-time code', async ({ client }) => {
    const answer = await client.send();

    const { id, code, body } = await client.sandbox.inbox.waitFor(to);
    expect(answer).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: to, wa_id: '12025550143' }],
      messages: [{ id }],
    });
    expect(code).toBe('482913');
    expect(body).toContain('*482913*');
  });

  it('takes the handshake, believes the signature and reads every status', async ({ client }) => {
    const answer = await client.send();

    await eventually(() => {
      expect(client.onStatus).toHaveBeenCalledTimes(3);
    });
    const statuses = client.onStatus.mock.calls.map(([status]) => status);
    const { id } = await client.sandbox.inbox.waitFor(to);

    expect(answer).toMatchObject({ messages: [{ id }] });
    expect(statuses.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
    expect(statuses[0]).toMatchObject({
      phoneID: phoneNumberId,
      id,
      contact: { wa_id: '12025550143' },
      pricing: { category: 'authentication', pricing_model: 'PMP' },
      biz_opaque_callback_data: 'correlation-1',
    });
    expect(client.sandbox.webhookState).toMatchObject({ state: 'verified' });
  });

  it('reads why a message has failed', async ({ client }) => {
    await client.send('+13055550126');

    await eventually(() => {
      expect(client.onStatus).toHaveBeenCalledTimes(1);
    });
    expect(client.onStatus.mock.calls[0]?.[0]).toMatchObject({
      status: 'failed',
      error: { code: 131_026, title: 'Message undeliverable' },
    });
  });

  it('reads what is refused at once', async ({ client }) => {
    expect(await client.send('+13055550156')).toMatchObject({
      error: {
        code: 131_056,
        message: '(#131056) (Business Account, Consumer Account) pair rate limit hit',
      },
    });
  });

  baseIt('does not believe a webhook that another secret has signed', async () => {
    const client = await Client.start('another_app_secret');
    await client.send();

    await eventually(() => {
      expect(client.answered).toHaveBeenCalledWith(401);
    });
    expect(client.onStatus).not.toHaveBeenCalled();
    await client.close();
  });
});
