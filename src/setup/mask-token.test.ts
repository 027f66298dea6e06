import { describe, expect, it } from 'vitest';

import { maskToken } from './mask-token.js';

describe('a token that is shown', () => {
  it.each([
    ['EAAGm0PX4ZCpsBAJ7ZCx9Qz', 'EAA…x9Qz'],
    ['planted-key-of-360dialog', '…alog'],
    ['EAAshort', '…'],
    ['', '…'],
  ])('%s is %s', (token, expected) => {
    expect(maskToken(token)).toBe(expected);
  });
});
