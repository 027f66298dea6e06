import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';

import { Problem, type Rule } from './field.js';

/** ISO 3166 codes of countries, separated by commas. */
export const countriesRule: Rule<CountryCode[]> = (text) => {
  const codes = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((code) => code.toUpperCase());
  const known = codes.filter((code) => isSupportedCountry(code));

  if (known.length === codes.length && known.length > 0) {
    return known;
  }

  // Two letters are shown again; anything else could be something that was pasted by mistake.
  const wrong = codes
    .filter((code) => /^[A-Z]{2}$/.test(code) && !isSupportedCountry(code))
    .slice(0, 5);

  return new Problem(
    `${
      wrong.length > 0 ? `${wrong.join(', ')}: no such country. ` : ''
    }Write two-letter ISO 3166 codes with commas between them, such as BR, MX, IN (the United Kingdom is GB).`
  );
};
