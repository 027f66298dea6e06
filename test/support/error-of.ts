import { type HostError, HostRefusal } from '../host/logto.js';

/** @returns What the connector threw, as Logto has it. */
export const errorOf = async (sending: Promise<unknown>): Promise<HostError> => {
  const outcome: unknown = await sending.then(
    () => 'sent',
    (error: unknown) => error
  );

  if (outcome instanceof HostRefusal) {
    return outcome.error;
  }

  throw new Error(`The send was expected to fail in the connector: ${String(outcome)}`);
};
