/** Meta's texts before there is a template. Source: Meta, "Template preview". */
import { z } from 'zod';

import { type GraphAccess } from '../graph-call.js';
import { type MetaLanguage } from '../languages.js';
import { tolerant } from '../tolerant.js';

import { managementCall, unreadableAnswer } from './management-call.js';
import { type TemplateContent } from './write-templates.js';

export type TemplatePreview = {
  language: MetaLanguage;
  /** With `{{1}}` where the code will be, and asterisks around what is bold. */
  body: string;
  footer?: string | undefined;
  /** Label of the button. */
  button?: string | undefined;
};

/** How many are asked for at a time, so that the address stays short. */
const chunkSize = 20;

const text = tolerant(z.string().min(1));

const previewGuard = z.object({
  language: z.string(),
  body: z.string(),
  footer: text,
  buttons: tolerant(z.array(z.object({ text }))),
});

const answerGuard = z.object({ data: z.array(tolerant(previewGuard)) });

const previewChunk = async (
  access: GraphAccess,
  businessAccountId: string,
  languages: readonly MetaLanguage[],
  { security, expirationMinutes }: Pick<TemplateContent, 'security' | 'expirationMinutes'>
): Promise<TemplatePreview[]> => {
  const subject = { kind: 'account', id: businessAccountId } as const;
  const answer = await managementCall(access, subject, {
    method: 'GET',
    edge: 'message_template_previews',
    query: {
      category: 'AUTHENTICATION',
      languages: languages.join(','),
      button_types: 'OTP',
      add_security_recommendation: `${security}`,
      ...(expirationMinutes !== undefined && { code_expiration_minutes: `${expirationMinutes}` }),
    },
  });
  const { data } = answerGuard.safeParse(answer);

  if (!data) {
    throw unreadableAnswer(access, subject);
  }

  return data.data.flatMap((preview) =>
    preview
      ? [
          {
            language: preview.language.replaceAll('-', '_'),
            body: preview.body,
            footer: preview.footer,
            button: preview.buttons?.[0]?.text,
          },
        ]
      : []
  );
};

/**
 * The texts that Meta has fixed.
 *
 * @returns Those that Meta gave, in the order in which they were asked for.
 * @throws {ManagementFailure}
 */
export const previewTemplates = async (
  access: GraphAccess,
  businessAccountId: string,
  languages: readonly MetaLanguage[],
  content: Pick<TemplateContent, 'security' | 'expirationMinutes'>
): Promise<TemplatePreview[]> => {
  const chunks = Array.from({ length: Math.ceil(languages.length / chunkSize) }, (_, index) =>
    languages.slice(index * chunkSize, (index + 1) * chunkSize)
  );
  const previews = await Promise.all(
    chunks.map(async (chunk) => previewChunk(access, businessAccountId, chunk, content))
  );
  const found = new Map(previews.flat().map((preview) => [preview.language, preview]));

  return languages.flatMap((language) => found.get(language) ?? []);
};
