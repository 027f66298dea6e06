import { z } from 'zod';

import { type SandboxPhoneNumber } from '../account.js';
import { type SandboxRules } from '../rules.js';
import { type StoredTemplate, type TemplateStore } from '../template-store.js';

import { graphErrors } from './errors.js';
import { type TemplateMessage, readCode, templateGuard } from './read-code.js';
import { readRecipient } from './read-recipient.js';
import { sendErrors } from './send-errors.js';

/** Every field that a send may have. Source: Meta, "Send messages". */
const messageGuard = z.object({
  messaging_product: z.unknown(),
  recipient_type: z.unknown(),
  to: z.unknown(),
  recipient: z.unknown(),
  type: z.unknown(),
  template: z.unknown(),
  biz_opaque_callback_data: z.unknown(),
  recipient_identity_key_hash: z.unknown(),
  context: z.unknown(),
  messaging_account_id: z.unknown(),
  category: z.unknown(),
  ttl_seconds: z.unknown(),
  direct_send_config: z.unknown(),
});

/** A message that the account may send. */
export type ReadableMessage = {
  /** The number as it was asked for. */
  input: string;
  /** E.164, with the `+`. */
  to: string;
  template: StoredTemplate;
  code: string;
  callbackData: string | undefined;
};

/** What a message is read with. */
type Reader = {
  phoneNumber: Pick<SandboxPhoneNumber, 'callingCode'>;
  templates: Pick<TemplateStore, 'lookUp'>;
  rules: SandboxRules;
};

const longestCallbackData = 512;

const findTemplate = ({ templates, rules }: Reader, asked: TemplateMessage): StoredTemplate => {
  const template = templates.lookUp(asked.name, asked.language.code);

  switch (template?.status) {
    case 'APPROVED': {
      return template;
    }

    case 'PAUSED': {
      throw sendErrors.templatePaused();
    }

    case 'DISABLED': {
      throw sendErrors.templateDisabled();
    }

    default: {
      throw sendErrors.templateMissing(
        asked.name,
        asked.language.code,
        rules.templateMissingStatus
      );
    }
  }
};

// Made once: to make a guard takes longer than to use it.
const recordGuard = z.record(z.unknown());

const checkKeys = (body: unknown) => {
  const unknownKey = Object.keys(recordGuard.safeParse(body).data ?? {}).find(
    (key) => !Object.hasOwn(messageGuard.shape, key)
  );

  if (unknownKey !== undefined) {
    throw graphErrors.keyUnexpected(unknownKey);
  }
};

const readCallbackData = (data: unknown): string | undefined => {
  if (data === undefined) {
    return;
  }

  if (typeof data !== 'string' || data.length > longestCallbackData) {
    throw sendErrors.valueInvalid(
      `biz_opaque_callback_data has to be a text of at most ${longestCallbackData} characters`
    );
  }

  return data;
};

const readTo = (reader: Reader, { to: input, recipient }: z.infer<typeof messageGuard>) => {
  if ((input === undefined || input === '') && recipient !== undefined) {
    throw sendErrors.businessScopedRecipient();
  }

  if (typeof input !== 'string' || input === '') {
    throw graphErrors.parameterMissing('to');
  }

  const to = readRecipient(input, reader);

  if (to === undefined) {
    throw sendErrors.valueInvalid('Recipient phone number is not valid');
  }

  return { input, to };
};

const readTemplate = (
  { rules }: Reader,
  { category, type, template }: z.infer<typeof messageGuard>
): TemplateMessage => {
  if (category !== undefined) {
    throw sendErrors.directSendUnavailable();
  }

  if (type !== 'template') {
    throw sendErrors.typeUnsupported();
  }

  const parsed = templateGuard.safeParse(template).data;

  if (!parsed) {
    throw graphErrors.parameterMissing('template');
  }

  if (rules.languagePolicy === 'required' && parsed.language.policy !== 'deterministic') {
    throw graphErrors.parameterMissing("template['language']['policy']");
  }

  return parsed;
};

/**
 * Reads the body of a send by Meta's rules.
 *
 * @throws {GraphError}
 */
export const readMessage = (reader: Reader, body: unknown): ReadableMessage => {
  const message = messageGuard.safeParse(body).data;

  if (message?.messaging_product !== 'whatsapp') {
    throw graphErrors.parameterMissing('messaging_product');
  }

  const recipient = readTo(reader, message);
  const template = readTemplate(reader, message);
  // Not earlier: messages of other types have fields of their own.
  checkKeys(body);

  return {
    ...recipient,
    template: findTemplate(reader, template),
    code: readCode(template, reader.rules),
    callbackData: readCallbackData(message.biz_opaque_callback_data),
  };
};
