import { describe, expect, it } from 'vitest';

import { type TemplateEntry } from '../types.js';

import { mergedEntries, wantedEntries } from './entries.js';

const four = ['Register', 'SignIn', 'ForgotPassword', 'Generic'];

const entry = (usageType: string, templateName: string, ...language: string[]): TemplateEntry => ({
  usageType,
  templateName,
  language,
});

const forAll = (templateName: string, ...language: string[]) =>
  four.map((usageType) => entry(usageType, templateName, ...language));

const canBeUsed = (name: string, language: string) =>
  name !== 'b' && language !== 'es' ? 'now' : 'never';
const isRegister = (name: string) => (name === 'register' ? 'now' : 'never');
const isNotRegister = (name: string) => (name === 'register' ? 'never' : 'now');
const everything = () => 'now' as const;
const nothing = () => 'never' as const;
const allLater = () => 'later' as const;
const allOpen = () => 'open' as const;
const isLater = (name: string, language: string) =>
  name === 'b' || language === 'es' ? 'later' : 'now';

describe('what is wanted', () => {
  it('is what Logto needs, where there is no config', () => {
    expect(wantedEntries([], { isPerUsageType: false }, ['en_US', 'es'])).toEqual(
      forAll('verification_code', 'en_US', 'es')
    );
  });

  it('is what the config has', () => {
    const configured = [
      entry('SignIn', 'a', 'en', 'es'),
      entry('SignIn', 'b', 'de'),
      entry('Register', 'a', 'en'),
      entry('ForgotPassword', 'a', 'en'),
      entry('Generic', 'c', 'en'),
      entry('MfaVerification', 'd', 'en'),
    ];

    expect(wantedEntries(configured, { isPerUsageType: false }, [])).toEqual(configured);
  });

  it('is what the config has; what people read elsewhere, only where it has none', () => {
    const otherwise = ['es', 'zh_TW'] as const;

    expect(wantedEntries(forAll('a', 'en_US'), { isPerUsageType: false }, otherwise)).toEqual(
      forAll('a', 'en_US')
    );
    expect(wantedEntries([], { isPerUsageType: false }, otherwise)).toEqual(
      forAll('verification_code', 'es', 'zh_TW')
    );
  });

  it('is English, where nothing says anything else', () => {
    expect(wantedEntries([], { isPerUsageType: false }, [])).toEqual(
      forAll('verification_code', 'en_US')
    );
  });

  it('has other languages under the names of the config', () => {
    const configured = [...forAll('a', 'en'), entry('SignIn', 'b', 'de')];
    const wanted = wantedEntries(
      configured,
      { isPerUsageType: false, languages: ['de', 'hi'] },
      []
    );

    expect(wanted).toEqual([
      entry('Register', 'a', 'de', 'hi'),
      entry('SignIn', 'b', 'de'),
      entry('SignIn', 'a', 'hi'),
      entry('ForgotPassword', 'a', 'de', 'hi'),
      entry('Generic', 'a', 'de', 'hi'),
    ]);
  });

  it('has another name', () => {
    expect(wantedEntries(forAll('a', 'en'), { isPerUsageType: false, name: 'b' }, [])).toEqual(
      forAll('b', 'en')
    );
  });

  it.each([
    ['of the config', forAll('a', 'en'), undefined, 'a'],
    ['that is given', forAll('a', 'en'), 'b', 'b'],
    ['that is usual', [], undefined, 'verification_code'],
  ])('has a name for each usage type, after the one %s', (_, configured, name, base) => {
    expect(wantedEntries(configured, { isPerUsageType: true, name }, ['en'])).toEqual([
      entry('Register', `${base}_register`, 'en'),
      entry('SignIn', `${base}_sign_in`, 'en'),
      entry('ForgotPassword', `${base}_forgot_password`, 'en'),
      entry('Generic', `${base}_generic`, 'en'),
    ]);
  });

  it('keeps names that differ already', () => {
    const configured = four.map((usageType, index) => entry(usageType, `t${index}`, 'en'));

    expect(wantedEntries(configured, { isPerUsageType: true }, [])).toEqual(configured);
  });

  const named = (register: string, signIn: string, forgotPassword: string, generic: string) => [
    entry('Register', register, 'en'),
    entry('SignIn', signIn, 'en'),
    entry('ForgotPassword', forgotPassword, 'en'),
    entry('Generic', generic, 'en'),
  ];
  const divided = named('otp_register', 'otp_sign_in', 'otp_forgot_password', 'otp_generic');

  it.each([
    ['one of them is there', named('otp', 'otp_sign_in', 'otp', 'otp')],
    ['one of them is missing', named('otp', 'otp_sign_in', 'otp_forgot_password', 'otp_generic')],
    [
      'one of them is lent',
      named('otp_generic', 'otp_sign_in', 'otp_forgot_password', 'otp_generic'),
    ],
    ['a language of one is missing', [entry('SignIn', 'otp', 'en'), ...divided]],
  ])('goes on with names for each usage type, when %s', (_, configured) => {
    const wanted = wantedEntries(configured, { isPerUsageType: true, languages: ['en'] }, []);

    expect(wanted).toHaveLength(divided.length);
    expect(wanted).toEqual(expect.arrayContaining(divided));
  });

  it('has the languages of Generic where a usage type has none', () => {
    expect(wantedEntries([entry('Generic', 'g', 'es')], { isPerUsageType: false }, [])).toEqual(
      ['Generic', 'Register', 'SignIn', 'ForgotPassword'].map((type) => entry(type, 'g', 'es'))
    );
  });
});

describe('what the config becomes', () => {
  it('keeps its default, and what nobody asked about', () => {
    const configured = [...forAll('a', 'en', 'de'), entry('Mfa', 'z', 'fr')];

    expect(mergedEntries(configured, forAll('a', 'hi', 'en'), everything)).toEqual([
      ...forAll('a', 'en', 'de', 'hi'),
      entry('Mfa', 'z', 'fr'),
    ]);
  });

  it('has a new name in the place of the old one', () => {
    expect(mergedEntries(forAll('a', 'en', 'de'), forAll('b', 'de'), everything)).toEqual(
      four.flatMap((type) => [entry(type, 'a', 'en'), entry(type, 'b', 'de')])
    );
  });

  it('leaves out what cannot be used, and keeps what it would have replaced', () => {
    expect(mergedEntries(forAll('a', 'en', 'es'), forAll('b', 'en'), canBeUsed)).toEqual(
      forAll('a', 'en')
    );
  });

  it('leaves out what is under review, and keeps what it would have replaced', () => {
    expect(mergedEntries(forAll('a', 'en', 'es'), forAll('b', 'en'), isLater)).toEqual(
      forAll('a', 'en', 'es')
    );
    expect(mergedEntries([], forAll('a', 'es', 'de'), isLater)).toEqual(forAll('a', 'de'));
  });

  it('keeps what another run may mend, and has nothing new of it', () => {
    expect(mergedEntries(forAll('a', 'en', 'es'), forAll('b', 'en', 'de'), allOpen)).toEqual(
      forAll('a', 'en', 'es')
    );
    expect(mergedEntries([], forAll('a', 'en'), allOpen)).toEqual([]);
  });

  it('has what is under review where there is nothing else', () => {
    expect(mergedEntries([], forAll('a', 'es', 'de'), allLater)).toEqual(forAll('a', 'es', 'de'));
  });

  it('lends to a usage type of which nothing is left', () => {
    const wanted = four.map((type) => entry(type, type.toLowerCase(), 'en'));

    expect(mergedEntries([], wanted, isNotRegister)[0]).toEqual(entry('Register', 'generic', 'en'));
    expect(mergedEntries([], wanted, isRegister)).toEqual(forAll('register', 'en'));
    expect(mergedEntries([], wanted, nothing)).toEqual([]);
  });
});
