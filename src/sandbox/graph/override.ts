/** Addresses of webhooks for an account or a number. Source: Meta, "Override callback URL". */
import { z } from 'zod';

import { isWebhookAddress, shakeHands } from '../webhooks/handshake.js';
import { type Override } from '../webhooks/webhooks.js';
import { type World } from '../world.js';

import { graphErrors } from './errors.js';

const longestUrl = 200;

const overrideFieldsGuard = z.object({
  /** Empty to take the override away. */
  override_callback_uri: z.string().default(''),
  verify_token: z.string().default(''),
});

type OverrideFields = z.infer<typeof overrideFieldsGuard>;

/** The body of a call to a number. */
export const overrideGuard = z.object({ webhook_configuration: overrideFieldsGuard });

/** The body of a call to an account; none takes the override away. */
export const readOverride = (body: unknown): OverrideFields =>
  overrideFieldsGuard.safeParse(body).data ?? overrideFieldsGuard.parse({});

/**
 * Asks a receiver whether it wants webhooks.
 *
 * @throws {GraphError} Code 2200, when it does not; 100 when it has no usable address.
 */
export const checkTarget = async (target: { url: string; verifyToken: string }) => {
  if (!isWebhookAddress(target.url)) {
    throw graphErrors.parameterInvalid('callback_url', 'should represent a valid URL');
  }

  const problem = await shakeHands(target);

  if (problem !== undefined) {
    throw graphErrors.callbackUnverified(problem);
  }
};

/**
 * @throws {GraphError} When the address is too long, or does not take the handshake.
 */
export const setOverride = async (
  { webhooks }: World,
  override: Override,
  { override_callback_uri: url, verify_token: verifyToken }: OverrideFields
) => {
  if (url === '') {
    webhooks.setOverride(override, undefined);

    return;
  }

  if (url.length > longestUrl) {
    throw graphErrors.parameterInvalid(
      'override_callback_uri',
      `must be at most ${longestUrl} characters long`
    );
  }

  await checkTarget({ url, verifyToken });
  webhooks.setOverride(override, { url, verifyToken });
};
