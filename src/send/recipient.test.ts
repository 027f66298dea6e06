import { type CountryCode } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';

import { SendFailure } from '../meta/failure.js';

import { readRecipient } from './recipient.js';

const notANumber = 'This is not a phone number. Check the country code and the digits.';
const notAllowed = 'Codes cannot be sent to phone numbers of this country.';

const read = (to: string, allowedCountries?: readonly CountryCode[]) =>
  readRecipient(to, allowedCountries);

/** Why a number is refused, in the words that its owner reads. */
const refusalOf = (to: string, allowedCountries?: readonly CountryCode[]): string => {
  try {
    read(to, allowedCountries);
  } catch (error: unknown) {
    if (error instanceof SendFailure && error.failure.kind === 'refused') {
      return error.failure.explanation;
    }

    throw error;
  }

  throw new Error('The number was expected to be refused.');
};

describe('a number is written as Meta wants it', () => {
  it.each([
    ['as Logto gives it', '12025550143', '+12025550143'],
    ['with a plus', '+12025550143', '+12025550143'],
    ['with 00 for the plus', '0012025550143', '+12025550143'],
    ['with spaces', '1 202 555 0143', '+12025550143'],
    ['with hyphens', '1-202-555-0143', '+12025550143'],
    ['with dots', '1.202.555.0143', '+12025550143'],
    ['with parentheses', '+1 (202) 555-0143', '+12025550143'],
    ['with spaces around it', '  12025550143\n', '+12025550143'],
    ['with spaces that do not break', '1\u00A0202\u00A0555\u00A00143', '+12025550143'],
  ])('when it comes %s', (_, to, written) => {
    expect(read(to).e164).toBe(written);
  });

  it.each([
    ['5215512345678', '+525512345678'],
    ['+5215512345678', '+525512345678'],
    ['005215512345678', '+525512345678'],
    ['+52 1 55 1234 5678', '+525512345678'],
    ['525512345678', '+525512345678'],
  ])('without the 1 that Mexican mobiles had until 2019: %s', (to, written) => {
    expect(read(to).e164).toBe(written);
  });

  it('with a 1 that belongs to a Mexican number', () => {
    expect(read('521551234567').e164).toBe('+521551234567');
  });

  it.each([
    ['5491123456789', '+5491123456789'],
    ['541123456789', '+541123456789'],
  ])('with or without the 9 of Argentine mobiles, as it was given: %s', (to, written) => {
    expect(read(to).e164).toBe(written);
  });

  it.each([
    ['551187654321', '+551187654321'],
    ['5511987654321', '+5511987654321'],
  ])('with the eight or nine digits that a Brazilian number has: %s', (to, written) => {
    expect(read(to).e164).toBe(written);
  });

  it.each([
    ['4407400123456', '+447400123456'],
    ['+44 (0)7400 123456', '+447400123456'],
    ['49015112345678', '+4915112345678'],
  ])('without the zero that is dialled inside the country: %s', (to, written) => {
    expect(read(to).e164).toBe(written);
  });

  it('with the zero that belongs to Italian numbers', () => {
    expect(read('390612345678').e164).toBe('+390612345678');
  });
});

describe('what cannot be a number is refused', () => {
  it.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['a plus alone', '+'],
    ['00 alone', '00'],
    ['a country code alone', '1'],
    ['too few digits', '1202555'],
    ['too many digits', '1202555014399'],
    ['a calling code that no country has', '99912345678'],
    ['two pluses', '++12025550143'],
    ['a plus and 00', '+0012025550143'],
    ['letters', 'abcdefghijk'],
    ['letters for digits', '1-800-FLOWERS'],
    ['an extension', '12025550143x12'],
    ['an extension after a semicolon', '12025550143;ext=5'],
    ['digits of another script', '١٢٠٢٥٥٥٠١٤٣'],
    ['a link', 'tel:+12025550143'],
    ['two numbers', '+12025550143,+12025550144'],
    ['a word before the number', 'call 12025550143'],
    ['a hundred thousand digits', '1'.repeat(100_000)],
    ['a hundred thousand pluses', '+'.repeat(100_000)],
    ['a hundred thousand spaces and a digit', `${' '.repeat(100_000)}1`],
  ])('%s', (_, to) => {
    expect(refusalOf(to)).toBe(notANumber);
  });

  it('also where all countries are allowed by name', () => {
    expect(refusalOf('1202555', ['US'])).toBe(notANumber);
  });

  it('without showing it again', () => {
    expect(refusalOf('1202555')).not.toContain('555');
  });
});

describe('what may be logged of a number', () => {
  it.each([
    ['12025550143', '+1********43'],
    ['447400123456', '+44********56'],
    ['5215512345678', '+52********78'],
    ['5511987654321', '+55*********21'],
    ['390612345678', '+39********78'],
    // The shortest that there are: Niue has numbers of four digits.
    ['6834002', '+683**02'],
  ])('of %s is the calling code and the last two digits', (to, masked) => {
    expect(read(to).masked).toBe(masked);
  });

  it('hides a number of no known country as well', () => {
    expect(read('12005550143').masked).toBe('+1********43');
  });
});

describe('where only some countries are allowed', () => {
  it.each<[country: CountryCode, to: string, other: CountryCode]>([
    ['US', '12025550143', 'JM'],
    ['JM', '18762101234', 'US'],
    ['CA', '16132345678', 'US'],
    ['RU', '79161234567', 'KZ'],
    ['KZ', '77011234567', 'RU'],
    ['GB', '447400123456', 'GG'],
    ['GG', '447781123456', 'GB'],
    ['MX', '5215512345678', 'US'],
    ['BR', '551187654321', 'AR'],
  ])('a number of %s (%s) is taken there, and refused with %s', (country, to, other) => {
    expect(read(to, [country]).e164).toMatch(/^\+\d+$/);
    expect(refusalOf(to, [other])).toBe(notAllowed);
  });

  it('any of them will do', () => {
    expect(read('18762101234', ['US', 'CA', 'JM']).e164).toBe('+18762101234');
  });

  it('a number whose country cannot be told is refused', () => {
    // There is no area code 200, so this is of none of the countries that share the code 1.
    expect(refusalOf('12005550143', ['US', 'CA', 'JM'])).toBe(notAllowed);
  });

  it('a number of no country at all is refused', () => {
    // 800 is the calling code of international free numbers.
    expect(refusalOf('80012345678', ['US'])).toBe(notAllowed);
  });

  it('an empty list allows none', () => {
    expect(refusalOf('12025550143', [])).toBe(notAllowed);
  });
});

describe('where no countries are named', () => {
  it.each([
    ['12005550143', '+12005550143'],
    ['80012345678', '+80012345678'],
  ])('a possible number of no known country is taken: %s', (to, written) => {
    expect(read(to).e164).toBe(written);
  });
});

describe('the country of a number', () => {
  it.each([
    ['12025550143', 'US'],
    ['14165550143', 'CA'],
    ['5511987654321', 'BR'],
    ['88312345678', undefined],
  ])('is told where it can be: %s', (to, country) => {
    expect(read(to).country).toBe(country);
  });
});
