/** Numbers, languages and WhatsApp's markup, as a person reads them. */
import { make } from './elements.js';

/** Country calling codes have one, two or three digits; which of them is given by the first ones. */
const callingCode = /^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d+)$/u;

/** How many digits stand together, by the length of the national number. */
const groups = Object.freeze({
  7: /^(\d{3})(\d{4})$/u,
  8: /^(\d{4})(\d{4})$/u,
  9: /^(\d{3})(\d{3})(\d{3})$/u,
  10: /^(\d{3})(\d{3})(\d{4})$/u,
  11: /^(\d{2})(\d{5})(\d{4})$/u,
  12: /^(\d{4})(\d{4})(\d{4})$/u,
});

/**
 * With spaces to read by. They need not be those of the country: the page does without the large
 * table which that takes.
 *
 * @param {string} number E.164; anything else comes back as it is.
 */
export const formatNumber = (number) => {
  const [, country, national] = callingCode.exec(number) ?? [];

  if (country === undefined || national === undefined) {
    return number;
  }

  const [, ...parts] =
    Object.values(groups)
      .map((group) => group.exec(national))
      .find((match) => match !== null) ?? [];

  return `+${[country, ...(parts.length > 0 ? parts : [national])].join(' ')}`;
};

/**
 * Reads a number as people type it.
 *
 * @param {string} text
 * @returns {string | undefined} E.164, or undefined when it cannot be one.
 */
export const readNumber = (text) => {
  const number = text.replaceAll(/[\s().-]/gu, '');

  return /^\+[1-9]\d{6,14}$/u.test(number) ? number : undefined;
};

/**
 * As HTML names it: Meta writes `pt_BR`.
 *
 * @param {string} language
 */
export const languageTag = (language) => language.replaceAll('_', '-');

/** WhatsApp's bold: asterisks that touch the text between them. */
const bold = /\*([^\s*](?:[^*\n]*[^\s*])?)\*/u;

/**
 * @param {string} body
 * @returns {Array<string | HTMLElement>}
 */
export const formatBody = (body) =>
  body.split(bold).map((part, index) => (index % 2 === 1 ? make('strong', {}, part) : part));

/** @param {string} body */
export const plainBody = (body) => body.split(bold).join('');

/** @param {unknown} value */
export const formatJson = (value) => JSON.stringify(value, null, 2);

/**
 * Text that should be JSON, and is shown as it came if it is not.
 *
 * @param {string} text
 */
export const formatJsonText = (text) => {
  try {
    return formatJson(JSON.parse(text));
  } catch {
    return text;
  }
};
