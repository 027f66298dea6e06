import { onTestFinished } from 'vitest';

import { type SandboxOptions, startSandbox } from '../../src/sandbox/index.js';

import { validToken } from './config.js';
import { message, sendPath } from './graph-call.js';

/** A sandbox on a free port, closed after the test. */
export const runSandbox = async (options: SandboxOptions = {}) => {
  const sandbox = await startSandbox({ latency: 'none', ...options });
  onTestFinished(async () => {
    if (sandbox.server.listening) {
      await sandbox.close();
    }
  });

  return {
    sandbox,
    url: sandbox.url,
    /** Sends the message with these of its fields changed. */
    send: async (fields: Record<string, unknown> = {}, init: RequestInit = {}) =>
      fetch(`${sandbox.url}${sendPath}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${validToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ ...message, ...fields }),
        ...init,
      }),
  };
};
