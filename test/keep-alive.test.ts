import { once } from 'node:events';
import { createServer } from 'node:https';
import { setTimeout as silence } from 'node:timers/promises';

import { generate } from 'selfsigned';
import { describe, expect, it } from 'vitest';

import { agents } from '../src/meta/agent.js';
import { type Sandbox, startSandbox } from '../src/sandbox/index.js';

import { configFor, usageTypes } from './support/config.js';
import { sendWith } from './support/send.js';

/** A sandbox that counts the connections it is given. */
class Observed {
  static async start(): Promise<Observed> {
    return new Observed(await startSandbox());
  }

  connections = 0;

  private constructor(readonly sandbox: Sandbox) {
    sandbox.server.on('connection', () => {
      this.connections += 1;
    });
  }

  /** Each send makes the connector anew, as Logto does. */
  async send(): Promise<unknown> {
    return sendWith(configFor(this.sandbox), {
      to: '12025550143',
      type: 'SignIn',
      payload: { code: '739104' },
    });
  }
}

describe('the connections of the connector', () => {
  it.concurrent('are used again for the next code', async () => {
    const observed = await Observed.start();

    await observed.send();
    await observed.send();
    await observed.send();

    expect(observed.connections).toBe(1);
    expect(observed.sandbox.inbox.messages).toHaveLength(3);
    await observed.sandbox.close();
  });

  it.concurrent('are used again after 20 s of silence', async () => {
    const observed = await Observed.start();

    await observed.send();
    await silence(20_000);
    await observed.send();

    expect(observed.connections).toBe(1);
    expect(observed.sandbox.inbox.messages).toHaveLength(2);
    await observed.sandbox.close();
  });

  it.concurrent(
    'are replaced when the server has closed them, and the code goes out once',
    async () => {
      const observed = await Observed.start();
      await observed.send();

      // The connector hears of it only when it sends: nothing waits in between.
      observed.sandbox.server.closeIdleConnections();
      await observed.send();

      expect(observed.connections).toBe(2);
      expect(observed.sandbox.inbox.messages).toHaveLength(2);
      await observed.sandbox.close();
    }
  );

  it.concurrent('are replaced over TLS as well', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
      algorithm: 'sha256',
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
    });
    const accepted = { messages: [{ id: 'wamid.HBgLMTIwMjU1NTAxNDMVAgARGBI5' }] };
    const server = createServer({ key, cert, keepAliveTimeout: 60_000 }, (request, response) => {
      request.resume().on('end', () => {
        response.end(JSON.stringify(accepted));
      });
    });
    const requests = once(server, 'request');
    server.listen(0, 'localhost');
    await once(server, 'listening');
    const address = server.address();
    // What an administrator does with NODE_EXTRA_CA_CERTS.
    Reflect.set(agents.https.options, 'ca', cert);

    const send = async () =>
      sendWith(
        {
          accessToken: 'EAAtoken',
          phoneNumberId: '106540352242922',
          baseUrl: `https://localhost:${typeof address === 'object' && address ? address.port : 0}`,
          templates: usageTypes.map((usageType) => ({
            usageType,
            templateName: 'login',
            language: 'en',
          })),
        },
        { to: '12025550143', type: 'SignIn', payload: { code: '739104' } }
      );

    await send();
    await requests;
    server.closeIdleConnections();

    expect(await send()).toMatchObject({ status: 'accepted' });
    Reflect.deleteProperty(agents.https.options, 'ca');
    server.closeAllConnections();
    server.close();
  });
});
