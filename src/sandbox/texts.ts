import { primaryLanguage, tagOf } from '../meta/languages.js';

import { type SandboxTemplate } from './account.js';

type Texts = {
  body: (code: string) => string;
  recommendation: string;
  footer: (minutes: number) => string;
  button: string;
};

const english: Texts = {
  body: (code) => `*${code}* is your verification code.`,
  recommendation: 'For your security, do not share this code.',
  footer: (minutes) => `This code expires in ${minutes} minutes.`,
  button: 'Copy code',
};

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
  },
  id: {
    body: (code) => `*${code}* adalah kode verifikasi Anda.`,
    recommendation: 'Demi keamanan, jangan bagikan kode ini.',
    footer: (minutes) => `Kode ini kedaluwarsa dalam ${minutes} menit.`,
    button: 'Salin kode',
  },
});

export type RenderedMessage = { body: string; footer?: string; button: string };

/** The message as its recipient reads it; the asterisks are WhatsApp's bold. */
export const renderTemplate = (
  { language, securityRecommendation, codeExpirationMinutes }: SandboxTemplate,
  code: string
): RenderedMessage => {
  const { body, recommendation, footer, button } =
    texts[primaryLanguage(tagOf(language))] ?? english;

  return {
    body: securityRecommendation ? `${body(code)} ${recommendation}` : body(code),
    ...(codeExpirationMinutes !== undefined && { footer: footer(codeExpirationMinutes) }),
    button,
  };
};
