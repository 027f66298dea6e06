import { describe, expect, it } from 'vitest';

import { requiredUsageTypes, templatesGuard } from './templates.js';

const template = (usageType: string, rest: Record<string, unknown> = {}) => ({
  usageType,
  templateName: 'verification_code',
  language: 'en_US',
  ...rest,
});

const required = ['Register', 'SignIn', 'ForgotPassword', 'Generic'];

const issuesOf = (raw: unknown) =>
  templatesGuard.safeParse(raw).error?.issues.map(({ path, message }) => [path, message]);

/** The problems of a template after the four that have none. */
const problemsWith = (one: unknown) =>
  issuesOf([...required.map((usageType) => template(usageType)), one]);

/** The languages that are read from what stands in the config. */
const languagesOf = (language: unknown) =>
  templatesGuard.safeParse(required.map((usageType) => template(usageType, { language }))).data?.[0]
    ?.language;

describe('the language of a template', () => {
  it.each([
    ['pt_BR', ['pt_BR']],
    [' pt_BR\n', ['pt_BR']],
    [['pt_BR'], ['pt_BR']],
    [
      ['es_MX', ' es', 'en_US '],
      ['es_MX', 'es', 'en_US'],
    ],
    ['en', ['en']],
    ['ar_SA', ['ar_SA']],
  ])('%j is read as %j', (language, expected) => {
    expect(languagesOf(language)).toEqual(expected);
  });

  it.each([undefined, null, '', '   ', [], {}])(
    'is English when it is blank, as in the official connector: %j',
    (language) => {
      expect(languagesOf(language)).toEqual(['en']);
    }
  );

  it('is English when it is missing', () => {
    expect(
      templatesGuard.parse(
        required.map((usageType) => ({ usageType, templateName: 'verification_code' }))
      )[0]
    ).toEqual({ usageType: 'Register', templateName: 'verification_code', language: ['en'] });
  });

  it.each([
    ['en-US', 'en_US'],
    ['EN_us', 'en_US'],
    ['pt', 'pt_BR or pt_PT'],
    ['zh', 'zh_CN, zh_HK, or zh_TW'],
    ['no', 'nb'],
    ['de-DE', 'de'],
  ])('%s is answered with what may have been meant: %s', (language, suggestion) => {
    expect(problemsWith(template('Generic', { language }))).toEqual([
      [
        [4, 'language'],
        expect.stringMatching(new RegExp(`no language "${language}".* ${suggestion}[,.]`)),
      ],
    ]);
  });

  it('is answered without a guess when Meta has nothing like it', () => {
    expect(problemsWith(template('Generic', { language: 'hy' }))).toEqual([
      [[4, 'language'], expect.stringContaining('no templates in the language "hy"')],
    ]);
  });

  it.each(['english', 'Portuguese (Brazil)', 'EAAGm0PX4ZCpsBAJ7ZC', 7, { en: true }])(
    '%j is no language code, and is not repeated',
    (language) => {
      expect(problemsWith(template('Generic', { language }))).toEqual([
        [[4, 'language'], expect.stringMatching(/^This is no language code\. [\w ,.’]+$/)],
      ]);
    }
  );

  it('is reported by its place in a list, each one', () => {
    expect(
      problemsWith(template('Generic', { language: ['en_US', 'pt', 'es', '', 'de-DE', null] }))
    ).toMatchObject([
      [[4, 'language', 1], expect.stringContaining('pt_BR or pt_PT')],
      [[4, 'language', 3], expect.stringContaining('This is no language code')],
      [[4, 'language', 4], expect.stringContaining('Write de,')],
      [[4, 'language', 5], expect.stringContaining('This is no language code')],
    ]);
  });
});

describe('the usage types of the templates', () => {
  it('are the four that the official connector requires', () => {
    expect(requiredUsageTypes).toEqual(['Register', 'SignIn', 'ForgotPassword', 'Generic']);
  });

  it.each([
    [['Register', 'SignIn', 'ForgotPassword'], 'Generic'],
    [['Generic'], 'Register, SignIn, and ForgotPassword'],
    [['SignIn', 'Generic', 'MfaVerification'], 'Register and ForgotPassword'],
    [['signin', 'Register', 'ForgotPassword', 'Generic'], 'SignIn'],
    [[], 'Register, SignIn, ForgotPassword, and Generic'],
  ])('%j lack %s, all in one issue', (usageTypes, missing) => {
    expect(issuesOf(usageTypes.map((usageType) => template(usageType)))).toEqual([
      [[], expect.stringContaining(`Add a template for ${missing}. `)],
    ]);
  });

  it('may be any, several times, and have spaces around them', () => {
    const parsed = templatesGuard.parse(
      ['Generic', ' SignIn ', 'Register', 'ForgotPassword', 'BindMfa', 'Generic'].map((usageType) =>
        template(usageType)
      )
    );

    expect(parsed.map(({ usageType }) => usageType)).toEqual([
      'Generic',
      'SignIn',
      'Register',
      'ForgotPassword',
      'BindMfa',
      'Generic',
    ]);
  });

  it.each([undefined, '', ' ', null, {}])('cannot be blank: %j', (usageType) => {
    expect(problemsWith({ ...template('x'), usageType })).toEqual([
      [[4, 'usageType'], expect.stringContaining('usage type')],
    ]);
  });
});

describe('the name of a template', () => {
  it.each(['verification_code', 'otp', '2fa', '_', 'x'.repeat(512)])(
    'can be %s',
    (templateName) => {
      expect(problemsWith(template('Generic', { templateName }))).toBeUndefined();
    }
  );

  it.each(['Verification', 'verification-code', 'verification code', 'código', 'x'.repeat(513)])(
    'cannot be %s',
    (templateName) => {
      expect(problemsWith(template('Generic', { templateName }))).toEqual([
        [
          [4, 'templateName'],
          expect.stringContaining('lower-case letters, digits and underscores'),
        ],
      ]);
    }
  );

  it.each([undefined, '', ' ', null, {}])('cannot be blank: %j', (templateName) => {
    expect(problemsWith(template('Generic', { templateName }))).toEqual([
      [[4, 'templateName'], expect.stringContaining('Name the template')],
    ]);
  });
});

describe('the list of templates', () => {
  it.each(['verification_code', 7, { usageType: 'Generic' }, true])(
    'has to be a list: not %j',
    (raw) => {
      expect(issuesOf(raw)).toMatchObject([[[], expect.stringContaining('as a list')]]);
    }
  );

  it.each([undefined, null, '', {}, []])('lacks every usage type when it is blank: %j', (raw) => {
    expect(issuesOf(raw)).toMatchObject([
      [[], expect.stringContaining('Register, SignIn, ForgotPassword, and Generic')],
    ]);
  });

  it.each(['verification_code', 7, null, ['Generic']])('holds objects: not %j', (one) => {
    expect(problemsWith(one)).toEqual([
      [[4], expect.stringContaining('usageType, templateName and language')],
    ]);
  });

  it('drops keys that it does not know', () => {
    expect(
      templatesGuard.parse(required.map((usageType) => template(usageType, { content: 'x' })))[3]
    ).toEqual({ usageType: 'Generic', templateName: 'verification_code', language: ['en_US'] });
  });
});
