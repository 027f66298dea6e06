import { assert } from '@silverhand/essentials';
import {
  type CountryCode,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

import { refuse } from '../meta/failure.js';

/** A phone number that can exist. */
export type Recipient = {
  /** With its `+`. */
  e164: string;
  /** Fit for logs: the calling code and the last two digits. */
  masked: string;
  /** ISO 3166; not every number belongs to one. */
  country: CountryCode | undefined;
};

/**
 * Until 2019, mobile numbers in Mexico were dialled with a 1 after the country code. People still
 * type it, and WhatsApp still writes it, but it is no longer part of the number.
 */
const formerMexicanMobile = /^521(?=\d{10}$)/;

const parse = (to: string): PhoneNumber | undefined => {
  const digits = to.replaceAll(/[\s().-]/g, '').replace(/^(?:\+|00)/, '');

  // The library would also take letters, extensions and the digits of other scripts.
  if (!/^\d{4,20}$/.test(digits)) {
    return;
  }

  return parsePhoneNumberFromString(`+${digits.replace(formerMexicanMobile, '52')}`, {
    extract: false,
  });
};

const mask = ({ countryCallingCode, nationalNumber }: PhoneNumber): string =>
  `+${countryCallingCode}${'*'.repeat(nationalNumber.length - 2)}${nationalNumber.slice(-2)}`;

/**
 * Normalises the number that Logto gives, which has a country code and no `+`.
 *
 * @param allowedCountries When given, numbers of any other country are refused, and so are numbers
 * whose country cannot be told: several countries share the code 1.
 * @throws {SendFailure} `refused`, in words for whoever typed the number.
 */
export const readRecipient = (to: string, allowedCountries?: readonly CountryCode[]): Recipient => {
  const number = parse(to);

  if (!number?.isPossible()) {
    throw refuse('This is not a phone number. Check the country code and the digits.');
  }

  assert(
    !allowedCountries || (number.country && allowedCountries.includes(number.country)),
    refuse('Codes cannot be sent to phone numbers of this country.')
  );

  return { e164: number.number, masked: mask(number), country: number.country };
};
