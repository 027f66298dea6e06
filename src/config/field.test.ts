import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  Problem,
  type Rule,
  defaultedField,
  isBlank,
  optionalField,
  requiredField,
} from './field.js';

/** Refuses one word, and otherwise shows what it was given. */
const rule: Rule<string> = (text) =>
  text === 'wrong' ? new Problem('Write something else.') : `<${text}>`;

const fields = z.object({
  optional: optionalField(rule),
  defaulted: defaultedField('fallback', rule),
  required: requiredField('Write something.', rule),
});

const issuesOf = (raw: unknown) =>
  fields.safeParse(raw).error?.issues.map(({ code, path, message }) => ({ code, path, message }));

describe('a blank', () => {
  it.each([undefined, null, '', '   ', '\t\r\n', '\u00A0', [], {}])('is %j', (value) => {
    expect(isBlank(value)).toBe(true);
  });

  it.each(['x', ' x ', '0', 0, false, Number.NaN, [''], [undefined], { a: undefined }])(
    'is not %j',
    (value) => {
      expect(isBlank(value)).toBe(false);
    }
  );
});

describe('a field', () => {
  it('is trimmed before its rule reads it', () => {
    expect(fields.parse({ optional: ' a\n', defaulted: '\tb', required: 'c ' })).toEqual({
      optional: '<a>',
      defaulted: '<b>',
      required: '<c>',
    });
  });

  it.each([undefined, null, '', '  ', [], {}])('can be left blank with %j', (blank) => {
    expect(fields.parse({ optional: blank, defaulted: blank, required: 'c' })).toEqual({
      defaulted: 'fallback',
      required: '<c>',
    });
  });

  it.each([undefined, null, '', '  ', [], {}])('has to be there: not %j', (blank) => {
    expect(issuesOf({ required: blank })).toEqual([
      { code: 'custom', path: ['required'], message: 'Write something.' },
    ]);
  });

  it('is reported with its rule’s words, and so are all others', () => {
    const message = 'Write something else.';

    expect(issuesOf({ optional: ' wrong', defaulted: 'wrong', required: 'wrong' })).toEqual([
      { code: 'custom', path: ['optional'], message },
      { code: 'custom', path: ['defaulted'], message },
      { code: 'custom', path: ['required'], message },
    ]);
  });

  it.each([7, 0, true, false, ['x'], { a: 1 }])('has to be a text: not %j', (value) => {
    const issues = issuesOf({ optional: value, defaulted: value, required: value });

    expect(issues?.map(({ code, path }) => [code, ...path])).toEqual([
      ['custom', 'optional'],
      ['custom', 'defaulted'],
      ['custom', 'required'],
    ]);
    expect(issues?.filter(({ message }) => !message.includes('must be text'))).toEqual([]);
  });
});
