/**
 * A local WhatsApp: answers as Meta's Cloud API does, and keeps the messages for reading.
 */
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';

import { getRequestListener } from '@hono/node-server';

import { type SandboxAccount, defaultAccount } from './account.js';
import { type PhoneBehaviour, createApp } from './app.js';
import { Inbox } from './inbox.js';

export { type SandboxAccount, type SandboxTemplate, defaultAccount } from './account.js';
export { type InboxMessage } from './inbox.js';

/**
 * How long an idle connection is kept, in milliseconds: minutes, as at Meta's edge. Node's own five
 * seconds would hide whether a client reuses its connections.
 */
const keepAliveTimeout = 3 * 60_000;

export type SandboxOptions = {
  /** 0, the default, takes a free one. */
  port?: number;
  account?: Partial<SandboxAccount>;
  now?: () => Date;
};

export type Sandbox = {
  /** `http://127.0.0.1:<port>`: the connector's `baseUrl`. */
  url: string;
  account: SandboxAccount;
  inbox: Inbox;
  /** Sets what the phone with this number (E.164) does from now on. */
  behave: (number: string, behaviour: PhoneBehaviour) => void;
  /** The server itself, for tests that look at its connections. */
  server: Server;
  /** Ends every connection at once, also one that hangs. */
  close: () => Promise<void>;
};

/** Starts a sandbox on the loopback address. */
export const startSandbox = async ({
  port = 0,
  account: ownAccount,
  now = () => new Date(),
}: SandboxOptions = {}): Promise<Sandbox> => {
  const account = { ...defaultAccount, ...ownAccount };
  const inbox = new Inbox();
  const behaviours = new Map<string, PhoneBehaviour>();
  const app = createApp({ account, inbox, behaviours, now });
  const server = createServer({ keepAliveTimeout }, getRequestListener(app.fetch));

  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const address = server.address();

  if (address === null || typeof address === 'string') {
    throw new Error('The sandbox listens on no port.');
  }

  return {
    url: `http://127.0.0.1:${address.port}`,
    account,
    inbox,
    server,
    behave: (number, behaviour) => {
      behaviours.set(number, behaviour);
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
