/** Webhooks with statuses, as Meta writes them. */
import { accountGuard } from '../../src/sandbox/account.js';
import { statusEnvelope } from '../../src/sandbox/webhooks/envelope.js';

export const phoneNumberId = '100000000000001';

/** @param id Of the number whose messages they are about. */
export const webhookWith = (
  statuses: ReadonlyArray<Record<string, unknown>>,
  id = phoneNumberId
): string => {
  const account = accountGuard.parse({ phoneNumbers: [{ id }] });

  return JSON.stringify(
    statusEnvelope(
      account.id,
      account.phoneNumbers.flatMap((phoneNumber) =>
        statuses.map((status) => ({ phoneNumber, status }))
      )
    )
  );
};
