import { canonicalTag, primaryLanguage } from '../meta/languages.js';

import { type SandboxTemplate } from './account.js';

type Texts = {
  body: (code: string) => string;
  recommendation: string;
  footer: (minutes: number) => string;
  button: string;
  /** Label of a button that fills the code in; where it is unknown, the English one. */
  autofill?: string;
};

const english = {
  body: (code) => `*${code}* is your verification code.`,
  recommendation: 'For your security, do not share this code.',
  footer: (minutes) => `This code expires in ${minutes} minutes.`,
  button: 'Copy code',
  autofill: 'Autofill',
} satisfies Texts;

/**
 * Meta's own texts, where they are known; nobody can choose others. Meta publishes no list, so the
 * other languages show the English one. Source: Meta, "Template preview".
 */
const texts: Readonly<Record<string, Texts>> = Object.freeze({
  es: {
    body: (code) => `Tu código de verificación es *${code}*.`,
    recommendation: 'Por tu seguridad, no lo compartas.',
    footer: (minutes) => `Este código caduca en ${minutes} minutos.`,
    button: 'Copiar código',
    autofill: 'Autocompletar',
  },
  id: {
    body: (code) => `*${code}* adalah kode verifikasi Anda.`,
    recommendation: 'Demi keamanan, jangan bagikan kode ini.',
    footer: (minutes) => `Kode ini kedaluwarsa dalam ${minutes} menit.`,
    button: 'Salin kode',
  },
});

const lookUp = (language: string): Texts =>
  texts[primaryLanguage(canonicalTag(language) ?? 'en')] ?? english;

/** What was looked up already: to read a tag takes long, and there are only Meta's languages. */
const knownTexts = new Map<string, Texts>();

const textsOf = (language: string): Texts => {
  const found = knownTexts.get(language) ?? lookUp(language);
  knownTexts.set(language, found);

  return found;
};

/** What stands for the code where a template is described, not sent. */
export const codePlaceholder = '{{1}}';

export type RenderedMessage = { body: string; footer?: string; button: string };

/** The message as its recipient reads it; the asterisks are WhatsApp's bold. */
export const renderTemplate = (
  {
    language,
    securityRecommendation,
    codeExpirationMinutes,
    buttonText,
  }: Pick<
    SandboxTemplate,
    'language' | 'securityRecommendation' | 'codeExpirationMinutes' | 'buttonText'
  >,
  code: string
): RenderedMessage => {
  const { body, recommendation, footer, button } = textsOf(language);

  return {
    body: securityRecommendation ? `${body(code)} ${recommendation}` : body(code),
    ...(codeExpirationMinutes !== undefined && { footer: footer(codeExpirationMinutes) }),
    button: buttonText ?? button,
  };
};

/** Label of the button that fills the code into an app. */
export const autofillLabel = ({
  language,
  autofillText,
}: Pick<SandboxTemplate, 'language' | 'autofillText'>): string =>
  autofillText ?? textsOf(language).autofill ?? english.autofill;
