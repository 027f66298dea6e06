import { z } from 'zod';

import { type SandboxRules } from '../rules.js';

import { sendErrors } from './send-errors.js';

const parametersGuard = z
  .array(z.object({ type: z.literal('text'), text: z.string() }))
  .default([]);

/** The template of a send, with what is filled in. */
export const templateGuard = z.object({
  name: z.string(),
  language: z.object({ code: z.string(), policy: z.unknown() }),
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

export type TemplateMessage = z.infer<typeof templateGuard>;

/** Source: Meta, "Copy code button authentication templates". */
const longestCode = 15;

/**
 * The code, which has to be in the text and again in the button.
 *
 * @throws {GraphError}
 */
export const readCode = (
  { components }: TemplateMessage,
  { codeCharacters }: SandboxRules
): string => {
  const body = components.find(({ type }) => type.toLowerCase() === 'body')?.parameters ?? [];
  const button = components.find(
    ({ type, sub_type: subType, index }) =>
      type.toLowerCase() === 'button' && subType?.toLowerCase() === 'url' && String(index) === '0'
  )?.parameters[0];
  const [first] = body;

  if (body.length !== 1 || !first) {
    throw sendErrors.bodyParameterCount(body.length);
  }

  if (!button) {
    throw sendErrors.buttonMissing();
  }

  if (first.text === '' || button.text === '') {
    throw sendErrors.codeEmpty();
  }

  if (Math.max(first.text.length, button.text.length) > longestCode) {
    throw sendErrors.codeTooLong();
  }

  if (codeCharacters === 'printable' && !/^[!-~]+$/.test(`${first.text}${button.text}`)) {
    throw sendErrors.codeCharacters();
  }

  return first.text;
};
