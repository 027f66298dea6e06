import { setTimeout as silence } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import { type Sandbox, startSandbox } from '../src/sandbox/index.js';

import { configFor } from './config.js';
import { sendWith } from './send.js';

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
});
