/** Stands for an SMS connector of Logto and its config. */
import { vi } from 'vitest';
import { z } from 'zod';

import { type FallbackConfig } from '../../src/fallback/config.js';
import { type Provider } from '../../src/fallback/provider.js';

export const connectorName = '@logto/connector-example-sms';

export const authToken = 'planted-auth-token-4f81';

export const fallbackConfig: FallbackConfig = {
  connector: connectorName,
  config: { account: 'AC0001', authToken },
  allowedCountries: undefined,
  maxPerNumberPerHour: 3,
  maxPerHour: 500,
  mode: 'send',
  whenNotDeliveredWithinSeconds: 25,
};

type Sending = Provider['sendMessage'];

export const providerWith = (send: Sending = async () => 'sent') => ({
  type: 'Sms' as const,
  configGuard: z.object({ account: z.string(), authToken: z.string() }),
  sendMessage: vi.fn<Sending>(send),
});

/** The kit's `ConnectorError`, from a copy of the kit that is not ours. */
export class ForeignConnectorError extends Error {
  readonly data: unknown;

  constructor(
    readonly code: string,
    data: unknown
  ) {
    super(`ConnectorError: ${JSON.stringify(data)}`);
    this.data = typeof data === 'string' ? { message: data } : data;
  }
}

/** As Node and got throw it when the network fails, with all that they know of the request. */
export class SystemError extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly options?: unknown
  ) {
    super(message);
  }
}
