/** What goes out for a request of Logto's. */
import { assert } from '@silverhand/essentials';

import { refuse } from '../meta/failure.js';
import { type AuthenticationMessage, maximumCodeLength } from '../meta/messages.js';
import { type Config } from '../types.js';

import { type ChosenTemplate, chooseTemplate } from './choose-template.js';
import { type Recipient, readRecipient } from './recipient.js';
import { type SendRequest } from './send-code.js';

/** Letters, digits and signs as in Meta's own examples; none that a JSON or HTML text would escape. */
const codeShape = /^[\w!#$%*+,.:;=?@^~-]+$/;

const readCode = (code: string | undefined): string => {
  assert(
    code,
    refuse(
      'This message carries no one-time code, and WhatsApp can only deliver codes here. Send invitations and other links by e-mail.'
    )
  );
  assert(
    code.length <= maximumCodeLength && codeShape.test(code),
    refuse(
      `WhatsApp delivers codes of at most ${maximumCodeLength} letters, digits and signs, without spaces.`
    )
  );

  return code;
};

export type ComposedMessage = {
  recipient: Recipient;
  template: ChosenTemplate;
  message: AuthenticationMessage;
};

/**
 * Chooses the template for a request, and fills it in.
 *
 * @throws {SendFailure} `refused`, when the number or the code cannot be sent to or with.
 * @throws {ConnectorError} When the config has no template for it.
 */
export const composeMessage = (
  { allowedCountries, templates }: Pick<Config, 'allowedCountries' | 'templates'>,
  { to, type, payload }: SendRequest
): ComposedMessage => {
  const recipient = readRecipient(to, allowedCountries);
  const template = chooseTemplate(templates, type, payload);
  const message = { ...template, to: recipient.e164, code: readCode(payload.code) };

  return { recipient, template, message };
};
