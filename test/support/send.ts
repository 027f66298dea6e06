import { ConnectorError } from '@logto/connector-kit';

import createConnector from '../../src/index.js';

/** A send by the connector's source, with what Logto would have stored. */
export const sendWith = async (stored: unknown, data: unknown): Promise<unknown> => {
  const { sendMessage } = await createConnector({ getConfig: async () => stored });

  // @ts-expect-error Logto's types promise more than a hostile caller keeps.
  return sendMessage(data);
};

/** The error with which a send fails. */
export const failureOf = async (sending: Promise<unknown>): Promise<ConnectorError> => {
  try {
    await sending;
  } catch (error: unknown) {
    if (error instanceof ConnectorError) {
      return error;
    }

    throw new Error('Something else than a ConnectorError was thrown.', { cause: error });
  }

  throw new Error('The send was expected to fail.');
};
