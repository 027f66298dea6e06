import { describe, expect, it } from 'vitest';

import { refusalOf } from '../../../test/support/graph-call.js';
import { accountId, createTemplateCall } from '../../../test/support/template-call.js';
import { metaLanguages } from '../../meta/languages.js';

const preview = async (
  query: Record<string, string>,
  setting: Parameters<typeof createTemplateCall>[0] = {}
) =>
  createTemplateCall(setting).call(
    `/${accountId}/message_template_previews?${new URLSearchParams({
      category: 'AUTHENTICATION',
      button_types: 'OTP',
      ...query,
    }).toString()}`
  );

describe('a preview', () => {
  it('has the texts of Meta', async () => {
    expect(
      await preview({
        languages: 'en_US,es_ES,id',
        add_security_recommendation: 'true',
        code_expiration_minutes: '10',
      })
    ).toEqual({
      status: 200,
      body: {
        data: [
          {
            language: 'en_US',
            body: '*{{1}}* is your verification code. For your security, do not share this code.',
            footer: 'This code expires in 10 minutes.',
            buttons: [{ text: 'Copy code', autofill_text: 'Autofill' }],
          },
          {
            language: 'es_ES',
            body: 'Tu código de verificación es *{{1}}*. Por tu seguridad, no lo compartas.',
            footer: 'Este código caduca en 10 minutos.',
            buttons: [{ text: 'Copiar código', autofill_text: 'Autocompletar' }],
          },
          {
            language: 'id',
            body: '*{{1}}* adalah kode verifikasi Anda. Demi keamanan, jangan bagikan kode ini.',
            footer: 'Kode ini kedaluwarsa dalam 10 menit.',
            buttons: [{ text: 'Salin kode', autofill_text: 'Autofill' }],
          },
        ],
      },
    });
  });

  it('has neither recommendation nor footer unless they are asked for', async () => {
    expect(
      await preview({ languages: '["en_US"]', button_types: '["OTP"]', category: 'authentication' })
    ).toMatchObject({
      body: {
        data: [
          {
            language: 'en_US',
            body: '*{{1}}* is your verification code.',
            buttons: [{ text: 'Copy code', autofill_text: 'Autofill' }],
          },
        ],
      },
    });
  });

  it('is in every language when none is asked for', async () => {
    expect(await preview({})).toMatchObject({
      body: {
        data: metaLanguages
          .filter((language) => !['ar_SA', 'es_VE'].includes(language))
          .map((language) => ({ language })),
      },
    });
  });

  it('reads another parameter where the rules say so', async () => {
    const one = { body: { data: [{ language: 'es' }] } };

    expect(await preview({ language: 'es' })).not.toMatchObject(one);
    expect(
      await preview({ language: 'es' }, { rules: { previewParameter: 'either' } })
    ).toMatchObject(one);
  });

  it('knows unconfirmed languages where the rules say so', async () => {
    expect(
      await preview({ languages: 'ar_SA' }, { rules: { unconfirmedLanguages: true } })
    ).toMatchObject({ body: { data: [{ language: 'ar_SA' }] } });
    expect(refusalOf(await preview({ languages: 'ar_SA' }))).toMatchObject({ code: 100 });
  });

  it.each([
    [{ category: '' }, '(#100) The parameter category is required.'],
    [{ category: 'UTILITY' }, 'Invalid parameter'],
    [{ button_types: '' }, '(#100) The parameter button_types is required.'],
    [{ button_types: 'OTP,URL' }, '(#100) Param button_types[1] must be one of {OTP} - got "URL".'],
    [{ languages: 'en_US,xx' }, 'Invalid parameter'],
    [
      { code_expiration_minutes: '0' },
      '(#100) Param code_expiration_minutes must be an integer between 1 and 90.',
    ],
    [
      { code_expiration_minutes: '91' },
      '(#100) Param code_expiration_minutes must be an integer between 1 and 90.',
    ],
    [
      { add_security_recommendation: 'maybe' },
      '(#100) Param add_security_recommendation must be a boolean.',
    ],
  ])('is refused for %j', async (query, message) => {
    expect(refusalOf(await preview(query))).toMatchObject({ status: 400, code: 100, message });
  });
});
