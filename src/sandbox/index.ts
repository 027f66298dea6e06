/**
 * A local WhatsApp: answers as Meta's Cloud API does, shows the messages on a page, and gives the
 * codes to tests.
 *
 * @example
 * const sandbox = await startSandbox();
 * // Let the connector send to sandbox.url, then
 * const { code } = await sandbox.inbox.waitFor('+12025550143');
 * await sandbox.close();
 */
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import { isIP } from 'node:net';

import { getRequestListener } from '@hono/node-server';

import { type SandboxAccount } from './account.js';
import { watchActivity } from './activity.js';
import { createApp } from './app.js';
import { createClock } from './clock.js';
import {
  type SandboxConnectorConfig,
  connectorConfigFor,
  formFieldsFor,
} from './connector-config.js';
import { createWorld } from './create-world.js';
import { type Inbox } from './inbox.js';
import { type SandboxOptions, readOptions } from './options.js';
import { toE164 } from './phone-number.js';
import { type Refusal } from './refusals.js';
import { StateFile } from './state-file.js';
import { type WebhookState } from './webhooks/webhooks.js';

export { type SandboxAccount, type SandboxSeed } from './account.js';
export { type SandboxAccountName, sandboxAccounts } from './accounts/index.js';
export { type Activity } from './activity.js';
export { type InboxMessage, type StatusReport } from './inbox.js';
export { type SandboxOptions } from './options.js';
export { type SandboxRules } from './rules.js';

/**
 * How long an idle connection is kept, in milliseconds: minutes, as at Meta's edge. Node's own five
 * seconds would hide whether a client reuses its connections.
 */
const keepAliveTimeout = 3 * 60_000;

export type Sandbox = {
  /** `http://127.0.0.1:<port>`: the page, and the connector's `baseUrl`. */
  url: string;
  account: SandboxAccount;
  /** The connector's config for this sandbox, ready to be pasted into Logto Console. */
  connectorConfig: SandboxConnectorConfig;
  /** The same, as the fields of the form in Console. */
  formFields: ReadonlyArray<{ label: string; value: string }>;
  inbox: Pick<Inbox, 'messages' | 'latest' | 'waitFor' | 'waitForStatus' | 'clear'>;
  /** The sends that were refused at once, oldest first; the last thousand. */
  readonly refusals: Refusal[];
  readonly webhookState: WebhookState;
  /**
   * Sets what the phone with this number does from now on; docs/sandbox.md lists what it can do.
   *
   * @param number E.164; the `+` may be left out.
   * @throws {RangeError} When there is no such behaviour; `TypeError` when it is no number.
   */
  fail: (number: string, behaviour: string) => void;
  /** Makes a phone healthy; what waits for it is delivered. */
  heal: (number: string) => void;
  /** The server itself, for tests that look at its connections. */
  server: Server;
  /** Ends every connection at once, also one that hangs. */
  close: () => Promise<void>;
};

const addressOf = (server: Server): string => {
  const address = server.address();

  if (address === null || typeof address === 'string') {
    throw new Error('The sandbox listens on no port.');
  }

  // What listens everywhere is reached on the loopback.
  const host = ['0.0.0.0', '::'].includes(address.address) ? '127.0.0.1' : address.address;

  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${address.port}`;
};

/**
 * Starts a sandbox, on the loopback address unless told otherwise.
 *
 * @throws {TypeError} When an option cannot be used.
 * @throws {Error} When the port is taken, or the state folder cannot be read.
 */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const {
    port = 0,
    host = '127.0.0.1',
    allowedHosts = [],
    stateFolder,
    webhook,
    isAlone = false,
  } = options;
  const clock = createClock(options.now);
  const world = createWorld({ ...readOptions(options), clock });
  const { account, inbox, phones, refusals, templates, webhooks } = world;
  const state =
    stateFolder === undefined ? undefined : new StateFile(stateFolder, { ...world, clock });

  if (!(await state?.load())) {
    for (const template of account.templates) {
      templates.add(template);
    }
  }

  // A folder that cannot be written is noticed at once, not at the end.
  await state?.save();
  state?.follow();

  if (options.onActivity) {
    watchActivity(world, options.onActivity);
  }

  const app = createApp(world, [host, ...allowedHosts]);
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: isAlone });
  const server = createServer({ keepAliveTimeout }, listener);

  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error: unknown) {
    clock.stop();
    throw error;
  }

  if (webhook) {
    webhooks.setAppTarget(webhook);
  }

  const url = addressOf(server);
  const connectorConfig = connectorConfigFor(account, templates.all, url);

  return {
    url,
    account,
    connectorConfig,
    formFields: formFieldsFor(connectorConfig),
    inbox,
    get refusals() {
      return refusals.all;
    },
    get webhookState() {
      return webhooks.state;
    },
    server,
    fail: (number, behaviour) => {
      phones.behave(toE164(number), behaviour);
    },
    heal: (number) => {
      phones.behave(toE164(number), 'healthy');
    },
    close: async () => {
      clock.stop();
      webhooks.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      await state?.save();
    },
  };
};
