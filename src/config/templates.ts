import { type RefinementCtx, z } from 'zod';

import { isRecord } from '../json/is-record.js';
import { suggestLanguages } from '../meta/language-match.js';
import { type MetaLanguage, isMetaLanguage } from '../meta/languages.js';

import { Problem, delegate, isBlank, report, requiredField } from './field.js';

/** Without a template for each of these, Logto's basic flows would have none. */
export const requiredUsageTypes = Object.freeze([
  'Register',
  'SignIn',
  'ForgotPassword',
  'Generic',
]);

/** What the official WhatsApp connector means by a template without a language. */
const defaultLanguage: MetaLanguage = 'en';

const list = new Intl.ListFormat('en', { type: 'conjunction' });
const choice = new Intl.ListFormat('en', { type: 'disjunction' });

/** Only what looks like a language is shown again: the value may have been pasted by mistake. */
const languageShape = /^[A-Za-z]{2,3}(?:[_-][\dA-Za-z]{2,8}){0,3}$/;

const explainLanguage = (text: string): string => {
  if (!languageShape.test(text)) {
    return 'This is no language code. Write one of Meta’s, such as en_US, pt_BR or es_MX.';
  }

  const suggestions = suggestLanguages(text);

  return suggestions.length > 0
    ? `WhatsApp has no language "${text}". Write ${choice.format(suggestions)}, exactly as the template has it.`
    : `WhatsApp has no templates in the language "${text}". Choose another one, such as en_US.`;
};

/** One language or several; the first is the default. */
const languagesGuard = z.unknown().transform((raw, ctx): MetaLanguage[] => {
  if (isBlank(raw)) {
    return [defaultLanguage];
  }

  const items: unknown[] = Array.isArray(raw) ? raw : [raw];
  const codes = items.map((item) => (typeof item === 'string' ? item.trim() : ''));

  for (const [index, code] of codes.entries()) {
    if (!isMetaLanguage(code)) {
      report(ctx, explainLanguage(code), Array.isArray(raw) ? [index] : []);
    }
  }

  return codes;
});

const templateFieldsGuard = z.object({
  usageType: requiredField('Name the usage type, such as SignIn or Generic.', (text) => text),
  templateName: requiredField('Name the template, as it is called in WhatsApp Manager.', (text) =>
    /^[\d_a-z]{1,512}$/.test(text)
      ? text
      : new Problem(
          'Template names consist of lower-case letters, digits and underscores. Copy the name from WhatsApp Manager.'
        )
  ),
  language: languagesGuard,
});

const templateGuard = z.unknown().transform((raw, ctx) => {
  if (!isRecord(raw)) {
    report(ctx, 'A template is an object with usageType, templateName and language.');

    return z.NEVER;
  }

  return delegate(templateFieldsGuard, raw, ctx);
});

const checkUsageTypes = (templates: unknown[], ctx: RefinementCtx) => {
  const present = new Set(
    templates.map((template) =>
      isRecord(template) && typeof template.usageType === 'string' ? template.usageType.trim() : ''
    )
  );
  const missing = requiredUsageTypes.filter((usageType) => !present.has(usageType));

  if (missing.length > 0) {
    report(
      ctx,
      `Add a template for ${list.format(missing)}. Several usage types may have the same template name.`
    );
  }
};

/** The templates, with every problem of every one of them. */
export const templatesGuard = z.unknown().transform((raw, ctx) => {
  if (!Array.isArray(raw) && !isBlank(raw)) {
    report(
      ctx,
      'Write the templates as a list: [ { "usageType": …, "templateName": …, "language": … } ].'
    );

    return z.NEVER;
  }

  const templates: unknown[] = Array.isArray(raw) ? raw : [];
  checkUsageTypes(templates, ctx);

  return delegate(z.array(templateGuard), templates, ctx);
});
