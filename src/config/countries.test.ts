import { describe, expect, it } from 'vitest';

import { countriesRule } from './countries.js';
import { Problem } from './field.js';

const messageOf = (text: string) => {
  const result = countriesRule(text);

  return result instanceof Problem ? result.message : undefined;
};

const howTo = /^Write two-letter ISO 3166 codes [\w (),.-]+$/;

describe('the allowed countries', () => {
  it.each([
    ['BR', ['BR']],
    ['BR, MX, IN', ['BR', 'MX', 'IN']],
    ['br,mx', ['BR', 'MX']],
    ['BR;MX IN', ['BR', 'MX', 'IN']],
    ['BR\nMX\r\nIN', ['BR', 'MX', 'IN']],
    [', BR ,, MX ,', ['BR', 'MX']],
    ['GB', ['GB']],
  ])('"%s" are %j', (text, expected) => {
    expect(countriesRule(text)).toEqual(expected);
  });

  it.each([
    ['UK', 'UK'],
    ['BR, uk', 'UK'],
    ['ZZ, BR, QQ', 'ZZ, QQ'],
    ['AA AB AH AJ AK AN AP', 'AA, AB, AH, AJ, AK'],
  ])('of "%s" do not exist: %s', (text, wrong) => {
    expect(messageOf(text)).toMatch(new RegExp(`^${wrong}: no such country\\. Write two-letter`));
  });

  it.each(['Brazil', '+55', '55', 'BRA', 'B', ',', 'toString', '__proto__', 'BR|MX', '巴西'])(
    'cannot be written like "%s", which is not repeated',
    (text) => {
      expect(messageOf(text)).toMatch(howTo);
    }
  );
});
