import { describe, expect, it } from 'vitest';

import { type SandboxTemplate } from './account.js';
import { autofillLabel, codePlaceholder, renderTemplate } from './texts.js';

const template: SandboxTemplate = {
  name: 'verification_code',
  language: 'en_US',
  status: 'APPROVED',
  securityRecommendation: true,
  codeExpirationMinutes: 10,
  otpType: 'COPY_CODE',
  supportedApps: [],
  ttlSeconds: 600,
};

const english = {
  body: '*482913* is your verification code. For your security, do not share this code.',
  footer: 'This code expires in 10 minutes.',
  button: 'Copy code',
};
const spanish = {
  body: 'Tu código de verificación es *482913*. Por tu seguridad, no lo compartas.',
  footer: 'Este código caduca en 10 minutos.',
  button: 'Copiar código',
};
const indonesian = {
  body: '*482913* adalah kode verifikasi Anda. Demi keamanan, jangan bagikan kode ini.',
  footer: 'Kode ini kedaluwarsa dalam 10 menit.',
  button: 'Salin kode',
};

describe('a template is read by its recipient', () => {
  it.each([
    ['en_US', english],
    ['en', english],
    ['en_GB', english],
    ['es_ES', spanish],
    ['es', spanish],
    ['es_MX', spanish],
    ['id', indonesian],
    // Meta publishes no others, so these are in English.
    ['pt_BR', english],
    ['hi', english],
    ['zh_CN', english],
  ])('in the words of Meta for %s', (language, texts) => {
    expect(renderTemplate({ ...template, language }, '482913')).toEqual(texts);
  });

  it.each([
    ['en_US', '*482913* is your verification code.'],
    ['es_ES', 'Tu código de verificación es *482913*.'],
    ['id', '*482913* adalah kode verifikasi Anda.'],
  ])('without the recommendation when it has none: %s', (language, body) => {
    expect(
      renderTemplate({ ...template, language, securityRecommendation: false }, '482913').body
    ).toBe(body);
  });

  it.each(['en_US', 'es_ES', 'id'])('without a footer when it names no minutes: %s', (language) => {
    const { codeExpirationMinutes: _, ...withoutMinutes } = template;

    expect(renderTemplate({ ...withoutMinutes, language }, '482913')).not.toHaveProperty('footer');
  });

  it('with the minutes that it names', () => {
    expect(renderTemplate({ ...template, codeExpirationMinutes: 90 }, '482913').footer).toBe(
      'This code expires in 90 minutes.'
    );
  });

  it('with the code as it is, whatever its signs', () => {
    expect(renderTemplate({ ...template, securityRecommendation: false }, '$&-$1').body).toBe(
      '*$&-$1* is your verification code.'
    );
  });

  it('with the label that its button was given', () => {
    expect(renderTemplate({ ...template, buttonText: 'Take it' }, '482913').button).toBe('Take it');
  });

  it.each(['ar_SA', 'es_VE', 'prs_AF', 'not a language'])(
    'whatever its language: %s',
    (language) => {
      expect(renderTemplate({ ...template, language }, '482913').body).toContain('*482913*');
    }
  );
});

describe('a template is described', () => {
  it('with a placeholder for the code', () => {
    expect(renderTemplate({ ...template, language: 'es' }, codePlaceholder).body).toBe(
      'Tu código de verificación es *{{1}}*. Por tu seguridad, no lo compartas.'
    );
  });

  it.each([
    ['en_US', 'Autofill'],
    ['es_MX', 'Autocompletar'],
    // Not known in this language.
    ['id', 'Autofill'],
    ['hi', 'Autofill'],
  ])('with a label for filling the code in: %s', (language, label) => {
    expect(autofillLabel({ language })).toBe(label);
    expect(autofillLabel({ language, autofillText: 'Fill it in' })).toBe('Fill it in');
  });
});
