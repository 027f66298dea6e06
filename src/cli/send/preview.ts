/** The request that would be sent, without anything secret in it. */
import { messagesCall } from '../../meta/gateways.js';
import { buildPayload } from '../../meta/messages.js';
import { composeMessage } from '../../send/compose-message.js';
import { readRequest } from '../../send/send-code.js';
import { maskToken } from '../../setup/mask-token.js';
import { type ConfigOrigin, parseConfig } from '../../types.js';

export type RequestPreview = {
  method: 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  body: ReturnType<typeof buildPayload>;
};

const hidden = '***';

/**
 * Composes a message as a send does, and goes no further.
 *
 * @param config As Console stores it.
 * @param data As Logto gives it.
 * @param origin As which the send that is not made would read the config.
 * @throws {ConnectorError} When the config cannot be used.
 * @throws {SendFailure} `refused`, when the number or the code cannot be used.
 */
export const previewRequest = (
  config: unknown,
  data: unknown,
  origin: ConfigOrigin
): RequestPreview => {
  const parsed = parseConfig(config, origin);
  const { recipient, message } = composeMessage(parsed, readRequest(data));
  const { url, headers } = messagesCall({ ...parsed, accessToken: maskToken(parsed.accessToken) });

  if (url.searchParams.has('appsecret_proof')) {
    url.searchParams.set('appsecret_proof', hidden);
  }

  return {
    method: 'POST',
    url: url.href,
    headers: { ...headers, 'content-type': 'application/json' },
    body: buildPayload({
      ...message,
      to: recipient.masked,
      code: '*'.repeat(message.code.length),
    }),
  };
};
