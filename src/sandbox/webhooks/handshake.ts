import { randomInt } from 'node:crypto';

/** Where webhooks go. */
export type WebhookTarget = {
  url: string;
  /** What the receiver expects in the handshake. */
  verifyToken: string;
};

/** Whether webhooks can be sent there; Node calls no address that has a name and a password in it. */
export const isWebhookAddress = (text: string): boolean => {
  if (!URL.canParse(text)) {
    return false;
  }

  const { protocol, username, password } = new URL(text);

  return /^https?:$/.test(protocol) && username === '' && password === '';
};

/** Meta publishes no limit; this is one that a good receiver never meets, in milliseconds. */
export const webhookTimeout = 5000;

/** What went wrong with a call to a receiver, in a few words, without its address. */
export const problemOf = (error: unknown): string => {
  if (!(error instanceof Error)) {
    return 'it failed';
  }

  if (error.name === 'TimeoutError') {
    return `no answer within ${webhookTimeout / 1000} s`;
  }

  const { cause } = error;

  // An error about the address itself has no cause, and repeats the address with the verify token.
  if (!(cause instanceof Error)) {
    return 'its address cannot be called';
  }

  // Node names both addresses of a host in an error without a message of its own.
  return cause.message || String(Reflect.get(cause, 'code') ?? cause.name);
};

const sameText = async (response: Response, text: string): Promise<boolean> => {
  const body = await response.text();

  return body === text;
};

/**
 * Asks a receiver whether it wants webhooks.
 *
 * @returns What is wrong with its answer; `undefined` when nothing is. Source: Meta, "Create a
 * webhook endpoint".
 */
export const shakeHands = async ({
  url,
  verifyToken,
}: WebhookTarget): Promise<string | undefined> => {
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000));

  try {
    const address = new URL(url);
    address.searchParams.set('hub.mode', 'subscribe');
    address.searchParams.set('hub.challenge', challenge);
    address.searchParams.set('hub.verify_token', verifyToken);

    const response = await fetch(address, {
      redirect: 'manual',
      signal: AbortSignal.timeout(webhookTimeout),
    });

    if (response.status !== 200) {
      await response.body?.cancel();

      return `the handshake was answered with ${response.status}; it has to be 200, with the challenge as the body`;
    }

    return (await sameText(response, challenge))
      ? undefined
      : 'the handshake was answered with something else than the challenge';
  } catch (error: unknown) {
    return `the handshake failed: ${problemOf(error)}`;
  }
};
