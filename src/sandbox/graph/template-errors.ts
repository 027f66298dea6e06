/**
 * What can be wrong with a call that manages templates. Meta's own words where they are known; the
 * others say what to do. Source: Meta, "Error codes", "Template management".
 */
import { canonicalTag } from '../../meta/languages.js';

import { oauthError } from './graph-error.js';

type Details = { title: string; message: string; subcode?: number; field?: string };

const templateError = ({ title, message, subcode, field }: Details) =>
  oauthError(400, 100, 'Invalid parameter', {
    isTransient: false,
    userTitle: title,
    userMessage: message,
    ...(subcode !== undefined && { subcode }),
    ...(field !== undefined && { blamedFields: [field] }),
  });

const languageNames = new Intl.DisplayNames('en', {
  type: 'language',
  style: 'short',
  languageDisplay: 'standard',
});

/** `English (US)` of `en_US`. */
const nameOf = (language: string): string =>
  languageNames.of(canonicalTag(language) ?? 'en') ?? language;

export const templateErrors = Object.freeze({
  invalid: (field: string, message: string) =>
    templateError({ title: 'Invalid parameter', message, field }),
  nameFormat: () =>
    templateError({
      subcode: 2_388_046,
      field: 'name',
      title: 'Name Format is Incorrect',
      message: 'A name has lower-case letters, digits and underscores only.',
    }),
  tooLong: (field: string, maximum: number) =>
    templateError({
      subcode: 2_388_040,
      field,
      title: 'Character Limit Exceeded',
      message: `${field} has more than ${maximum} characters.`,
    }),
  languageUnknown: (language: string) =>
    templateError({
      field: 'language',
      title: 'Language Not Supported',
      message: `Meta has no template language ${language}.`,
    }),
  categoryUnknown: () =>
    templateError({
      field: 'category',
      title: 'Category Not Available',
      message: 'This sandbox knows authentication templates only: the category is AUTHENTICATION.',
    }),
  headerRefused: () =>
    templateError({
      subcode: 2_388_047,
      field: 'components',
      title: 'Header Format is Incorrect',
      message: 'Authentication templates have no header.',
    }),
  bodyRefused: () =>
    templateError({
      subcode: 2_388_072,
      field: 'components',
      title: 'Body Format is Incorrect',
      message: 'The body text of authentication templates is fixed: leave out text and example.',
    }),
  footerRefused: () =>
    templateError({
      subcode: 2_388_073,
      field: 'components',
      title: 'Footer Format is Incorrect',
      message:
        'The footer of authentication templates is fixed: give code_expiration_minutes, no text.',
    }),
  buttonTextRefused: (field: string) =>
    templateError({
      subcode: 2_388_060,
      field,
      title: 'Button Text is Incorrect',
      message: 'The text of a button has no variables and no emoji.',
    }),
  languageExists: (language: string) =>
    templateError({
      subcode: 2_388_024,
      title: 'Content in This Language Already Exists',
      message: `There is already ${nameOf(language)} content for this template. You can create a new template and try again.`,
    }),
  nameBlocked: (language: string) =>
    templateError({
      subcode: 2_388_023,
      title: 'Message Template Language is Being Deleted',
      message: `New ${nameOf(language)} content can't be added while the existing ${nameOf(language)} content is being deleted. Try again in 30 days, or take another name.`,
    }),
  limitReached: (limit: number) =>
    templateError({
      subcode: 2_388_019,
      title: 'Message Template Limit Exceeded',
      message: `This WhatsApp Business account has ${limit} templates, which is all that it may have; each language counts.`,
    }),
  notEligible: () =>
    oauthError(403, 10, '(#10) Application does not have permission for this action', {
      subcode: 2_388_185,
      isTransient: false,
      userTitle:
        'This WhatsApp business account does not have permission to create message template',
      userMessage: 'Only a verified business may create authentication templates.',
    }),
  statusFixed: (message: string) =>
    templateError({
      subcode: 2_388_039,
      title: "Message Template Status Can't Be Changed",
      message,
    }),
  editLimit: (message: string) =>
    templateError({ title: "Message Template Can't Be Edited Now", message }),
  notFound: () =>
    templateError({
      title: 'Message Template Not Found',
      message: 'There is no message template with this name or id.',
    }),
});
