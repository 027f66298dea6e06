import { type AcceptedMessage, readAnswer } from './answer.js';
import { createCensor } from './censor.js';
import { SendFailure } from './failure.js';
import { type GatewayAccount, messagesCall } from './gateways.js';
import { post } from './http.js';
import { type MetaLanguage } from './languages.js';

/** Longest code that an authentication template takes. Source: Meta, "Copy code button". */
export const maximumCodeLength = 15;

/** An authentication template with its code, ready for one recipient. */
export type AuthenticationMessage = {
  /** E.164, with the `+`: without it, Meta puts the sender's own country code in front. */
  to: string;
  templateName: string;
  language: MetaLanguage;
  code: string;
};

/**
 * Meta's payload for an authentication template: the code in the text, and again for the button
 * that copies it. Source: Meta, "Copy code button authentication templates".
 */
export const buildPayload = ({ to, templateName, language, code }: AuthenticationMessage) => {
  const parameters = [{ type: 'text', text: code }];

  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    type: 'template',
    template: {
      name: templateName,
      language: { code: language },
      components: [
        { type: 'body', parameters },
        { type: 'button', sub_type: 'url', index: '0', parameters },
      ],
    },
  };
};

/**
 * Sends one message, once.
 *
 * @param timeout Milliseconds for the whole exchange.
 * @returns What was accepted, which says nothing about its delivery.
 * @throws {SendFailure} When it was not accepted, or when that is not known.
 */
export const postMessage = async (
  account: GatewayAccount,
  message: AuthenticationMessage,
  timeout: number
): Promise<AcceptedMessage> => {
  const { accessToken, appSecret } = account;
  const { url, headers } = messagesCall(account);
  const censor = createCensor([
    accessToken,
    appSecret,
    url.searchParams.get('appsecret_proof') ?? undefined,
    message.code,
    message.to.slice(1),
  ]);
  const answer = await post({ url, headers, json: buildPayload(message), timeout });
  const result = readAnswer(answer, { host: url.host, gateway: account.gateway, censor });

  if ('kind' in result) {
    throw new SendFailure(result);
  }

  return result;
};
