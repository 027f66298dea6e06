import { z } from 'zod';

import { type SandboxAccount, type SandboxTemplate } from './account.js';
import { graphErrors } from './graph-error.js';

/** A send as it was asked for; everything that Meta leaves out of account passes. */
const messageGuard = z.object({
  messaging_product: z.unknown(),
  to: z.unknown(),
  type: z.unknown(),
  template: z.unknown(),
});

const parametersGuard = z
  .array(z.object({ type: z.literal('text'), text: z.string() }))
  .default([]);

const templateGuard = z.object({
  name: z.string(),
  language: z.object({ code: z.string() }),
  components: z
    .array(
      z.object({
        type: z.string(),
        sub_type: z.string().optional(),
        // Meta's own pages write it both ways.
        index: z.union([z.string(), z.number()]).optional(),
        parameters: parametersGuard,
      })
    )
    .default([]),
});

type TemplateMessage = z.infer<typeof templateGuard>;

/** A message that the account may send. */
export type ReadableMessage = {
  /** The number as it was asked for. */
  input: string;
  /** E.164, with the `+`. */
  to: string;
  template: SandboxTemplate;
  code: string;
};

const longestCode = 15;

const readRecipient = (to: string, callingCode: string): string => {
  const digits = to.replaceAll(/[\s()+.-]/g, '');

  if (!/^\d{5,20}$/.test(digits)) {
    throw graphErrors.valueInvalid('Recipient phone number is not valid');
  }

  // Without a `+`, the sender's own calling code is put in front, whatever the digits are.
  return to.trim().startsWith('+') ? `+${digits}` : `+${callingCode}${digits}`;
};

const findTemplate = (
  { templates }: SandboxAccount,
  { name, language: { code } }: TemplateMessage
): SandboxTemplate => {
  const template = templates.find((item) => item.name === name && item.language === code);

  switch (template?.status) {
    case 'APPROVED': {
      return template;
    }

    case 'PAUSED': {
      throw graphErrors.templatePaused();
    }

    case 'DISABLED': {
      throw graphErrors.templateDisabled();
    }

    default: {
      throw graphErrors.templateMissing(name, code);
    }
  }
};

const readCode = ({ components }: TemplateMessage): string => {
  const body = components.find(({ type }) => type.toLowerCase() === 'body')?.parameters ?? [];
  const button = components.find(
    ({ type, sub_type: subType, index }) =>
      type.toLowerCase() === 'button' && subType?.toLowerCase() === 'url' && String(index) === '0'
  )?.parameters[0];
  const [first] = body;

  if (body.length !== 1 || !first) {
    throw graphErrors.bodyParameterCount(body.length);
  }

  if (!button) {
    throw graphErrors.buttonMissing();
  }

  if (first.text === '' || button.text === '') {
    throw graphErrors.codeEmpty();
  }

  if (Math.max(first.text.length, button.text.length) > longestCode) {
    throw graphErrors.codeTooLong();
  }

  return first.text;
};

/**
 * Reads the body of a send by Meta's rules.
 *
 * @throws {GraphError}
 */
export const readMessage = (account: SandboxAccount, body: unknown): ReadableMessage => {
  const message = messageGuard.safeParse(body).data;

  if (message?.messaging_product !== 'whatsapp') {
    throw graphErrors.parameterMissing('messaging_product');
  }

  const { to: input } = message;

  if (typeof input !== 'string' || input === '') {
    throw graphErrors.parameterMissing('to');
  }

  const to = readRecipient(input, account.callingCode);

  if (message.type !== 'template') {
    throw graphErrors.typeUnsupported();
  }

  const parsed = templateGuard.safeParse(message.template).data;

  if (!parsed) {
    throw graphErrors.parameterMissing('template');
  }

  return { input, to, template: findTemplate(account, parsed), code: readCode(parsed) };
};
