/**
 * A number in E.164, with the `+`, however people type it.
 *
 * @throws {TypeError} When it is no number.
 */
export const toE164 = (number: string): string => {
  const digits = number.replaceAll(/[\s()+.-]/g, '');

  if (!/^\d{5,20}$/.test(digits)) {
    throw new TypeError(`"${number}" is no phone number. Write it in E.164, such as +12025550143.`);
  }

  return `+${digits}`;
};
