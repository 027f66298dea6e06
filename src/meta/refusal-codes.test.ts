import { describe, expect, it } from 'vitest';

import { isPermission, isUnknownObject } from './refusal-codes.js';

describe('a refusal', () => {
  it.each<[number | undefined, boolean]>([
    [3, true],
    [10, true],
    [199, false],
    [200, true],
    [299, true],
    [300, false],
    [undefined, false],
  ])('with code %s: for lack of a permission is %s', (code, expected) => {
    expect(isPermission({ code })).toBe(expected);
  });

  it.each<[number | undefined, number | undefined, boolean]>([
    [33, undefined, true],
    [803, undefined, true],
    [100, 33, true],
    [100, undefined, false],
    [190, 33, false],
    [undefined, undefined, false],
  ])('with code %s and subcode %s: of an unknown object is %s', (code, subcode, expected) => {
    expect(isUnknownObject({ code, subcode })).toBe(expected);
  });
});
