import { describe, expect, it } from 'vitest';

import { isRecord } from './is-record.js';

describe('a record', () => {
  it.each([{}, { a: 1 }, Object.create(null)])('is %j', (value) => {
    expect(isRecord(value)).toBe(true);
  });

  it.each([undefined, null, [], '', 7])('is not %j', (value) => {
    expect(isRecord(value)).toBe(false);
  });
});
