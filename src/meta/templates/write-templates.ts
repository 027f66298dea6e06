/**
 * Calls that create and change templates. Sources: Meta, "Authentication templates", "Bulk
 * management", "Template management", "Template pausing".
 */
import { z } from 'zod';

import { type GraphAccess } from '../graph-call.js';
import { type MetaLanguage } from '../languages.js';
import { tolerant } from '../tolerant.js';

import { type AccountTemplate } from './account-template.js';
import { managementCall } from './management-call.js';

/** Meta's limit for the label of a button. Source: Meta, "Copy code button". */
export const longestLabel = 25;

/** All that can be chosen of an authentication template; Meta has fixed its texts. */
export type TemplateContent = {
  /** 30 to 900 seconds. */
  ttlSeconds: number;
  /** Whether the text warns not to share the code. */
  security: boolean;
  /** 1 to 90, for the footer; without it, there is none. */
  expirationMinutes?: number | undefined;
  /** Of the button; without it, Meta's own in the template's language. */
  label?: string | undefined;
};

const category = 'AUTHENTICATION';

const componentsOf = ({ security, expirationMinutes, label }: TemplateContent) => [
  { type: 'BODY', add_security_recommendation: security },
  ...(expirationMinutes === undefined
    ? []
    : [{ type: 'FOOTER', code_expiration_minutes: expirationMinutes }]),
  {
    type: 'BUTTONS',
    buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', ...(label !== undefined && { text: label }) }],
  },
];

/** Creates a template in one language. */
export const createTemplate = async (
  access: GraphAccess,
  businessAccountId: string,
  { name, language }: { name: string; language: MetaLanguage },
  content: TemplateContent
) => {
  await managementCall(
    access,
    { kind: 'account', id: businessAccountId },
    {
      method: 'POST',
      edge: 'message_templates',
      json: {
        name,
        language,
        category,
        message_send_ttl_seconds: content.ttlSeconds,
        components: componentsOf(content),
      },
    }
  );
};

const bulkGuard = z.object({
  data: z.array(tolerant(z.object({ language: z.string() }))),
});

/**
 * Creates a template in many languages; those that exist are changed.
 *
 * @param content Its label is not used: a bulk call takes none.
 * @returns The languages that Meta says it has taken. What becomes of the others when one is refused
 * is not documented.
 */
export const upsertTemplates = async (
  access: GraphAccess,
  businessAccountId: string,
  { name, languages }: { name: string; languages: readonly MetaLanguage[] },
  { label, ...content }: TemplateContent
): Promise<ReadonlySet<MetaLanguage>> => {
  const answer = await managementCall(
    access,
    { kind: 'account', id: businessAccountId },
    {
      method: 'POST',
      edge: 'upsert_message_templates',
      json: {
        name,
        languages,
        category,
        message_send_ttl_seconds: content.ttlSeconds,
        components: componentsOf(content),
      },
    }
  );
  const { data } = bulkGuard.safeParse(answer);
  const taken = data?.data.flatMap((entry) => (entry ? [entry.language] : [])) ?? [];

  return new Set(taken.map((language) => language.replaceAll('-', '_')));
};

/**
 * The label stays what it is unless another is wanted: components are replaced as a whole. One that is
 * longer than ours may be is Meta's own, which comes by itself.
 */
const labelAfter = ({ otp }: AccountTemplate, { label }: TemplateContent): string | undefined =>
  label ?? (otp?.label !== undefined && otp.label.length <= longestLabel ? otp.label : undefined);

/**
 * Changes a template.
 *
 * @param isTtlOnly Leaves the components as they are.
 */
export const editTemplate = async (
  access: GraphAccess,
  template: AccountTemplate,
  content: TemplateContent,
  { isTtlOnly }: { isTtlOnly: boolean }
) => {
  await managementCall(
    access,
    { kind: 'template', id: template.id },
    {
      method: 'POST',
      json: {
        message_send_ttl_seconds: content.ttlSeconds,
        ...(!isTtlOnly && {
          components: componentsOf({ ...content, label: labelAfter(template, content) }),
        }),
      },
    }
  );
};

/**
 * Ends the pause of a template. Meta refuses without an error, so that its status tells whether it has
 * ended.
 */
export const unpauseTemplate = async (access: GraphAccess, { id }: Pick<AccountTemplate, 'id'>) => {
  await managementCall(access, { kind: 'template', id }, { method: 'POST', edge: 'unpause' });
};
